import { figureTraits, type InlineFigure } from './inlineFigure';

/** Colours are given to rows in steps: a decoration type for each step is cheap, a colour for each row is not. */
export const heatBucketCount = 8;

/** Edges in units of the file's own spread; the middle one is the neutral point, so the sign of a colour is always true. */
const edges = [-2, -1, -0.4, 0, 0.4, 1, 2];

/** Values looked at for the spread: enough for a stable median, few enough for a file of any size. */
const sampleSize = 2048;

/** How the values of one file become colours. */
export interface HeatScale {
  readonly neutral: number;
  readonly spread: number;
  readonly sign: 1 | -1;
}

/** A scale from the figures of a file: robust, since a single absurd row must not pale all others. */
export function createHeatScale(figure: InlineFigure, values: ArrayLike<number>): HeatScale {
  const traits = figureTraits[figure];
  const sample = takeSample(values);
  const neutral = traits.neutral ?? median(sample);
  const spread = median(sample.map((value) => Math.abs(value - neutral)));
  return { neutral, spread: spread > 0 ? spread : 1, sign: traits.higherIsWorse ? -1 : 1 };
}

/** 0 is the worst step, heatBucketCount − 1 the best. */
export function heatBucket(scale: HeatScale, value: number): number {
  const position = (scale.sign * (value - scale.neutral)) / scale.spread;
  const above = edges.findIndex((edge) => position < edge);
  return above === -1 ? edges.length : above;
}

function takeSample(values: ArrayLike<number>): Float64Array {
  const step = Math.max(1, values.length / sampleSize);
  return Float64Array.from({ length: Math.min(values.length, sampleSize) }, (_, index) => values[Math.floor(index * step)] ?? 0);
}

function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
