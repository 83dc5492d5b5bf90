/** Steps of colour on either side of zero; few enough to tell apart. */
export const levelCount = 6;

/** The value that gets the strongest colour: the 98th percentile of the sizes, rounded up to a number that is easy to read, since one outlier must not pale the rest. 0 when there is nothing to colour. */
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

/** Classes of one step of the diverging scale. Hue says welcome or not, the line below which sign (solid above zero, dotted below), both say how much. */
export function signedClasses(sign: number, level: number, isWorseAbove = false): string {
  if (level === 0) return '';
  return ` ${sign > 0 === isWorseAbove ? 'unwelcome' : 'welcome'} ${sign > 0 ? 'above' : 'below'} level-${String(level)}`;
}

/** Classes of one step of the sequential scale, for magnitudes: one hue, and a line that thickens. */
export function sizeClasses(level: number): string {
  return level === 0 ? '' : ` size level-${String(level)}`;
}

function roundedUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 5, 7.5].find((candidate) => candidate * unit >= value * (1 - 1e-9)) ?? 10;
  return Number((step * unit).toPrecision(3));
}
