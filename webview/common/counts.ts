import * as l10n from '@vscode/l10n';

import { whole } from './numbers';

export function tokenCount(count: number): string {
  return count === 1 ? l10n.t('1 token') : l10n.t('{0} tokens', whole(count));
}

export function pairCount(count: number): string {
  return count === 1 ? l10n.t('1 pair') : l10n.t('{0} pairs', whole(count));
}

export function rowCount(count: number): string {
  return count === 1 ? l10n.t('1 row') : l10n.t('{0} rows', whole(count));
}

export function findingCount(count: number): string {
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', whole(count));
}

export function characterCount(count: number): string {
  return count === 1 ? l10n.t('1 character') : l10n.t('{0} characters', whole(count));
}

export function evaluationCount(count: number): string {
  return count === 1 ? l10n.t('1 evaluation') : l10n.t('{0} evaluations', whole(count));
}
