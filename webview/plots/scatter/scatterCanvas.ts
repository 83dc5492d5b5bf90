import { DensityImage } from './densityImage';
import { drawAxes } from './drawAxes';
import { drawMarks } from './drawMarks';
import type { Box } from './pointIndex';
import type { PlotArea, ScatterScene } from './scatterScene';

/** Up to so many points in view are drawn as shapes of their own. */
const mostMarks = 3000;
/** Up to so many are drawn as overlapping dots; more are counted in cells. */
const mostDots = 30_000;
/** More pixels than these are not counted: a very large or dense screen gets a coarser picture, not a slow one. */
const mostPixels = 2_500_000;

/** Paints scenes. Knows sizes and pixels; nothing of gestures. */
export class ScatterCanvas {
  readonly element = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  readonly #density = new DensityImage();
  #width = 0;
  #height = 0;
  #scale = 1;
  #textSize = 13;

  constructor() {
    const context = this.element.getContext('2d');
    if (context === null) throw new Error('This browser draws no pictures on a canvas.');
    this.#context = context;
  }

  /** Takes the size of the element in CSS pixels and its text size; false where nothing changed. */
  resize(width: number, height: number, textSize: number): boolean {
    const scale = Math.min(window.devicePixelRatio, Math.sqrt(mostPixels / Math.max(1, width * height)));
    if (width === this.#width && height === this.#height && scale === this.#scale && textSize === this.#textSize) return false;
    this.#width = width;
    this.#height = height;
    this.#scale = scale;
    this.#textSize = textSize;
    this.element.width = Math.round(width * scale);
    this.element.height = Math.round(height * scale);
    return true;
  }

  /** Where points lie, in CSS pixels from the upper left of the element. */
  get area(): PlotArea {
    const left = Math.round(this.#textSize * 4.9);
    const top = Math.round(this.#textSize * 0.6);
    return {
      left,
      top,
      width: Math.max(1, this.#width - left - Math.round(this.#textSize)),
      height: Math.max(1, this.#height - top - Math.round(this.#textSize * 3.5)),
    };
  }

  /** The next frame chooses anew which count has the darkest shade. */
  forgetShades(): void {
    this.#density.forgetShades();
  }

  draw(scene: ScatterScene): void {
    const context = this.#context;
    const { area } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.element.width, this.element.height);
    const inView = scene.index.countNear(scene.view);
    if (inView > mostMarks) this.#drawDensity(scene, area, inView);
    context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    if (inView <= mostMarks) drawMarks(context, scene, area, inView > 800 ? 3 : 4);
    drawAxes(context, scene, area, this.#textSize);
    if (scene.brush !== null) this.#drawBrush(scene, scene.brush, area);
    if (scene.picked !== null) this.#drawPicked(scene, scene.picked, area);
  }

  /** Copies pixels, which heeds no transformation: sizes are those of the device. */
  #drawDensity(scene: ScatterScene, area: PlotArea, inView: number): void {
    const size = { width: Math.max(1, Math.round(area.width * this.#scale)), height: Math.max(1, Math.round(area.height * this.#scale)) };
    const image = this.#density.draw(scene.index, scene.view, size, scene.palette, scene.selected, inView > mostDots ? { cell: 2, radius: 0 } : { cell: 1, radius: 2 });
    this.#context.putImageData(image, Math.round(area.left * this.#scale), Math.round(area.top * this.#scale));
  }

  #drawBrush({ view, palette }: ScatterScene, brush: Box, area: PlotArea): void {
    const context = this.#context;
    const { x: left, y: top } = place(view, area, brush.x0, brush.y1);
    const { x: right, y: bottom } = place(view, area, brush.x1, brush.y0);
    context.save();
    context.beginPath();
    context.rect(area.left, area.top, area.width, area.height);
    context.clip();
    context.globalAlpha = 0.12;
    context.fillStyle = palette.focus;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 1;
    context.strokeStyle = palette.focus;
    context.lineWidth = 1.5;
    context.strokeRect(left, top, right - left, bottom - top);
    context.restore();
  }

  #drawPicked({ index, view, palette }: ScatterScene, picked: number, area: PlotArea): void {
    const { x, y } = place(view, area, index.x[picked] ?? 0, index.y[picked] ?? 0);
    const context = this.#context;
    context.lineWidth = 2;
    context.strokeStyle = palette.background;
    context.beginPath();
    context.arc(x, y, 8, 0, 2 * Math.PI);
    context.stroke();
    context.strokeStyle = palette.ink;
    context.beginPath();
    context.arc(x, y, 6, 0, 2 * Math.PI);
    context.stroke();
  }
}

function place(view: Box, area: PlotArea, x: number, y: number): { readonly x: number; readonly y: number } {
  return {
    x: area.left + ((x - view.x0) / (view.x1 - view.x0)) * area.width,
    y: area.top + ((view.y1 - y) / (view.y1 - view.y0)) * area.height,
  };
}
