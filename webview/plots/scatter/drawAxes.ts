import { scaleLinear, type ScaleLinear } from 'd3-scale';

import { pageLanguage } from '../../common/language';
import { rounded } from '../../common/numbers';
import type { PlotArea, ScatterScene } from './scatterScene';

interface Axes {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

const tickLength = 4;

function axesOf({ view }: ScatterScene, { left, top, width, height }: PlotArea): Axes {
  return {
    x: scaleLinear([view.x0, view.x1], [left, left + width]),
    y: scaleLinear([view.y0, view.y1], [top + height, top]),
  };
}

/** Frame, ticks, names, the lines that the axes ask for, and the diagonal. Drawn over the points, since those are copied as pixels. */
export function drawAxes(context: CanvasRenderingContext2D, scene: ScatterScene, area: PlotArea, emphasis: number): void {
  const axes = axesOf(scene, area);
  drawLines(context, scene, area, axes);
  const { palette, options } = scene;
  context.font = palette.font;
  context.fillStyle = palette.muted;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.strokeRect(area.left - 0.5, area.top - 0.5, area.width + 1, area.height + 1);
  drawColumnTicks(context, axes.x, area, emphasis);
  drawRowTicks(context, axes.y, area, emphasis);
  context.fillStyle = palette.ink;
  drawNames(context, options.xAxis.label, options.yAxis.label, area, emphasis);
}

function drawLines(context: CanvasRenderingContext2D, { options, palette }: ScatterScene, area: PlotArea, { x, y }: Axes): void {
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.width, area.height);
  context.clip();
  context.strokeStyle = palette.muted;
  context.lineWidth = 1;
  context.setLineDash([]);
  for (const value of options.xAxis.lines) line(context, x(value), area.top, x(value), area.top + area.height);
  for (const value of options.yAxis.lines) line(context, area.left, y(value), area.left + area.width, y(value));
  if (options.diagonal) drawDiagonal(context, x, y);
  context.restore();
}

function drawDiagonal(context: CanvasRenderingContext2D, x: Axes['x'], y: Axes['y']): void {
  const [low = 0, high = 1] = x.domain();
  context.setLineDash([5, 4]);
  line(context, x(low), y(low), x(high), y(high));
  context.setLineDash([]);
}

function line(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** `size` is the height of the text in pixels; labels need more room beside each other than above each other. */
function drawColumnTicks(context: CanvasRenderingContext2D, scale: Axes['x'], { left, top, width, height }: PlotArea, size: number): void {
  context.textAlign = 'center';
  context.textBaseline = 'top';
  const bottom = top + height;
  for (const { at, text } of ticks(scale, [left, left + width], size * 6)) {
    line(context, at, bottom, at, bottom + tickLength);
    context.fillText(text, at, bottom + tickLength + 2);
  }
}

function drawRowTicks(context: CanvasRenderingContext2D, scale: Axes['y'], { left, top, height }: PlotArea, size: number): void {
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const { at, text } of ticks(scale, [top, top + height], size * 3.5)) {
    line(context, left - tickLength, at, left, at);
    context.fillText(text, left - tickLength - 2, at);
  }
}

/** English as the library writes it; other languages have marks of their own. */
function tickFormat(scale: ScaleLinear<number, number>, count: number): (value: number) => string {
  return pageLanguage === 'en-US' ? scale.tickFormat(count) : (value) => rounded(value, 6).replace('-', '\u2212');
}

/** Those between two pixels, about so many pixels apart. */
function ticks(scale: ScaleLinear<number, number>, [from, to]: readonly [number, number], apart: number): readonly { readonly at: number; readonly text: string }[] {
  const count = Math.max(2, Math.floor((to - from) / apart));
  const format = tickFormat(scale, count);
  return scale.ticks(count).map((value) => ({ at: scale(value), text: format(value) })).filter(({ at }) => at >= from && at <= to);
}

function drawNames(context: CanvasRenderingContext2D, xName: string, yName: string, { left, top, width, height }: PlotArea, size: number): void {
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(xName, left + width / 2, top + height + size * 3.3, width);
  context.save();
  context.translate(size * 0.3, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'top';
  context.fillText(yName, 0, 0, height);
  context.restore();
}
