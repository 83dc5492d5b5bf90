import { setImmediate } from 'node:timers/promises';

import { inTurns } from '../../app/lint/inTurns';
import type { Steps } from '../../core/noise/steps';

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

  /** Does all steps, with the thread given back between them whenever a slice is spent. */
  run<T>(steps: Steps<T>): Promise<T> {
    return inTurns(steps, { turn: () => this.yieldIfSpent() });
  }
}
