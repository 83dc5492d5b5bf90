import * as l10n from '@vscode/l10n';

import { parseFilter } from '../../src/shared/tableFilter';
import { element } from '../common/element';
import type { ButtonHandle } from '../common/ui';
import { createButton } from '../common/ui';
import { columnMenuEntries } from './columnMenu';
import type { Column } from './columns';
import { filterMenuEntries } from './filterMenu';
import { Menu } from './menu';

/** After that long without another letter, what was typed is taken as it is. */
const typingMilliseconds = 450;

export interface ToolbarActions {
  filter(text: string): void;
  search(text: string): void;
  step(direction: 'next' | 'previous'): void;
  goToRow(row: number): void;
  columns(): readonly Column[];
  toggled(): readonly string[];
  toggleColumn(id: string): void;
  score(): void;
  stopScoring(): void;
  /** Back to the rows. */
  leave(): void;
}

/** What can be asked of the rows: a filter, a search, a row by its number, columns, figures. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #filter = textInput(l10n.t('Filter'), l10n.t('Filter rows: margin < 0, is:tie, some words …'), 'filter-problem');
  readonly #problem = element('p', { id: 'filter-problem', class: 'filter-problem', role: 'alert', hidden: '' });
  readonly #search = textInput(l10n.t('Search'), l10n.t('Search all text'));
  readonly #hits = element('span', { class: 'hits' });
  readonly #row = textInput(l10n.t('Go to row'), l10n.t('Row'));
  readonly #score: ButtonHandle;
  #isScoring = false;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly actions: ToolbarActions) {
    const filters = new Menu(l10n.t('Conditions'), l10n.t('Conditions to choose from, and how to write them'), () => filterMenuEntries((text) => this.#addCondition(text, filters)));
    const columns = new Menu(l10n.t('Columns'), l10n.t('Show or hide columns'), () => columnMenuEntries(actions.columns(), actions.toggled(), (id) => actions.toggleColumn(id)));
    this.#score = createButton(l10n.t('Score'), l10n.t('Score the rows with the local models'), () => (this.#isScoring ? actions.stopScoring() : actions.score()));
    const previous = stepButton('↑', l10n.t('Previous hit (Shift+Enter)'), () => actions.step('previous'));
    const next = stepButton('↓', l10n.t('Next hit (Enter)'), () => actions.step('next'));
    this.#row.classList.add('go');
    const search = element('div', { class: 'searching', role: 'search' }, this.#search, this.#hits, previous, next);
    const filter = element('div', { class: 'filtering' }, this.#filter, this.#problem);
    this.element = element('div', { class: 'toolbar', role: 'toolbar', 'aria-label': l10n.t('Table') }, filter, filters.element, search, this.#row, columns.element, this.#score.element);
    this.#listen();
  }

  setTexts(filter: string, search: string): void {
    this.#filter.value = filter;
    this.#search.value = search;
  }

  /** Why the filter is not followed; null where it is. */
  setProblem(problem: string | null): void {
    this.#problem.textContent = problem ?? '';
    this.#problem.hidden = problem === null;
    this.#filter.setAttribute('aria-invalid', String(problem !== null));
  }

  setHits(text: string): void {
    this.#hits.textContent = text;
  }

  setScoring(isScoring: boolean, canScore: boolean): void {
    this.#isScoring = isScoring;
    this.#score.setText(isScoring ? l10n.t('Stop scoring') : l10n.t('Score'));
    this.#score.setDisabled(!canScore && !isScoring);
  }

  focusFilter(): void {
    this.#filter.select();
  }

  focusSearch(): void {
    this.#search.select();
  }

  focusRow(): void {
    this.#row.select();
  }

  #listen(): void {
    this.#filter.addEventListener('input', () => this.#later(() => this.#takeFilter()));
    this.#search.addEventListener('input', () => this.#later(() => this.actions.search(this.#search.value)));
    onKeys(this.#filter, { Enter: () => this.#takeFilter(), Escape: () => this.#clear(this.#filter, () => this.#takeFilter()), ArrowDown: () => this.actions.leave() });
    onKeys(this.#search, {
      Enter: (event) => this.#searchOrStep(event.shiftKey ? 'previous' : 'next'),
      Escape: () => this.#clear(this.#search, () => this.actions.search('')),
      ArrowDown: () => this.actions.leave(),
    });
    onKeys(this.#row, { Enter: () => this.#goToRow(), Escape: () => this.actions.leave() });
  }

  #later(work: () => void): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(work, typingMilliseconds);
  }

  #takeFilter(): void {
    clearTimeout(this.#typing);
    const parsed = parseFilter(this.#filter.value);
    this.setProblem(parsed.kind === 'problem' ? parsed.message : null);
    if (parsed.kind === 'filter') this.actions.filter(this.#filter.value.trim());
  }

  #addCondition(text: string, menu: Menu): void {
    this.#filter.value = [this.#filter.value.trim(), text].filter((part) => part !== '').join(' ');
    menu.close();
    this.#takeFilter();
  }

  #searchOrStep(direction: 'next' | 'previous'): void {
    clearTimeout(this.#typing);
    this.actions.search(this.#search.value);
    this.actions.step(direction);
  }

  /** The first Escape empties a field, the second one leaves it. */
  #clear(input: HTMLInputElement, changed: () => void): void {
    if (input.value === '') return this.actions.leave();
    input.value = '';
    clearTimeout(this.#typing);
    changed();
  }

  #goToRow(): void {
    const row = Number(this.#row.value.replaceAll(/[,. ]/g, ''));
    if (Number.isInteger(row) && row >= 1) this.actions.goToRow(row - 1);
  }
}

function textInput(label: string, placeholder: string, describedBy?: string): HTMLInputElement {
  const attributes = { type: 'text', class: 'text-input', 'aria-label': label, placeholder, spellcheck: 'false', autocomplete: 'off' };
  return element('input', describedBy === undefined ? attributes : { ...attributes, 'aria-describedby': describedBy });
}

function stepButton(text: string, title: string, press: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'tool step', title, 'aria-label': title }, text);
  button.addEventListener('click', press);
  return button;
}

function onKeys(input: HTMLElement, keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  input.addEventListener('keydown', (event) => {
    const act = event.isComposing ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act(event);
  });
}
