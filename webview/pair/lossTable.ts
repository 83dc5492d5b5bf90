import * as l10n from '@vscode/l10n';

import type { PairScore } from '../../src/core/scoring/pairScore';
import type { LossName } from '../../src/core/scoring/lossNames';
import { lossNames } from '../../src/core/scoring/lossNames';
import { element } from '../common/element';
import { formatNumber, noFigure } from '../common/formatting';
import { lossTexts } from './lossTexts';

/** What each loss makes of this pair. */
export function lossTable(score: PairScore): HTMLElement {
  const columns = [l10n.t('Loss'), l10n.t('Value'), l10n.t('What sets it apart')].map((name, index) => {
    return element('th', { scope: 'col', role: 'columnheader', class: index === 2 ? 'words' : '' }, name);
  });
  const lines = lossNames.map((name) => {
    const cells = [nameCell(name, score), valueCell(score, score.losses[name]), element('td', { class: 'words', role: 'cell' }, lossTexts[name])];
    return element('tr', { role: 'row' }, ...cells);
  });
  return element('table', { class: 'figures losses', role: 'table' }, element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...columns)), element('tbody', { role: 'rowgroup' }, ...lines));
}

function valueCell(score: PairScore, value: number | null): HTMLElement {
  if (value !== null) return element('td', { role: 'cell' }, formatNumber(value));
  return element('td', { role: 'cell', class: 'missing', title: missing(score) }, noFigure);
}

function nameCell(name: LossName, score: PairScore): HTMLElement {
  const cell = element('th', { scope: 'row', role: 'rowheader' }, element('code', {}, name));
  if (score.losses[name] === null) cell.append(element('span', { class: 'reason' }, missing(score)));
  return cell;
}

function missing(score: PairScore): string {
  return score.referenceHash === null ? l10n.t('no reference model') : l10n.t('not defined at this setting');
}
