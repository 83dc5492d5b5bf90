import * as l10n from '@vscode/l10n';

import { numericColumns } from '../../src/shared/tableColumns';
import type { FromTable, RowDetail } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import { notice } from '../common/notice';
import { textNodes } from '../common/textNodes';
import type { WordDiff } from '../common/wordDiff';
import { wordDiff } from '../common/wordDiff';
import { formatCell } from './formatCell';
import { Menu } from './menu';
import type { TableState } from './tableState';
import { joinedText, textBlock } from './textBlock';
import { whole } from '../common/numbers';
import { lineName, placeName } from '../common/places';
import { translated } from '../common/translated';

type CopyTarget = Extract<FromTable, { type: 'copy' }>['what'];

export interface DetailActions {
  explain(row: number): void;
  reveal(row: number): void;
  copy(row: number, what: CopyTarget): void;
  change(part: Partial<TableState['detail']>): void;
  close(): void;
}

const copies: readonly { readonly what: CopyTarget; readonly label: string }[] = [
  { what: 'prompt', label: l10n.t('Prompt') },
  { what: 'chosen', label: l10n.t('Chosen response') },
  { what: 'rejected', label: l10n.t('Rejected response') },
  { what: 'row', label: l10n.t('Row as it stands in the file') },
  { what: 'figures', label: l10n.t('Figures as JSON') },
];

/** One row with its whole texts. */
export class DetailPane {
  readonly element: HTMLElement;
  readonly body = element('div', { class: 'detail-body', tabindex: '0', 'aria-label': l10n.t('Texts of the row'), role: 'group' });
  readonly #title = element('h2', { class: 'detail-title' });
  readonly #place = element('span', { class: 'detail-place' });
  readonly #explain = toolButton(l10n.t('Explain'), l10n.t('Open the pair panel: every token with its figures (e)'));
  readonly #reveal = toolButton(l10n.t('Show in text'), l10n.t('Show the row in the text editor'));
  readonly #wrap = toolButton(l10n.t('Wrap'), l10n.t('Break long lines (w)'));
  readonly #diff = toolButton(l10n.t('Differences'), l10n.t('Mark the words that only one response has (d)'));
  readonly #side = toolButton('', '');
  #detail: RowDetail | null = null;
  #look: TableState['detail'];
  #compared: { readonly detail: RowDetail; readonly diff: WordDiff } | null = null;

