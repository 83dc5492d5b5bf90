import * as l10n from '@vscode/l10n';

import type { CompareView } from '../../src/shared/compareProtocol';
import { element } from '../common/element';
import { whole } from '../common/numbers';
import { pairList, type GoTo, type ListedPairs } from './pairList';

/** The lists of pairs, one at a time: flips, moves in rank, and what the box holds while there is one. */
export class ListTabs {
  readonly element: HTMLElement;
  readonly #tabs = element('div', { class: 'tabs', role: 'tablist', 'aria-label': l10n.t('Lists of pairs') });
  readonly #panel = element('div', { class: 'tab-panel', role: 'tabpanel', tabindex: '0', id: 'pairs-of-tab' });
  #selected: Uint32Array | null = null;
  #active = 'flips';

  constructor(
    private readonly view: CompareView,
    private readonly goTo: GoTo,
  ) {
    this.element = element('section', { class: 'part' }, element('h2', {}, l10n.t('Pairs')), this.#tabs, this.#panel);
    this.#tabs.addEventListener('keydown', (event) => this.#move(event));
    this.#draw();
  }

  /** Lists what a box holds, the largest change first; null: there is no box. */
  select(places: Uint32Array | null): void {
    const { first, second } = this.view.pairs;
    const change = (at: number): number => Math.abs((second[at] ?? 0) - (first[at] ?? 0));
    this.#selected = places && places.slice().sort((left, right) => change(right) - change(left) || left - right);
    this.#active = places === null ? 'flips' : 'selected';
    this.#draw();
  }

  #lists(): ReadonlyMap<string, ListedPairs> {
    const { flips, rankChanges, record } = this.view;
    const lists = new Map<string, ListedPairs>();
    const selected = this.#selected;
    const hasTwoFiles = record.matching === 'content';
    if (selected !== null) lists.set('selected', { title: l10n.t('Selected ({0})', whole(selected.length)), sentence: selected.length === 0 ? l10n.t('The box holds no pair.') : l10n.t('Pairs in the box, the largest change first.'), places: selected, hasRanks: false, hasTwoFiles });
    lists.set('flips', { title: l10n.t('Flips ({0})', whole(record.flipCount)), sentence: flips.length === 0 ? l10n.t('Both prefer the same response in every pair.') : l10n.t('A and B prefer different responses here; the largest change first.'), places: flips, hasRanks: false, hasTwoFiles });
    lists.set('ranks', { title: l10n.t('Rank changes'), sentence: rankChanges.length === 0 ? l10n.t('Both order the pairs alike.') : l10n.t('Pairs whose margin moves furthest among the others; rank 1 is the lowest margin.'), places: rankChanges, hasRanks: true, hasTwoFiles });
    return lists;
  }

  #draw(): void {
    const lists = this.#lists();
    this.#tabs.replaceChildren(...[...lists].map(([name, { title }]) => this.#tab(name, title)));
    const list = lists.get(this.#active);
    this.#panel.setAttribute('aria-labelledby', `tab-${this.#active}`);
    if (list) this.#panel.replaceChildren(pairList(this.view.pairs, list, this.goTo));
  }

  #tab(name: string, title: string): HTMLElement {
    const isActive = name === this.#active;
    const tab = element('button', { type: 'button', role: 'tab', id: `tab-${name}`, class: 'tab', 'aria-selected': String(isActive), 'aria-controls': 'pairs-of-tab', tabindex: isActive ? '0' : '-1' }, title);
    tab.addEventListener('click', () => this.#open(name));
    return tab;
  }

  #open(name: string): void {
    this.#active = name;
    this.#draw();
    this.#tabs.querySelector<HTMLElement>(`#tab-${name}`)?.focus();
  }

  #move({ key }: KeyboardEvent): void {
    if (key !== 'ArrowRight' && key !== 'ArrowLeft') return;
    const names = [...this.#lists().keys()];
    const step = key === 'ArrowRight' ? 1 : names.length - 1;
    this.#open(names[(names.indexOf(this.#active) + step) % names.length] ?? 'flips');
  }
}
