import { type NoiseRate } from './noiseRate';

/** What is known of a rate where either of two models may be the right one: the interval holds both, and the figure is the one in the middle. */
export function eitherRate(first: NoiseRate, second: NoiseRate): NoiseRate {
  if (first.interval === null || second.interval === null) return first.interval === null ? first : { ...first, interval: null, identified: false, fit: null, likely: [] };
  const [low, high] = [Math.min(first.interval.low, second.interval.low), Math.max(first.interval.high, second.interval.high)];
  const identified = first.identified && second.identified;
  return { ...first, identified, interval: { estimate: (first.interval.estimate + second.interval.estimate) / 2, low: identified ? low : 0, high } };
}
