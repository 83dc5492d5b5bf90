import type { PairScore, ResponseScore } from '../../src/core/scoring/pairScore';
import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { formatPercent, noFigure } from '../common/formatting';
import { explainedName } from './explainedName';
import { figureGroups } from './figureGroups';
import type { FigureGroup, FigureRow } from './figureRow';

/** Every figure of the pair, in groups; each name unfolds into its explanation. */
export function figureTable(score: PairScore, fileFigures: PairView['fileFigures'], explained: boolean): HTMLElement {
  const columns = ['Figure', 'Chosen', 'Rejected', 'Pair'].map((name) => element('th', { scope: 'col' }, name));
  const groups = figureGroups.map((group) => groupBody(group, score, fileFigures, explained));
  return element('table', { class: 'figures' }, element('thead', {}, element('tr', {}, ...columns)), ...groups);
}

function groupBody(group: FigureGroup, score: PairScore, fileFigures: PairView['fileFigures'], explained: boolean): HTMLElement {
  const heading = element('tr', { class: 'group' }, element('th', { scope: 'rowgroup', colspan: '4' }, group.name));
  return element('tbody', {}, heading, ...group.rows.map((row) => figureLine(row, score, fileFigures, explained)));
}

function figureLine(row: FigureRow, score: PairScore, fileFigures: PairView['fileFigures'], explained: boolean): HTMLElement {
  const name = element('th', { scope: 'row' }, explainedName(row.name, row.explanation, explained));
  if (row.recommended === true) name.append(element('span', { class: 'badge' }, 'compare rows by this'));
  const line = element('tr', row.recommended === true ? { class: 'recommended' } : {}, name);
  line.append(responseCell(row, score, score.chosen), responseCell(row, score, score.rejected), pairCell(row, score, fileFigures));
  return line;
}

function responseCell(row: FigureRow, score: PairScore, response: ResponseScore): HTMLElement {
  return row.response === undefined ? element('td') : valueCell(row, score, row.response(response));
}

function pairCell(row: FigureRow, score: PairScore, fileFigures: PairView['fileFigures']): HTMLElement {
  if (row.pair === undefined) return element('td');
  const cell = valueCell(row, score, row.pair(score));
  const percentile = row.percentile === undefined ? null : (fileFigures?.[row.percentile] ?? null);
  if (percentile !== null) cell.append(element('span', { class: 'percentile' }, `above ${formatPercent(percentile)} of rows`));
  return cell;
}

function valueCell(row: FigureRow, score: PairScore, value: number | null): HTMLElement {
  if (value !== null) return element('td', {}, row.format(value));
  const reason = row.missing(score);
  return element('td', { class: 'missing' }, noFigure, element('span', { class: 'reason' }, reason));
}
