import type { Box, PointIndex } from './pointIndex';
import type { ScatterPalette } from './scatterPalette';

/** Set in the top category of a pixel that holds a point of the selection. */
export const selectedBit = 16;
/** Counts up to this have a step of their own in the table of shades. */
const countedSteps = 4096;
/** A single point gets this share of the ramp: it must be seen. */
const leastShade = 0.18;

/**
 * Draws points as a picture of their density: pixels are counted, widened to dots and coloured. The cost follows the points in view and
 * the pixels, never the overlap, and needs no GPU.
 */
export class DensityImage {
  #width = 0;
  #height = 0;
  #counts = new Uint32Array(0);
  #tops = new Uint8Array(0);
  #image: ImageData | null = null;
  #words = new Uint32Array(0);
  readonly #shades = new Uint8Array(countedSteps);
  #fullCount = 0;

  /** Forgets which count has the darkest shade; kept while somebody pans, so that shades do not flicker. */
  forgetShades(): void {
    this.#fullCount = 0;
  }

  /** `selected` holds 1 at selected points by their place in the index; null where nothing is selected. */
  draw(index: PointIndex, box: Box, size: { readonly width: number; readonly height: number }, palette: ScatterPalette, selected: Uint8Array | null, radius: number): ImageData {
    const image = this.#resize(size.width, size.height);
    this.#counts.fill(0);
    this.#tops.fill(0);
    this.#count(index, box, palette.isHidden, selected);
    this.#prepareShades();
    this.#words.fill(0);
    this.#paint(palette, selected !== null, radius);
    return image;
  }

  #resize(width: number, height: number): ImageData {
    if (this.#image !== null && this.#width === width && this.#height === height) return this.#image;
    this.#width = width;
    this.#height = height;
    this.#counts = new Uint32Array(width * height);
    this.#tops = new Uint8Array(width * height);
    this.#image = new ImageData(width, height);
    this.#words = new Uint32Array(this.#image.data.buffer);
    return this.#image;
  }

  #count(index: PointIndex, box: Box, isHidden: readonly boolean[], selected: Uint8Array | null): void {
    const width = this.#width;
    const height = this.#height;
    const toX = width / (box.x1 - box.x0);
    const toY = height / (box.y1 - box.y0);
    const { x, y, category } = index;
    const counts = this.#counts;
    const tops = this.#tops;
    const hidden = Uint8Array.from({ length: 256 }, (_, at) => (isHidden[at] === false ? 0 : 1));
    const flags = selected ?? new Uint8Array(0);
    const flagScale = selected === null ? 0 : selectedBit;
    // The inner loop runs once a point and frame: no calls, no objects, `!` free of checks that the bounds make needless.
    index.eachRun(box, (from, to) => {
      for (let at = from; at < to; at += 1) {
        const px = ((x[at] as number) - box.x0) * toX;
        const py = (box.y1 - (y[at] as number)) * toY;
        if (!(px >= 0 && px < width && py >= 0 && py < height)) continue;
        const kind = category[at] as number;
        if (hidden[kind] === 1) continue;
        const pixel = (py | 0) * width + (px | 0);
        counts[pixel] = (counts[pixel] as number) + 1;
        const top = flagScale === 0 ? kind : kind + flagScale * (flags[at] as number);
        if (top > (tops[pixel] as number)) tops[pixel] = top;
      }
    });
  }

  /** Logarithmic: one dense pixel must not pale all others. */
  #prepareShades(): void {
    if (this.#fullCount === 0) this.#fullCount = Math.max(4, largest(this.#counts));
    const scale = 1 / Math.log(this.#fullCount);
    for (let count = 1; count < countedSteps; count += 1) this.#shades[count] = Math.round(63 * Math.min(1, leastShade + (1 - leastShade) * Math.log(count) * scale));
  }

  #paint(palette: ScatterPalette, hasSelection: boolean, radius: number): void {
    const { ramps, fadedRamps } = palette;
    const counts = this.#counts;
    const tops = this.#tops;
    for (let pixel = 0; pixel < counts.length; pixel += 1) {
      const count = counts[pixel] as number;
      if (count === 0) continue;
      const top = tops[pixel] as number;
      const ramp = (hasSelection && top < selectedBit ? fadedRamps : ramps)[top % selectedBit];
      if (ramp === undefined) continue;
      const color = ramp[this.#shades[Math.min(count, countedSteps - 1)] as number] as number;
      if (radius === 0) this.#words[pixel] = color;
      else this.#stamp(pixel, color, radius);
    }
  }

  /** A dot of (2·radius + 1) pixels without its corners. Where dots meet, the more opaque one stays. */
  #stamp(pixel: number, color: number, radius: number): void {
    const width = this.#width;
    const words = this.#words;
    const column = pixel % width;
    const row = (pixel - column) / width;
    const opacity = color >>> 24;
    for (let down = -radius; down <= radius; down += 1) {
      const y = row + down;
      if (y < 0 || y >= this.#height) continue;
      const reach = radius > 0 && Math.abs(down) === radius ? radius - 1 : radius;
      for (let x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x += 1) {
        const place = y * width + x;
        if (opacity >= (words[place] as number) >>> 24) words[place] = color;
      }
    }
  }
}

function largest(counts: Uint32Array): number {
  let most = 0;
  for (const count of counts) if (count > most) most = count;
  return most;
}
