import * as l10n from '@vscode/l10n';

import { verdictNames } from '../../src/core/noise/lintReport';
import type { MarginFigure } from '../../src/core/overview/overviewFigures';
import { element } from '../common/element';
import { formatSigned, noFigure } from '../common/formatting';
import { createButton } from '../common/ui';
import { verdictTexts } from './overviewTexts';
import type { OverviewData } from './selectPairs';
import { whole } from '../common/numbers';
import { pairCount } from '../common/counts';

export interface ListRequests {
  goTo(place: number): void;
  openTable(): void;
  clear(): void;
  /** Asks how rows begin; answers come by `setTexts`. */
  askTexts(rows: readonly number[]): void;
}

/** Browsers do not scroll further than some ten million pixels. */
const mostRows = 200_000;
const overscan = 6;
const askMilliseconds = 60;

/** The selected pairs, the worst first: a list of any length of which only the entries in view exist. */
export class SelectionList {
  readonly element: HTMLElement;
  readonly #words = element('p', { class: 'selection-words' });
  readonly #count = element('p', { class: 'muted', role: 'status' });
  readonly #scroller: HTMLElement;
  readonly #spacer = element('div', { class: 'selection-spacer', role: 'presentation' });
  readonly #texts = new Map<number, string | null>();
  #asking: number | undefined;
  #data: OverviewData | null = null;
  #figure: MarginFigure = 'rewardMargin';
  #places: Uint32Array = new Uint32Array(0);
  #active = 0;

  constructor(private readonly requests: ListRequests) {
    const table = createButton(l10n.t('Open in table'), l10n.t('Show these rows in the table, under a filter'), () => requests.openTable());
    const clear = createButton(l10n.t('Clear'), l10n.t('End the selection (Escape)'), () => requests.clear());
    this.#scroller = element('div', { class: 'selection-rows', role: 'listbox', tabindex: '0', 'aria-label': l10n.t('Selected pairs, the worst first') }, this.#spacer);
    this.#scroller.addEventListener('scroll', () => this.#render());
    this.#scroller.addEventListener('keydown', (event) => this.#key(event));
    this.#scroller.addEventListener('click', (event) => this.#click(event));
    new ResizeObserver(() => this.#render()).observe(this.#scroller);
    this.element = element('aside', { class: 'selection', 'aria-label': l10n.t('Selection'), hidden: '' }, element('div', { class: 'selection-head' }, element('div', {}, this.#words, this.#count), element('div', { class: 'selection-buttons' }, table.element, clear.element)), this.#scroller);
  }

  show(data: OverviewData, figure: MarginFigure, places: Uint32Array, words: string): void {
    if (data.generation !== this.#data?.generation) this.#texts.clear();
    const isOther = words !== this.#words.textContent;
    [this.#data, this.#figure, this.#places] = [data, figure, places];
    this.#words.textContent = words;
    const all = l10n.t('{0}, the worst first.', pairCount(places.length));
    this.#count.textContent = places.length > mostRows ? `${all} ${l10n.t('The worst {0} are listed.', whole(mostRows))}` : all;
    this.element.hidden = false;
    if (isOther) [this.#active, this.#scroller.scrollTop] = [0, 0];
    this.#active = Math.min(this.#active, Math.max(0, places.length - 1));
    this.#render();
  }

  hide(): void {
    window.clearTimeout(this.#asking);
    this.element.hidden = true;
    this.#words.textContent = '';
    this.#spacer.replaceChildren();
  }

  /** Answers about data that is no longer shown are dropped. */
  setTexts(generation: number, texts: readonly { readonly row: number; readonly text: string | null }[]): void {
    if (generation !== this.#data?.generation) return;
    for (const { row, text } of texts) this.#texts.set(row, text);
    this.#render();
  }

  get #length(): number {
    return Math.min(mostRows, this.#places.length);
  }

  /** In pixels: the text may be of any size. */
  get #rowHeight(): number {
    return Math.round((Number.parseFloat(getComputedStyle(this.#scroller).fontSize) || 13) * 2);
  }

  #render(): void {
    if (this.element.hidden || this.#data === null) return;
    const height = this.#rowHeight;
    const { scrollTop, clientHeight } = this.#scroller;
    const first = Math.max(0, Math.floor(scrollTop / height) - overscan);
    const last = Math.min(this.#length, Math.ceil((scrollTop + clientHeight) / height) + overscan);
    this.#spacer.style.setProperty('block-size', `${String(this.#length * height)}px`);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, at) => this.#row(first + at, height));
    this.#spacer.replaceChildren(...rows);
    if (this.#active >= first && this.#active < last) this.#scroller.setAttribute('aria-activedescendant', `selected-${String(this.#active)}`);
    else this.#scroller.removeAttribute('aria-activedescendant');
    this.#askSoon(first, last);
  }

  #row(at: number, height: number): HTMLElement {
    const place = this.#places[at] ?? 0;
    const { pairs } = this.#data ?? { pairs: null };
    const row = pairs?.row[place] ?? 0;
    const margin = pairs?.[this.#figure][place] ?? Number.NaN;
    const verdict = verdictNames[pairs?.verdict[place] ?? 255];
    const pair = pairs?.pair[place] ?? 0;
    const parts = [
      element('span', { class: 'selection-row' }, `${whole(row + 1)}${pair > 0 ? `·${String(pair + 1)}` : ''}`),
      element('span', { class: 'selection-margin' }, Number.isNaN(margin) ? noFigure : formatSigned(margin)),
      element('span', { class: 'selection-verdict' }, verdict === undefined ? '' : verdictTexts[verdict].name),
      element('span', { class: 'selection-text', dir: 'auto' }, this.#texts.get(row) ?? ''),
    ];
    const entry = element('div', { class: `selection-entry${at === this.#active ? ' active' : ''}`, role: 'option', id: `selected-${String(at)}`, 'data-at': String(at), 'aria-selected': String(at === this.#active), 'aria-posinset': String(at + 1), 'aria-setsize': String(this.#length) }, ...parts);
    entry.style.setProperty('inset-block-start', `${String(at * height)}px`);
    entry.style.setProperty('block-size', `${String(height)}px`);
    return entry;
  }

  /** Rows that are scrolled past are not asked for. */
  #askSoon(first: number, last: number): void {
    window.clearTimeout(this.#asking);
    this.#asking = window.setTimeout(() => {
      const rows = Array.from(this.#places.subarray(first, last), (place) => this.#data?.pairs.row[place] ?? 0);
      const unknown = [...new Set(rows)].filter((row) => !this.#texts.has(row));
      if (unknown.length > 0) this.requests.askTexts(unknown);
    }, askMilliseconds);
  }

  #click(event: MouseEvent): void {
    const entry = event.target instanceof Element ? event.target.closest('[data-at]') : null;
    if (entry === null) return;
    this.#active = Number(entry.getAttribute('data-at'));
    this.#render();
    this.#go();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / this.#rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#length, End: this.#length };
    const step = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') this.#go();
    else if (step === undefined) return;
    else this.#moveTo(Math.min(this.#length - 1, Math.max(0, this.#active + step)));
    event.preventDefault();
  }

  #moveTo(at: number): void {
    this.#active = at;
    const height = this.#rowHeight;
    const { scrollTop, clientHeight } = this.#scroller;
    if (at * height < scrollTop) this.#scroller.scrollTop = at * height;
    else if ((at + 1) * height > scrollTop + clientHeight) this.#scroller.scrollTop = (at + 1) * height - clientHeight;
    this.#render();
  }

  #go(): void {
    const place = this.#places[this.#active];
    if (place !== undefined) this.requests.goTo(place);
  }
}
