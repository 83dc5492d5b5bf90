import type { Interval } from '../lintReport';

/** Wider, and the figure in the middle is as good as any other in it. */
const widest = 0.2;

/** Whether the interval is narrow enough that one figure may stand for it. */
export function isPreciseRate({ low, high }: Interval): boolean {
  return high - low <= widest;
}
