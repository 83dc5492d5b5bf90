import type { Box, PointIndex } from './pointIndex';
import { sampledQuantile } from './sampledQuantile';
import type { ScatterAxis } from './scatterOptions';

/** The least stretch that is shown, as a share of everything: beyond it single precision no longer tells points apart. */
const deepestZoom = 1e-5;
/** How much larger than everything the stretch may become. */
const widestZoom = 8;
/** Extremes beyond these shares of the points do not decide what is shown at first. */
const outside = 0.0005;
const air = 0.04;

/** The stretch that shows all points but a few extremes, with some air around, and lines of the axes that are near. */
export function wholeView(index: PointIndex, xAxis: ScatterAxis, yAxis: ScatterAxis, isSquare: boolean): Box {
  const x = xAxis.extent ?? stretchOf(index.x, xAxis.lines);
  const y = yAxis.extent ?? stretchOf(index.y, yAxis.lines);
  if (!isSquare) return { x0: x[0], x1: x[1], y0: y[0], y1: y[1] };
  const low = Math.min(x[0], y[0]);
  const high = Math.max(x[1], y[1]);
  return { x0: low, x1: high, y0: low, y1: high };
}

function stretchOf(values: Float32Array, lines: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 1];
  const cut = values.length > 2000 ? outside : 0;
  const low = sampledQuantile(values, cut);
  const high = sampledQuantile(values, 1 - cut);
  const size = high - low || Math.abs(low) || 1;
  const near = lines.filter((line) => line > low - size && line < high + size);
  const from = Math.min(low, ...near);
  const to = Math.max(high, ...near);
  const margin = (to - from || size) * air;
  return [from - margin, to + margin];
}

/** Moves the stretch by shares of its own size. */
export function panned(box: Box, right: number, up: number): Box {
  const dx = (box.x1 - box.x0) * right;
  const dy = (box.y1 - box.y0) * up;
  return { x0: box.x0 + dx, x1: box.x1 + dx, y0: box.y0 + dy, y1: box.y1 + dy };
}

/** Makes the stretch smaller by `factor` around a point of it (shares of its size, from the lower left), within bounds that make sense. */
export function zoomed(box: Box, whole: Box, factor: number, atX: number, atY: number): Box {
  const width = sizeWithin((box.x1 - box.x0) / factor, whole.x1 - whole.x0);
  const height = sizeWithin((box.y1 - box.y0) / factor, whole.y1 - whole.y0);
  const x0 = box.x0 + (box.x1 - box.x0 - width) * atX;
  const y0 = box.y0 + (box.y1 - box.y0 - height) * atY;
  return { x0, x1: x0 + width, y0, y1: y0 + height };
}

function sizeWithin(size: number, whole: number): number {
  return Math.min(whole * widestZoom, Math.max(whole * deepestZoom, size));
}
