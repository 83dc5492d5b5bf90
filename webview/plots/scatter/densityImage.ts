import type { Box, PointIndex } from './pointIndex';
import type { ScatterPalette } from './scatterPalette';

/** Set in the top category of a pixel that holds a point of the selection. */
export const selectedBit = 16;
/** Counts up to this have a step of their own in the table of shades. */
const countedSteps = 4096;
/** A single point gets this share of the ramp: it must be seen. */
const leastShade = 0.18;

/** How points become pixels: counted in square cells of `cell` pixels, each drawn as a dot that reaches `radius` pixels further. */
export interface DotSize {
  readonly cell: 1 | 2;
  readonly radius: number;
}

/**
 * Draws points as a picture of their density: cells of pixels are counted, coloured and widened to dots. The cost follows the points in
 * view and the pixels, never the overlap, and needs no GPU.
 */
export class DensityImage {
  #width = 0;
  #height = 0;
  #columns = 0;
  #rows = 0;
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
  draw(index: PointIndex, box: Box, size: { readonly width: number; readonly height: number }, palette: ScatterPalette, selected: Uint8Array | null, dot: DotSize): ImageData {
    const image = this.#resize(size.width, size.height);
    this.#columns = Math.ceil(size.width / dot.cell);
    this.#rows = Math.ceil(size.height / dot.cell);
    this.#counts.fill(0);
    this.#tops.fill(0);
    this.#count(index, box, dot.cell, palette.isHidden, selected);
    this.#prepareShades();
    this.#words.fill(0);
    this.#paint(palette, selected !== null, dot);
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

  #count(index: PointIndex, box: Box, cell: number, isHidden: readonly boolean[], selected: Uint8Array | null): void {
    const columns = this.#columns;
    const rows = this.#rows;
    const toX = this.#width / cell / (box.x1 - box.x0);
    const toY = this.#height / cell / (box.y1 - box.y0);
    const { x0, y1 } = box;
    const { x, y, category } = index;
    const counts = this.#counts;
    const tops = this.#tops;
    const hidden = Uint8Array.from({ length: 256 }, (_, at) => (isHidden[at] === false ? 0 : 1));
    const flags = selected ?? new Uint8Array(0);
    const flagScale = selected === null ? 0 : selectedBit;
    // The inner loop runs once a point and frame: no calls and no objects. Bounds are checked, so `as number` says what is true.
    index.eachRun(box, (from, to) => {
      for (let at = from; at < to; at += 1) {
        const px = ((x[at] as number) - x0) * toX;
        const py = (y1 - (y[at] as number)) * toY;
        if (!(px >= 0 && px < columns && py >= 0 && py < rows)) continue;
        const kind = category[at] as number;
        if (hidden[kind] === 1) continue;
        const pixel = (py | 0) * columns + (px | 0);
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

  #paint(palette: ScatterPalette, hasSelection: boolean, { cell, radius }: DotSize): void {
    const { ramps, fadedRamps } = palette;
    const columns = this.#columns;
    const counts = this.#counts;
    for (let row = 0, at = 0; row < this.#rows; row += 1) {
      for (let column = 0; column < columns; column += 1, at += 1) {
        const count = counts[at] as number;
        if (count === 0) continue;
        const top = this.#tops[at] as number;
        const ramp = (hasSelection && top < selectedBit ? fadedRamps : ramps)[top % selectedBit] as Uint32Array;
        const color = ramp[this.#shades[count < countedSteps ? count : countedSteps - 1] as number] as number;
        if (cell === 2) this.#fillCell(row, column, color);
        else this.#stamp(row, column, color, radius);
      }
    }
  }

  /** Four pixels; the last row and column may hang over. */
  #fillCell(row: number, column: number, color: number): void {
    const place = 2 * row * this.#width + 2 * column;
    const isWhole = 2 * column + 1 < this.#width;
    this.#words[place] = color;
    if (isWhole) this.#words[place + 1] = color;
    if (2 * row + 1 >= this.#height) return;
    this.#words[place + this.#width] = color;
    if (isWhole) this.#words[place + this.#width + 1] = color;
  }

  /** A dot of (2·radius + 1) pixels without its corners. Where dots meet, the more opaque one stays. */
  #stamp(row: number, column: number, color: number, radius: number): void {
    const width = this.#width;
    const words = this.#words;
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
