import { CancelledError } from '../../core/errors';
import type { CancellationSignal } from '../../core/ports';
import { TimeSlices } from '../scoring/timeSlices';

export interface ScanOptions {
  readonly signal: CancellationSignal;
  /** Told now and then how far the scan is, 0..1. */
  readonly progressed?: (share: number) => void;
}

const progressMilliseconds = 200;

/** Visits rows one after another and gives the thread back in between. Throws CancelledError when the signal is aborted. */
export async function scanRows(rows: RowList, visit: (row: number) => Promise<void> | void, { signal, progressed }: ScanOptions): Promise<void> {
  const slices = new TimeSlices();
  let toldAt = Date.now();
  for (let at = 0; at < rows.length; at++) {
    const pending = visit(rows.at(at));
    // Only where there is something to wait for: a turn of the microtask queue costs more than a look into an array.
    if (pending) await pending;
    if (!pending && at % 1024 !== 0) continue;
    await slices.yieldIfSpent();
    stopIfAborted(signal);
    if (progressed && Date.now() - toldAt >= progressMilliseconds) {
      progressed(at / rows.length);
      toldAt = Date.now();
    }
  }
}

export function stopIfAborted(signal: CancellationSignal): void {
  if (signal.aborted) throw new CancelledError('The table was asked for something else.');
}

/** Rows to visit: all of a file, or a list of them. */
export interface RowList {
  readonly length: number;
  at(index: number): number;
}

export function allRows(count: number): RowList {
  return { length: count, at: (index) => index };
}

export function listedRows(rows: Uint32Array): RowList {
  return { length: rows.length, at: (index) => rows[index] ?? 0 };
}
