import type { PointIndex } from './pointIndex';
import type { ScatterOptions } from './scatterOptions';

/** The picture in words: how many points, where their middle lies, how far they reach, and how many of each kind. */
export function scatterSummary(index: PointIndex, { xAxis, yAxis, categories }: ScatterOptions, counts: readonly number[]): string {
  if (index.length === 0) return 'There are no points.';
  const kinds = categories.length < 2 ? [] : [`${categories.map(({ label }, at) => `${label}: ${(counts[at] ?? 0).toLocaleString('en-US')}`).join(', ')}.`];
  return [`${index.length.toLocaleString('en-US')} points.`, axisText(xAxis.label, index.x), axisText(yAxis.label, index.y), ...kinds].join(' ');
}

function axisText(label: string, values: Float32Array): string {
  const sorted = values.slice().sort();
  const at = (share: number): string => number(sorted[Math.round((sorted.length - 1) * share)] ?? 0);
  return `${label}: from ${at(0)} to ${at(1)}, median ${at(0.5)}.`;
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
