/** The picture's own units; it is stretched to the width that there is. */
export const pictureWidth = 600;
export const pictureHeight = 120;

/** What the picture spans: tokens along the longer response, sums from the lowest to the highest of both, zero always among them. */
export interface PictureRange {
  readonly tokens: number;
  readonly low: number;
  readonly high: number;
}

export function pictureRange(series: readonly Float64Array[]): PictureRange {
  let [low, high] = [0, 0];
  for (const sums of series) for (const sum of sums) [low, high] = [Math.min(low, sum), Math.max(high, sum)];
  return { tokens: Math.max(1, ...series.map(({ length }) => length)), low, high };
}

/** Where the sum after token `index` (0-based) lies; before the first token there is a point at zero. */
export function pointAt({ tokens, low, high }: PictureRange, index: number, sum: number): { readonly x: number; readonly y: number } {
  const spread = high - low;
  const share = spread === 0 ? 0.5 : (sum - low) / spread;
  // A margin, so that lines at the edges keep their thickness.
  return { x: ((index + 1) / tokens) * pictureWidth, y: pictureHeight - 4 - share * (pictureHeight - 8) };
}

/** A path through the sums. Of many tokens in one column of the picture the lowest and the highest are drawn, so that no step is lost. */
export function linePath(sums: Float64Array, range: PictureRange): string {
  const columns = Math.max(1, Math.ceil(sums.length / pictureWidth));
  const start = pointAt(range, -1, 0);
  let path = `M${start.x.toFixed(1)} ${start.y.toFixed(1)}`;
  for (let from = 0; from < sums.length; from += columns) {
    const part = sums.subarray(from, from + columns);
    for (const index of columns === 1 ? [0] : extremes(part)) {
      const { x, y } = pointAt(range, from + index, part[index] ?? 0);
      path += `L${x.toFixed(1)} ${y.toFixed(1)}`;
    }
  }
  return path;
}

/** Positions of the lowest, the highest and the last value, in order. */
function extremes(part: Float64Array): readonly number[] {
  let [lowest, highest] = [0, 0];
  for (let index = 1; index < part.length; index += 1) {
    if ((part[index] ?? 0) < (part[lowest] ?? 0)) lowest = index;
    if ((part[index] ?? 0) > (part[highest] ?? 0)) highest = index;
  }
  return [...new Set([lowest, highest, part.length - 1])].sort((left, right) => left - right);
}
