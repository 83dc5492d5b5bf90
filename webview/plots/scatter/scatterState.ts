import type { Box } from './pointIndex';
import { PointIndex } from './pointIndex';
import type { ScatterBrush, ScatterOptions } from './scatterOptions';
import type { ScatterPoints } from './scatterPoints';
import { nearestPoint, nearestToMiddle, pointsInside } from './searchPoints';
import { panned, wholeView, zoomed } from './view';

/** So many points are told one after the other from the middle of the view. */
const pickedInTurn = 50;

/** What a scatter shows and what somebody did to it, without a pixel: points, stretch in view, box, selection, picked point. */
export class ScatterState {
  index: PointIndex;
  whole: Box;
  view: Box;
  /** The finished box, or the one that grows. */
  brush: Box | null = null;
  selected: Uint8Array | null = null;
  /** A place in the index. */
  picked: number | null = null;
  readonly isHidden: boolean[];

  constructor(private readonly options: ScatterOptions) {
    this.index = new PointIndex({ length: 0, x: new Float32Array(0), y: new Float32Array(0), category: null });
    this.whole = this.#findWhole();
    this.view = this.whole;
    this.isHidden = options.categories.map(() => false);
  }

  /** New points keep the stretch in view where somebody has moved it: scores that trickle in must not jump. */
  setPoints(points: ScatterPoints): void {
    const wasMoved = this.view !== this.whole;
    this.index = new PointIndex(points);
    this.whole = this.#findWhole();
    if (!wasMoved) this.view = this.whole;
    this.picked = null;
    this.selected = null;
  }

  /** `indices` of the points as they were given; null selects nothing. */
  select(indices: Uint32Array | null): void {
    if (indices === null) return void (this.selected = null);
    const isSelected = new Uint8Array(largest(this.index.order) + 1);
    for (const at of indices) if (at < isSelected.length) isSelected[at] = 1;
    this.selected = Uint8Array.from(this.index.order, (at) => isSelected[at] ?? 0);
  }

  reset(): void {
    this.view = this.whole;
  }

  pan(right: number, up: number): void {
    this.view = panned(this.view, right, up);
  }

  zoom(factor: number, atX: number, atY: number): void {
    this.view = zoomed(this.view, this.whole, factor, atX, atY);
  }

  /** The index of the point nearest to a place of the plane. Reaches are in the units of the axes. */
  pick(x: number, y: number, reachX: number, reachY: number): number | null {
    this.picked = nearestPoint(this.index, { x, y }, reachX, reachY, this.isHidden);
    return this.pickedIndex;
  }

  /** The point that is the `order`-th nearest to the middle of the view; past the last it begins anew. */
  pickFromMiddle(order: number): number | null {
    const places = nearestToMiddle(this.index, this.view, this.isHidden, pickedInTurn);
    this.picked = places[order % Math.max(1, places.length)] ?? null;
    return this.pickedIndex;
  }

  get pickedIndex(): number | null {
    return this.picked === null ? null : (this.index.order[this.picked] ?? null);
  }

  /** The points in the box that was drawn; null where there is no box. */
  brushed(): ScatterBrush | null {
    if (this.brush === null) return null;
    const { x0, x1, y0, y1 } = this.brush;
    return { x: [x0, x1], y: [y0, y1], indices: pointsInside(this.index, this.brush, this.isHidden) };
  }

  #findWhole(): Box {
    return wholeView(this.index, this.options.xAxis, this.options.yAxis, this.options.diagonal);
  }
}

function largest(values: Uint32Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