  constructor(
    private readonly actions: DetailActions,
    look: TableState['detail'],
  ) {
    this.#look = look;
    const copy: Menu = new Menu(l10n.t('Copy'), l10n.t('Copy a part of the row'), () => this.#copyEntries(copy));
    const close = toolButton('×', l10n.t('Close the pane (Escape)'));
    close.setAttribute('aria-label', l10n.t('Close the pane'));
    const act = (button: HTMLElement, work: () => void): void => button.addEventListener('click', work);
    act(this.#explain, () => this.#withRow((row) => actions.explain(row)));
    act(this.#reveal, () => this.#withRow((row) => actions.reveal(row)));
    act(this.#wrap, () => actions.change({ wrap: !this.#look.wrap }));
    act(this.#diff, () => actions.change({ diff: !this.#look.diff }));
    act(this.#side, () => actions.change({ side: this.#look.side === 'below' ? 'right' : 'below' }));
    act(close, () => actions.close());
    const tools = element('div', { class: 'detail-tools' }, this.#explain, this.#reveal, copy.element, this.#diff, this.#wrap, this.#side, close);
    const head = element('div', { class: 'detail-head' }, element('div', { class: 'detail-name' }, this.#title, this.#place), tools);
    this.element = element('section', { class: 'detail', 'aria-label': l10n.t('Row') }, head, this.body);
    this.setLook(look);
  }

  get row(): number | null {
    return this.#detail?.row ?? null;
  }

  setLook(look: TableState['detail']): void {
    const isOther = look.diff !== this.#look.diff;
    this.#look = look;
    this.#wrap.setAttribute('aria-pressed', String(look.wrap));
    this.#diff.setAttribute('aria-pressed', String(look.diff));
    this.#side.textContent = look.side === 'below' ? l10n.t('To the right') : l10n.t('To the bottom');
    this.#side.title = look.side === 'below' ? l10n.t('Show the pane beside the rows') : l10n.t('Show the pane below the rows');
    this.body.classList.toggle('unwrapped', !look.wrap);
    if (isOther && this.#detail) this.#render(this.#detail);
  }

  show(detail: RowDetail, hasText: boolean): void {
    const isOtherRow = this.#detail?.row !== detail.row;
    const isSame = !isOtherRow && JSON.stringify(detail) === JSON.stringify(this.#detail);
    this.#reveal.hidden = !hasText;
    if (isSame) return;
    this.#detail = detail;
    this.#render(detail);
    if (isOtherRow) this.body.scrollTop = 0;
  }

  clear(): void {
    this.#detail = null;
    this.#title.textContent = l10n.t('No row');
    this.#place.textContent = '';
    this.body.replaceChildren(element('p', { class: 'muted' }, l10n.t('Choose a row to see its whole texts.')));
  }

  #render(detail: RowDetail): void {
    this.#title.textContent = placeName(detail.row);
    const place = [detail.line > 0 ? lineName(detail.line) : '', detail.schema, detail.pairs > 1 ? l10n.t('pair {0} of {1}', whole(detail.pair + 1), whole(detail.pairs)) : ''];
    this.#place.textContent = place.filter((part) => part !== '').join(' · ');
    this.#explain.hidden = detail.kind !== 'pair';
    const problem = detail.problem === null ? [] : [notice(detail.kind === 'unreadable' ? 'error' : detail.kind === 'pair' ? 'warning' : 'info', detail.problem)];
    const notes = detail.notes.map((note) => notice('info', note));
    const texts = detail.kind === 'unreadable' ? rawBlock(detail) : this.#texts(detail);
    this.body.replaceChildren(...problem, ...notes, ...figures(detail), ...texts, ...fields(detail));
  }

  #texts(detail: RowDetail): HTMLElement[] {
    const diff = this.#look.diff && detail.kind !== 'unpaired' ? this.#differences(detail) : null;
    const chosen = part(l10n.t('Chosen'), 'chosen', textBlock(detail.chosen, diff?.chosen ?? null, 'ins'));
    const rejected = part(l10n.t('Rejected'), 'rejected', textBlock(detail.rejected, diff?.rejected ?? null, 'del'));
    const responses = detail.kind === 'unpaired' ? [chosen, rejected].filter((_, index) => (index === 0 ? detail.chosen : detail.rejected).characters > 0) : [chosen, rejected];
    return [part(l10n.t('Prompt'), 'prompt', textBlock(detail.prompt, null, 'ins')), element('div', { class: 'sides' }, ...responses)];
  }

  #differences(detail: RowDetail): WordDiff {
    if (this.#compared?.detail !== detail) this.#compared = { detail, diff: wordDiff(joinedText(detail.chosen), joinedText(detail.rejected)) };
    return this.#compared.diff;
  }

  #copyEntries(menu: Menu): readonly Node[] {
    const canCopy = ({ what }: { readonly what: CopyTarget }): boolean => what === 'row' || (what === 'figures' ? this.#detail?.numbers[0] !== null : this.#detail?.kind !== 'unreadable');
    return copies.filter(canCopy).map(({ what, label }) => {
      const button = element('button', { type: 'button', class: 'menu-entry' }, label);
      button.addEventListener('click', () => {
        this.#withRow((row) => this.actions.copy(row, what));
        menu.close();
      });
      return button;
    });
  }

  #withRow(work: (row: number) => void): void {
    if (this.#detail) work(this.#detail.row);
  }
}

function toolButton(text: string, title: string): HTMLButtonElement {
  return element('button', { type: 'button', class: 'tool', title }, text);
}

function part(title: string, name: string, block: HTMLElement): HTMLElement {
  return element('section', { class: `part ${name}` }, element('h3', {}, title), block);
}

/** Figures in one line; lengths stand in the table already. */
function figures(detail: RowDetail): HTMLElement[] {
  const items = numericColumns.flatMap((column, index) => {
    const value = detail.numbers[index] ?? null;
    if (value === null || column.source !== 'figure') return [];
    const heat = detail.heat[index] ?? null;
    const shown = element('dd', { class: heat === null ? '' : `heat heat-${String(heat + 1)}` }, formatCell(column, value));
    return [element('div', { title: translated(column.explanation) }, element('dt', {}, translated(column.title)), shown)];
  });
  return items.length === 0 ? [] : [element('dl', { class: 'detail-figures' }, ...items)];
}

function fields(detail: RowDetail): HTMLElement[] {
  if (detail.fields.length === 0) return [];
  const items = detail.fields.map(({ name, value }) => element('div', {}, element('dt', {}, ...textNodes(name)), element('dd', {}, ...textNodes(value))));
  return [element('section', { class: 'part fields' }, element('h3', {}, l10n.t('Other fields')), element('dl', { class: 'detail-fields' }, ...items))];
}

/** A row that cannot be read is shown as it stands in the file. */
function rawBlock({ raw }: RowDetail): HTMLElement[] {
  return raw === null ? [] : [part(l10n.t('What the file holds'), 'raw', element('div', { class: 'turn-text' }, ...textNodes(raw)))];
}
