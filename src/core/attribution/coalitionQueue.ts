import { coalitionKey, type Coalition } from './coalition';
import type { CoalitionValues } from './coalitionValues';
import type { ShapleyEstimator } from './shapleyEstimator';

/** After so many coalitions that are all known, an estimator is taken to have nothing new: small games run out of coalitions before orders. */
const mostRepeats = 4096;
const chunk = 64;

/**
 * The coalitions that an estimator asks for, as one sequence that does not depend on how it is cut into batches: what was asked for and
 * not evaluated, because somebody stopped, comes again.
 */
export class CoalitionQueue {
  private waiting: Coalition[] = [];
  private isExhausted = false;

  constructor(private readonly estimator: ShapleyEstimator) {}

  /** The first `count` different coalitions of the sequence whose values are not known; fewer when nothing is left to learn. */
  next(count: number, values: CoalitionValues): readonly Coalition[] {
    this.waiting = withoutKnown(this.waiting, values);
    let repeats = 0;
    while (this.waiting.length < count && !this.isExhausted) {
      const asked = this.estimator.next(chunk);
      const before = this.waiting.length;
      this.waiting = withoutKnown([...this.waiting, ...asked], values);
      repeats = this.waiting.length > before ? 0 : repeats + asked.length;
      this.isExhausted = asked.length === 0 || repeats >= mostRepeats;
    }
    return this.waiting.slice(0, count);
  }
}

function withoutKnown(coalitions: readonly Coalition[], values: CoalitionValues): Coalition[] {
  const seen = new Set<string>();
  return coalitions.filter((coalition) => {
    const key = coalitionKey(coalition);
    if (seen.has(key) || values.has(coalition)) return false;
    seen.add(key);
    return true;
  });
}
