import * as l10n from '@vscode/l10n';

import type { PairScore } from '../../src/core/scoring/pairScore';
import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { formatSigned } from '../common/formatting';
import type { PanelActions, Side } from './actions';
import { section } from './section';
import { unitDescription } from './unitDescription';

type Movement = NonNullable<PairScore['chosen']['mass']>;

const explanation = l10n.t(
  'Tokens of the whole vocabulary whose probability one training step on this pair would raise and lower most, added up over the places of each response: the change per unit step of the unembedding, to first order. Mass that leaves the chosen response for something else is likelihood displacement.',
);

/** Where the probability goes that one step of training moves. */
export class MassSection {
  readonly element: HTMLElement;
  readonly #body: HTMLElement;
  #shown = '';

  constructor(actions: PanelActions) {
    const folded = section(l10n.t('Where the probability goes'), actions.state().massOpen, (massOpen) => actions.change({ massOpen }));
    this.element = folded.element;
    this.#body = folded.body;
  }

  update({ score }: PairView): void {
    this.element.hidden = score === null;
    const key = JSON.stringify([score?.chosen.mass, score?.rejected.mass]);
    if (score === null || key === this.#shown) return;
    this.#shown = key;
    const { chosen: { mass: chosen }, rejected: { mass: rejected } } = score;
    if (!chosen || !rejected) {
      this.#body.replaceChildren(element('p', { class: 'muted' }, l10n.t('Not known: the policy’s file gives no hidden states, from which it is computed.')));
      return;
    }
    const changes = [chosen, rejected].flatMap(({ gains, losses }) => [...gains, ...losses]).map(({ change }) => Math.abs(change));
    const largest = Math.max(...changes, 0);
    this.#body.replaceChildren(element('p', { class: 'muted' }, explanation), element('div', { class: 'pair' }, side('chosen', chosen, largest), side('rejected', rejected, largest)));
  }
}

function side(name: Side, { gains, losses }: Movement, largest: number): HTMLElement {
  const title = name === 'chosen' ? l10n.t('In the chosen response') : l10n.t('In the rejected response');
  return element('div', { class: 'mass-side' }, element('h3', {}, title), table(l10n.t('{0}: gains', title), l10n.t('Gains'), gains, largest), table(l10n.t('{0}: losses', title), l10n.t('Loses'), losses, largest));
}

function table(label: string, name: string, changes: Movement['gains'], largest: number): HTMLElement {
  const head = element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, name), element('th', { scope: 'col', class: 'mass-change' }, l10n.t('Change'))));
  const rows = changes.map(({ text, id, change }) => {
    const bar = element('span', { class: change < 0 ? 'mass-bar minus' : 'mass-bar plus', 'aria-hidden': 'true' });
    bar.style.setProperty('--extent', largest === 0 ? '0' : String(Math.abs(change) / largest));
    return element('tr', {}, element('th', { scope: 'row', title: l10n.t('Token {0}', String(id)) }, element('bdi', { class: 'mass-token' }, text === '' ? '∅' : unitDescription(text))), element('td', { class: 'mass-change' }, bar, formatSigned(change)));
  });
  return element('table', { class: 'mass-table', 'aria-label': label }, head, element('tbody', {}, ...rows));
}
