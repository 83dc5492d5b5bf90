import type { UnitFigures } from './unitFigures';

/** Steps of colour on either side of zero; few enough to tell apart. */
export const levelCount = 6;

/** The value that gets the strongest colour, per figure; 0 when there is nothing to colour. */
export interface ColorScale {
  readonly reward: number;
  readonly logProbability: number;
  readonly ches: number;
}

/** One scale for both responses, so that equal colours mean equal values. */
export function colorScale(figures: readonly UnitFigures[]): ColorScale {
  return {
    reward: scaleLimit(figures.map((figure) => figure.reward)),
    logProbability: scaleLimit(figures.map((figure) => figure.logProbability)),
    ches: scaleLimit(figures.map((figure) => figure.chesShare)),
  };
}

/** The 98th percentile of the sizes, rounded up to a number that is easy to read: one outlier must not pale the rest. */
export function scaleLimit(values: readonly (number | null)[]): number {
  const sizes = values.filter((value) => value !== null).map(Math.abs).filter((size) => Number.isFinite(size) && size > 0);
  if (sizes.length === 0) return 0;
  sizes.sort((left, right) => left - right);
  return roundedUp(sizes[Math.ceil(sizes.length * 0.98) - 1] ?? 0);
}

/** 0 for next to nothing, up to `levelCount` at the limit and beyond it. */
export function colorLevel(value: number, limit: number): number {
  if (limit === 0) return 0;
  return Math.min(levelCount, Math.round((Math.abs(value) / limit) * levelCount));
}

/** The classes of a token for every coloring at once: changing the coloring then changes one class of the panel. */
export function colorClasses(figures: UnitFigures, scale: ColorScale): string {
  return [
    signedClass('reward', figures.reward, scale.reward),
    signedClass('ches', figures.chesShare, scale.ches),
    surpriseClass(figures.logProbability, scale.logProbability),
  ].join('');
}

function signedClass(name: string, value: number | null, limit: number): string {
  const level = value === null ? 0 : colorLevel(value, limit);
  if (value === null || level === 0) return '';
  return ` ${name}-${value > 0 ? 'plus' : 'minus'} ${name}-${String(level)}`;
}

function surpriseClass(value: number | null, limit: number): string {
  const level = value === null ? 0 : colorLevel(value, limit);
  return level === 0 ? '' : ` surprise surprise-${String(level)}`;
}

function roundedUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 5, 7.5].find((candidate) => candidate * unit >= value * (1 - 1e-9)) ?? 10;
  return Number((step * unit).toPrecision(3));
}
