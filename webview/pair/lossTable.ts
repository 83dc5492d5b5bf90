import type { PairScore } from '../../src/core/scoring/pairScore';
import { lossNames } from '../../src/core/scoring/lossNames';
import { element } from '../common/element';
import { formatNumber, noFigure } from '../common/formatting';
import { lossTexts } from './lossTexts';

/** What each loss makes of this pair. */
export function lossTable(score: PairScore): HTMLElement {
  const columns = ['Loss', 'Value', 'What sets it apart'].map((name) => element('th', { scope: 'col' }, name));
  const lines = lossNames.map((name) => {
    const cells = [element('th', { scope: 'row' }, element('code', {}, name)), valueCell(score, score.losses[name]), element('td', { class: 'words' }, lossTexts[name])];
    return element('tr', {}, ...cells);
  });
  return element('table', { class: 'figures losses' }, element('thead', {}, element('tr', {}, ...columns)), element('tbody', {}, ...lines));
}

function valueCell(score: PairScore, value: number | null): HTMLElement {
  if (value !== null) return element('td', {}, formatNumber(value));
  const reason = score.referenceHash === null ? 'no reference model' : 'not defined here';
  return element('td', { class: 'missing' }, noFigure, element('span', { class: 'reason' }, reason));
}
