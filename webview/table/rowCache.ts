import type { TableRow } from '../../src/shared/tableProtocol';

const rowsPerWindow = 60;
const mostWindows = 80;
/** Requests on their way at a time: while somebody drags the scroll bar, what was asked for first is not wanted any more. */
const mostPending = 2;

interface RowWindow {
  rows: readonly TableRow[];
  isStale: boolean;
}

/** Rows by their position, held in windows; asks for those that are missing, and forgets those that were not needed for long. */
export class RowCache {
  private windows = new Map<number, RowWindow>();
  private readonly pending = new Set<number>();

  constructor(private readonly request: (first: number, count: number) => void) {}

  at(position: number): TableRow | undefined {
    const number = Math.floor(position / rowsPerWindow);
    return this.windows.get(number)?.rows[position - number * rowsPerWindow];
  }

  /** Sees to it that the rows of a range are there, or on their way; the visible ones are asked for first. */
  want(first: number, last: number, count: number): void {
    const numbers = [];
    for (let number = Math.floor(first / rowsPerWindow); number <= Math.floor(last / rowsPerWindow); number += 1) numbers.push(number);
    const after = Math.floor(last / rowsPerWindow) + 1;
    const before = Math.floor(first / rowsPerWindow) - 1;
    for (const number of [...numbers, after, before]) {
      if (this.pending.size >= mostPending) return;
      if (number < 0 || number * rowsPerWindow >= count || this.pending.has(number)) continue;
      const known = this.windows.get(number);
      // A window at the end of a list that still grows is asked for again once there is more.
      const isComplete = known !== undefined && known.rows.length >= Math.min(rowsPerWindow, count - number * rowsPerWindow);
      if (known !== undefined && !known.isStale && isComplete) this.use(number, known);
      else this.ask(number);
    }
  }

  /** True when the rows were asked for here. */
  receive(first: number, rows: readonly TableRow[]): boolean {
    const number = first / rowsPerWindow;
    if (!this.pending.delete(number)) return false;
    this.use(number, { rows, isStale: false });
    const oldest = this.windows.keys().next();
    if (this.windows.size > mostWindows && oldest.done !== true) this.windows.delete(oldest.value);
    return true;
  }

  /** Rows are shown as they are until they come anew: figures arrived, or a search. */
  markStale(): void {
    for (const known of this.windows.values()) known.isStale = true;
    this.pending.clear();
  }

  /** Other rows, or another order. */
  clear(): void {
    this.windows = new Map();
    this.pending.clear();
  }

  private ask(number: number): void {
    this.pending.add(number);
    this.request(number * rowsPerWindow, rowsPerWindow);
  }

  /** The last used stand last. */
  private use(number: number, known: RowWindow): void {
    this.windows.delete(number);
    this.windows.set(number, known);
  }
}
