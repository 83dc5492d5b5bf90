import * as l10n from '@vscode/l10n';

import type { PairScore, ResponseScore } from '../../src/core/scoring/pairScore';
import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { formatPercent, noFigure } from '../common/formatting';
import { explainedName } from './explainedName';
import { figureGroups } from './figureGroups';
import type { FigureGroup, FigureRow } from './figureRow';

/** Every figure of the pair, in groups; each name unfolds into its explanation. */
export function figureTable(score: PairScore, fileFigures: PairView['fileFigures'], explained: boolean): HTMLElement {
  const columns = [l10n.t('Figure'), l10n.t('Chosen'), l10n.t('Rejected'), l10n.t('Pair')].map((name) => element('th', { scope: 'col', role: 'columnheader' }, name));
  const groups = figureGroups.map((group) => groupBody(group, score, fileFigures, explained));
  return element('table', { class: 'figures', role: 'table' }, element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...columns)), ...groups);
}

function groupBody(group: FigureGroup, score: PairScore, fileFigures: PairView['fileFigures'], explained: boolean): HTMLElement {
  const heading = element('tr', { class: 'group', role: 'row' }, element('th', { scope: 'rowgroup', colspan: '4', role: 'rowheader' }, group.name));
  return element('tbody', { role: 'rowgroup' }, heading, ...group.rows.filter(({ shown }) => shown?.(score) ?? true).map((row) => figureLine(row, score, fileFigures, explained)));
}

function figureLine(row: FigureRow, score: PairScore, fileFigures: PairView['fileFigures'], explained: boolean): HTMLElement {
  const name = nameCell(row, isMissing(row, score) ? row.missing(score) : null, explained);
  const line = element('tr', { role: 'row', class: row.recommended === true ? 'recommended' : '' }, name);
  line.append(responseCell(row, score, score.chosen), responseCell(row, score, score.rejected), pairCell(row, score, fileFigures));
  return line;
}

/** The label keeps an unfolded explanation from being read out with every figure of the row. */
function nameCell(row: FigureRow, missing: string | null, explained: boolean): HTMLElement {
  const label = missing === null ? row.name : l10n.t('{0}, {1}', row.name, missing);
  const cell = element('th', { scope: 'row', role: 'rowheader', 'aria-label': label }, explainedName(row.name, row.explanation, explained));
  if (row.recommended === true) cell.append(element('span', { class: 'badge' }, l10n.t('compare rows by this')));
  if (missing !== null) cell.append(element('span', { class: 'reason' }, missing));
  return cell;
}

function responseCell(row: FigureRow, score: PairScore, response: ResponseScore): HTMLElement {
  return row.response === undefined ? emptyCell() : valueCell(row, score, row.response(response, score));
}

function pairCell(row: FigureRow, score: PairScore, fileFigures: PairView['fileFigures']): HTMLElement {
  if (row.pair === undefined) return emptyCell();
  const cell = valueCell(row, score, row.pair(score));
  const percentile = row.percentile === undefined ? null : (fileFigures?.[row.percentile] ?? null);
  if (percentile !== null) cell.append(element('span', { class: 'percentile' }, l10n.t('above {0} of rows', formatPercent(percentile))));
  return cell;
}

function valueCell(row: FigureRow, score: PairScore, value: number | null): HTMLElement {
  if (value !== null) return element('td', { role: 'cell' }, row.format(value));
  return element('td', { role: 'cell', class: 'missing', title: row.missing(score) }, noFigure);
}

function emptyCell(): HTMLElement {
  return element('td', { role: 'cell' });
}

/** The reason is given once, by the name, not in every cell. */
function isMissing(row: FigureRow, score: PairScore): boolean {
  const values = [row.response?.(score.chosen, score), row.response?.(score.rejected, score), row.pair?.(score)];
  return values.includes(null);
}
