import * as l10n from '@vscode/l10n';

import { whole } from './numbers';

/** A row as people count, from 1, and which of its pairs where it is not the first. `row` and `pair` count from 0. */
export function placeName(row: number, pair = 0): string {
  return pair > 0 ? l10n.t('Row {0}, pair {1}', whole(row + 1), whole(pair + 1)) : l10n.t('Row {0}', whole(row + 1));
}

/** A line of the file, from 1. */
export function lineName(line: number): string {
  return l10n.t('line {0}', whole(line));
}
