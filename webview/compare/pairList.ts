import * as l10n from '@vscode/l10n';

import type { ComparedPairs } from '../../src/shared/compareProtocol';
import { element } from '../common/element';
import { whole } from '../common/numbers';
import { placeName } from '../common/places';
import { margin, moved } from './numbers';

const rowsAtOnce = 50;

export interface ListedPairs {
  readonly title: string;
  /** What the list shows, in a sentence. */
  readonly sentence: string;
  /** Places in the columns, in the order in which they are listed. */
  readonly places: Uint32Array;
  /** Ranks in place of margins. */
  readonly hasRanks: boolean;
  /** The sides have files of their own, so rows differ. */
  readonly hasTwoFiles: boolean;
}

/** Goes to a pair in the file of a side. */
export type GoTo = (place: number, side: 'first' | 'second') => void;

/** A list of pairs; each goes to its row. Long ones grow on request. */
export function pairList(pairs: ComparedPairs, list: ListedPairs, goTo: GoTo): HTMLElement {
  const { title, sentence, places, hasRanks, hasTwoFiles } = list;
  const body = element('tbody');
  const more = element('button', { type: 'button', class: 'link' });
  let shown = 0;
  const grow = (): void => {
    for (const place of places.subarray(shown, shown + rowsAtOnce)) body.append(rowOf(pairs, place, list, goTo));
    shown = Math.min(places.length, shown + rowsAtOnce);
    more.hidden = shown === places.length;
    more.textContent = l10n.t('Show more ({0} left)', whole(places.length - shown));
  };
  more.addEventListener('click', grow);
  grow();
  const head = headOf(hasTwoFiles ? [l10n.t('In A'), l10n.t('In B')] : [l10n.t('Pair')], hasRanks ? [l10n.t('Rank in A'), l10n.t('Rank in B'), l10n.t('Moves')] : [l10n.t('Margin A'), l10n.t('Margin B'), l10n.t('Change')]);
  const table = element('table', { 'aria-label': title }, element('thead', {}, head), body);
  return element('div', { class: 'pair-list' }, element('p', { class: 'muted' }, sentence), ...(places.length === 0 ? [] : [element('div', { class: 'table-frame' }, table), more]));
}

function headOf(places: readonly string[], figures: readonly string[]): HTMLElement {
  const cell = (name: string, kind: string): HTMLElement => element('th', { scope: 'col', class: kind }, name);
  return element('tr', {}, ...places.map((name) => cell(name, '')), ...figures.map((name) => cell(name, 'number')));
}

function rowOf(pairs: ComparedPairs, place: number, { hasRanks, hasTwoFiles }: ListedPairs, goTo: GoTo): HTMLElement {
  const link = placeLink(pairName(pairs, place), () => goTo(place, 'first'));
  const inSecond = hasTwoFiles ? [element('td', {}, placeLink(placeName(pairs.secondRow[place] ?? 0), () => goTo(place, 'second')))] : [];
  const swapped = pairs.swapped[place] === 1 ? [' ', element('span', { class: 'badge' }, l10n.t('labels swapped'))] : [];
  const cells = hasRanks ? rankCells(pairs, place) : marginCells(pairs, place);
  return element('tr', {}, element('th', { scope: 'row' }, link, ...swapped), ...inSecond, ...cells.map((text) => element('td', { class: 'number' }, text)));
}

function placeLink(text: string, press: () => void): HTMLElement {
  const link = element('button', { type: 'button', class: 'link' }, text);
  link.addEventListener('click', press);
  return link;
}

/** Rows are counted from 1 for people. */
export function pairName({ row, pair }: ComparedPairs, place: number): string {
  return placeName(row[place] ?? 0, pair[place] ?? 0);
}

function marginCells({ first, second }: ComparedPairs, place: number): string[] {
  const [a, b] = [first[place] ?? 0, second[place] ?? 0];
  return [margin(a), margin(b), margin(b - a)];
}

function rankCells({ rankFirst, rankSecond }: ComparedPairs, place: number): string[] {
  const [a, b] = [rankFirst[place] ?? 0, rankSecond[place] ?? 0];
  return [whole(a), whole(b), moved(b - a)];
}
