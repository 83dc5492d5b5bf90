import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView, InteractionFigure } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { colorLevel, scaleLimit, signedClasses } from '../common/heatScale';
import { effectText, uncertaintyText } from './effectTexts';
import { playerName } from './unitText';
import { whole } from '../common/numbers';
import { filled } from '../common/filled';

/** More cells than this side squared are no picture any more. */
const mostMatrixPlayers = 24;
const mostListed = 20;
/** Beyond this the session estimates none (core/attribution/interactions). */
const mostPlayers = 64;

/** Pairs of units that do more, or less, together than apart: a matrix where there are few units, and always the strongest in words. */
export class InteractionsView {
  readonly element = element('div', { class: 'interactions' });
  #shown = '';

  update(view: AttributionPanelView, figures: AttributionFigures): void {
    const key = JSON.stringify([figures.game, figures.target, figures.interactions]);
    // The matrix can be scrolled and walked through: it is made anew only when it changes.
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.replaceChildren(...content(view, figures));
  }
}

function content(view: AttributionPanelView, figures: AttributionFigures): readonly HTMLElement[] {
  if (view.players.length > mostPlayers) return [note(l10n.t('Interactions are estimated for up to {0} units, and this prompt has {1}. Choose larger units, such as sentences.', whole(mostPlayers), whole(view.players.length)))];
  if (figures.interactions === null) return [note(l10n.t('Interactions are being computed.'))];
  if (figures.interactions.length === 0) return [note(l10n.t('Too little is known yet to tell how units act together.'))];
  const intro = note(l10n.t('Two units interact where both together do more (+) or less (−) than each does alone. What is not listed is weaker.'));
  const matrix = view.players.length <= mostMatrixPlayers ? [matrixElement(view, figures, figures.interactions)] : [];
  return [intro, ...matrix, listElement(view, figures, figures.interactions)];
}

function listElement(view: AttributionPanelView, { target }: AttributionFigures, interactions: readonly InteractionFigure[]): HTMLElement {
  const items = interactions.slice(0, mostListed).map(({ first, second, value, standardError }) => {
    const names = element('span', { class: 'interaction-names' }, ...filled(l10n.t('{0} with {1}'), element('bdi', {}, playerName(view, first)), element('bdi', {}, playerName(view, second))));
    return element('li', { class: value < 0 ? 'minus' : 'plus' }, names, element('span', { class: 'interaction-value' }, `${effectText(target, value)} ${uncertaintyText(target, standardError)}`.trim()));
  });
  return element('ol', { class: 'interaction-list', 'aria-label': l10n.t('Strongest interactions') }, ...items);
}

function matrixElement(view: AttributionPanelView, { target }: AttributionFigures, interactions: readonly InteractionFigure[]): HTMLElement {
  const limit = scaleLimit(interactions.map(({ value }) => value));
  const values = new Map(interactions.flatMap((found) => [[`${String(found.first)} ${String(found.second)}`, found.value] as const, [`${String(found.second)} ${String(found.first)}`, found.value] as const]));
  const indices = view.players.map((_, index) => index);
  const head = element('tr', {}, element('td', {}), ...indices.map((index) => element('th', { scope: 'col' }, element('span', {}, playerName(view, index, 14)))));
  const rows = indices.map((row) =>
    element('tr', {}, element('th', { scope: 'row' }, playerName(view, row, 20)), ...indices.map((column) => cell(row === column ? null : values.get(`${String(row)} ${String(column)}`), limit, (value) => l10n.t('{0} with {1}: {2}', playerName(view, row), playerName(view, column), effectText(target, value))))),
  );
  const table = element('table', { class: 'matrix' }, element('caption', { class: 'visually-hidden' }, l10n.t('Interaction of every two units')), element('thead', {}, head), element('tbody', {}, ...rows));
  return element('div', { class: 'matrix-frame', tabindex: '0', role: 'region', 'aria-label': l10n.t('Matrix of interactions') }, table);
}

/** The sign stands in the cell, so that it is read without colour. */
function cell(value: number | null | undefined, limit: number, describe: (value: number) => string): HTMLElement {
  if (value === null || value === undefined) return element('td', { class: 'blank' });
  const level = colorLevel(value, limit);
  if (level === 0) return element('td', { title: describe(value) }, element('span', { class: 'visually-hidden' }, l10n.t('about 0')));
  return element('td', { class: `token${signedClasses(value, level)}`, title: describe(value) }, element('span', { 'aria-hidden': 'true' }, value > 0 ? '+' : '−'), element('span', { class: 'visually-hidden' }, describe(value)));
}

function note(text: string): HTMLElement {
  return element('p', { class: 'muted' }, text);
}
