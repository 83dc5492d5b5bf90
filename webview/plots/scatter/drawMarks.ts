import { selectedBit } from './densityImage';
import type { ScatterShape } from './scatterPoints';
import type { PlotArea, ScatterScene } from './scatterScene';

/** Draws points one by one with the shape of their category: for views that hold few. Later categories over earlier ones, the selection last. */
export function drawMarks(context: CanvasRenderingContext2D, scene: ScatterScene, area: PlotArea, radius: number): void {
  const places = placesInView(scene);
  context.save();
  context.beginPath();
  context.rect(area.left, area.top, area.width, area.height);
  context.clip();
  for (const place of places) drawMark(context, scene, area, place, radius);
  context.restore();
}

function placesInView({ index, view, palette, selected }: ScatterScene): readonly number[] {
  const places: number[] = [];
  index.eachRun(view, (from, to) => {
    for (let at = from; at < to; at += 1) {
      const x = index.x[at] ?? 0;
      const y = index.y[at] ?? 0;
      if (x >= view.x0 && x <= view.x1 && y >= view.y0 && y <= view.y1 && palette.isHidden[index.category[at] ?? 0] === false) places.push(at);
    }
  });
  const rank = (at: number): number => (index.category[at] ?? 0) + selectedBit * (selected?.[at] ?? 0);
  return places.sort((left, right) => rank(left) - rank(right) || left - right);
}

function drawMark(context: CanvasRenderingContext2D, { index, view, palette, options, selected }: ScatterScene, area: PlotArea, at: number, radius: number): void {
  const category = index.category[at] ?? 0;
  const x = area.left + (((index.x[at] ?? 0) - view.x0) / (view.x1 - view.x0)) * area.width;
  const y = area.top + ((view.y1 - (index.y[at] ?? 0)) / (view.y1 - view.y0)) * area.height;
  const isFaded = selected !== null && selected[at] !== 1;
  context.globalAlpha = isFaded ? 0.25 : 0.8;
  context.fillStyle = palette.colors[category] ?? palette.ink;
  context.strokeStyle = context.fillStyle;
  traceShape(context, options.categories[category]?.shape ?? 'disc', x, y, radius);
}

/** A shape around its middle, filled; the cross is made of strokes. */
export function traceShape(context: CanvasRenderingContext2D, shape: ScatterShape, x: number, y: number, radius: number): void {
  context.beginPath();
  if (shape === 'disc') context.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape === 'square') context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
  else if (shape === 'cross') return traceCross(context, x, y, radius);
  else tracePolygon(context, shape, x, y, radius * 1.25);
  context.fill();
}

function tracePolygon(context: CanvasRenderingContext2D, shape: 'triangle' | 'diamond', x: number, y: number, reach: number): void {
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, shape === 'diamond' ? y : y + reach * 0.8);
  if (shape === 'diamond') context.lineTo(x, y + reach);
  context.lineTo(x - reach, shape === 'diamond' ? y : y + reach * 0.8);
  context.closePath();
}

function traceCross(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.lineWidth = Math.max(1.5, radius * 0.6);
  context.moveTo(x - radius, y - radius);
  context.lineTo(x + radius, y + radius);
  context.moveTo(x + radius, y - radius);
  context.lineTo(x - radius, y + radius);
  context.stroke();
}
