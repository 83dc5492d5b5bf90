import * as l10n from '@vscode/l10n';

import type { PointIndex } from './pointIndex';
import { sampledQuantile } from './sampledQuantile';
import type { ScatterOptions } from './scatterOptions';
import { rounded, whole } from '../../common/numbers';

/** The picture in words: how many points, where their middle lies, how far they reach, and how many of each kind. */
export function scatterSummary(index: PointIndex, { xAxis, yAxis, categories }: ScatterOptions, counts: readonly number[]): string {
  if (index.length === 0) return l10n.t('There are no points.');
  const kinds = categories.length < 2 ? [] : [l10n.t('{0}.', categories.map(({ label }, at) => l10n.t('{0}: {1}', label, whole(counts[at] ?? 0))).join(', '))];
  return [l10n.t('{0} points.', whole(index.length)), axisText(xAxis.label, index.bounds.x0, index.bounds.x1, index.x), axisText(yAxis.label, index.bounds.y0, index.bounds.y1, index.y), ...kinds].join(' ');
}

function axisText(label: string, least: number, most: number, values: Float32Array): string {
  return l10n.t('{0}: from {1} to {2}, half of them below {3}.', label, rounded(least, 3), rounded(most, 3), rounded(sampledQuantile(values, 0.5), 3));
}
