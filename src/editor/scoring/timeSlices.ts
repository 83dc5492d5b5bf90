import { setImmediate } from 'node:timers/promises';

const sliceMilliseconds = 4;

/**
 * Gives the thread back now and then. Awaiting alone does not: rows that are in memory already are answered without a turn
 * of the event loop, and thousands of them in a row would hold up every extension of the window.
 */
export class TimeSlices {
  private startedAt = performance.now();

  async yieldIfSpent(): Promise<void> {
    if (performance.now() - this.startedAt < sliceMilliseconds) return;
    await setImmediate();
    this.startedAt = performance.now();
  }
}
