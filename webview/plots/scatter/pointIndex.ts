import type { ScatterPoints } from './scatterPoints';

/** A stretch of the plane, in the units of the axes. */
export interface Box {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

const mostCellsPerSide = 256;
const pointsPerCell = 16;

/**
 * The points sorted by the cells of a grid, row of cells after row of cells, so that the points of a stretch of the plane are a few runs
 * of neighbours in memory: drawing, picking and brushing touch only those. Takes 17 bytes a point.
 */
export class PointIndex {
  /** Coordinates, category and index of the points in the order of the grid. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly category: Uint8Array;
  readonly order: Uint32Array;
  readonly bounds: Box;
  readonly #perSide: number;
  readonly #starts: Uint32Array;

  constructor(points: ScatterPoints) {
    this.bounds = boundsOf(points);
    const cells = this.#cellsOf(points);
    this.#perSide = cells.perSide;
    this.#starts = startsOf(cells.cell, cells.perSide ** 2);
    const length = this.#starts.at(-1) ?? 0;
    this.order = orderOf(cells.cell, this.#starts);
    this.x = new Float32Array(length);
    this.y = new Float32Array(length);
    this.category = new Uint8Array(length);
    this.#copy(points);
  }

  /** Points that have both coordinates. */
  get length(): number {
    return this.order.length;
  }

  /** Calls `visit(from, to)` for runs of points that together hold every point of the box, and perhaps some near it. */
  eachRun(box: Box, visit: (from: number, to: number) => void): void {
    const left = this.#cellAt(box.x0, this.bounds.x0, this.bounds.x1);
    const right = this.#cellAt(box.x1, this.bounds.x0, this.bounds.x1);
    const last = this.#cellAt(box.y1, this.bounds.y0, this.bounds.y1);
    for (let row = this.#cellAt(box.y0, this.bounds.y0, this.bounds.y1); row <= last; row += 1) {
      const from = this.#starts[row * this.#perSide + left] ?? 0;
      const to = this.#starts[row * this.#perSide + right + 1] ?? 0;
      if (to > from) visit(from, to);
    }
  }

  /** At least as many points as the box holds; exact where the box ends between cells. */
  countNear(box: Box): number {
    let count = 0;
    this.eachRun(box, (from, to) => {
      count += to - from;
    });
    return count;
  }

  #cellAt(value: number, low: number, high: number): number {
    const at = Math.floor(((value - low) / (high - low || 1)) * this.#perSide);
    return Math.min(this.#perSide - 1, Math.max(0, at));
  }

  #cellsOf({ length, x, y }: ScatterPoints): { readonly cell: Int32Array; readonly perSide: number } {
    const perSide = Math.min(mostCellsPerSide, Math.max(1, Math.round(Math.sqrt(length / pointsPerCell))));
    const { x0, x1, y0, y1 } = this.bounds;
    const toColumn = perSide / (x1 - x0 || 1);
    const toRow = perSide / (y1 - y0 || 1);
    const cell = new Int32Array(length);
    for (let at = 0; at < length; at += 1) {
      const px = x[at] ?? Number.NaN;
      const py = y[at] ?? Number.NaN;
      if (!Number.isFinite(px + py)) cell[at] = -1;
      else cell[at] = Math.min(perSide - 1, Math.floor((py - y0) * toRow)) * perSide + Math.min(perSide - 1, Math.floor((px - x0) * toColumn));
    }
    return { cell, perSide };
  }

  #copy({ x, y, category }: ScatterPoints): void {
    for (let at = 0; at < this.order.length; at += 1) {
      const index = this.order[at] ?? 0;
      this.x[at] = x[index] ?? 0;
      this.y[at] = y[index] ?? 0;
      this.category[at] = category?.[index] ?? 0;
    }
  }
}

function boundsOf({ length, x, y }: ScatterPoints): Box {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < length; at += 1) {
    const px = x[at] ?? Number.NaN;
    const py = y[at] ?? Number.NaN;
    if (!Number.isFinite(px + py)) continue;
    if (px < x0) x0 = px;
    if (px > x1) x1 = px;
    if (py < y0) y0 = py;
    if (py > y1) y1 = py;
  }
  return x0 > x1 ? { x0: 0, x1: 1, y0: 0, y1: 1 } : { x0, x1, y0, y1 };
}

/** Where the points of each cell begin; one more entry says where the last ends. */
function startsOf(cell: Int32Array, cells: number): Uint32Array {
  const starts = new Uint32Array(cells + 1);
  for (const at of cell) if (at >= 0) starts[at + 1] = (starts[at + 1] ?? 0) + 1;
  for (let at = 0; at < cells; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  return starts;
}

/** A counting sort keeps the order of the file inside a cell. */
function orderOf(cell: Int32Array, starts: Uint32Array): Uint32Array {
  const next = starts.slice(0, -1);
  const order = new Uint32Array(starts.at(-1) ?? 0);
  for (let index = 0; index < cell.length; index += 1) {
    const at = cell[index] ?? -1;
    if (at < 0) continue;
    const place = next[at] ?? 0;
    order[place] = index;
    next[at] = place + 1;
  }
  return order;
}
