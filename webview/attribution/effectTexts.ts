import * as l10n from '@vscode/l10n';

import type { AttributionTarget } from '../../src/core/attribution/attributionTarget';
import type { PlayerFigures } from '../../src/shared/attributionProtocol';
import { formatNumber, formatPercent, formatSigned } from '../common/formatting';

/** Half of a 95 % interval in standard errors. */
const quantile = 1.96;

/** A unit's figure: nats, or percentage points of a probability. */
export function effectText(target: AttributionTarget, value: number): string {
  return target.kind === 'probability' ? `${formatSigned(value * 100)} %` : formatSigned(value);
}

/** How sure a figure is; empty for an exact one. */
export function uncertaintyText(target: AttributionTarget, standardError: number): string {
  if (standardError === 0) return '';
  return `± ${formatNumber(quantile * standardError * (target.kind === 'probability' ? 100 : 1))}`;
}

export function intervalText(target: AttributionTarget, { low, high, standardError }: PlayerFigures): string {
  if (standardError === 0) return l10n.t('exact');
  return l10n.t('95 % interval {0} to {1}', effectText(target, low), effectText(target, high));
}

/** A value of the game: log-probability, margin or probability. */
export function valueText(target: AttributionTarget, value: number): string {
  return target.kind === 'probability' ? formatPercent(value) : l10n.t('{0} nats', formatSigned(value));
}

/** Whether the sign is known: the interval leaves zero out. */
export function isSettled({ low, high }: Pick<PlayerFigures, 'low' | 'high'>): boolean {
  return low > 0 || high < 0;
}
