import type { PointIndex } from './pointIndex';
import { sampledQuantile } from './sampledQuantile';
import type { ScatterOptions } from './scatterOptions';

/** The picture in words: how many points, where their middle lies, how far they reach, and how many of each kind. */
export function scatterSummary(index: PointIndex, { xAxis, yAxis, categories }: ScatterOptions, counts: readonly number[]): string {
  if (index.length === 0) return 'There are no points.';
  const kinds = categories.length < 2 ? [] : [`${categories.map(({ label }, at) => `${label}: ${(counts[at] ?? 0).toLocaleString('en-US')}`).join(', ')}.`];
  return [`${index.length.toLocaleString('en-US')} points.`, axisText(xAxis.label, index.bounds.x0, index.bounds.x1, index.x), axisText(yAxis.label, index.bounds.y0, index.bounds.y1, index.y), ...kinds].join(' ');
}

function axisText(label: string, least: number, most: number, values: Float32Array): string {
  return `${label}: from ${number(least)} to ${number(most)}, half of them below ${number(sampledQuantile(values, 0.5))}.`;
}

function number(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
