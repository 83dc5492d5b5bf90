import * as l10n from '@vscode/l10n';

import type { PairScore } from '../../src/core/scoring/pairScore';

export function withoutReference(score: PairScore): string {
  return score.referenceHash === null ? l10n.t('no reference model') : withoutTokens();
}

export function withoutStates(): string {
  return l10n.t('the policy’s file gives no hidden states');
}

export function withoutTokens(): string {
  return l10n.t('no token could be scored');
}
