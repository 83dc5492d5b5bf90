import * as l10n from '@vscode/l10n';

import type { TableRow } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import { visiblePieces } from '../common/visibleText';
import type { Column } from './columns';
import { formatCell } from './formatCell';
import { whole } from '../common/numbers';
import { pairCount } from '../common/counts';

/** One line of the grid on the screen, filled with one row after another while somebody scrolls. */
export class RowElement {
  readonly element = element('div', { role: 'row', class: 'row' });
  private cells: HTMLElement[] = [];
  private columns: readonly Column[] = [];
  private shown: TableRow | null | undefined = undefined;
  position = -1;

  constructor(private readonly identifier: string) {}

  setColumns(columns: readonly Column[]): void {
    this.columns = columns;
    this.shown = undefined;
    this.cells = columns.map((column, index) => element('div', { role: 'gridcell', class: `cell ${column.content.kind}`, id: this.cellId(index), 'aria-colindex': String(index + 1) }));
    this.element.replaceChildren(...this.cells);
  }

  cellId(column: number): string {
    return `${this.identifier}-${String(column)}`;
  }

  cell(column: number): HTMLElement | undefined {
    return this.cells[column];
  }

  /** `row` is null while it is on its way. */
  fill(position: number, row: TableRow | null): void {
    if (position !== this.position) {
      this.position = position;
      // Row 1 of the grid is its head.
      this.element.setAttribute('aria-rowindex', String(position + 2));
    }
    if (row === this.shown) return;
    this.shown = row;
    this.element.className = row === null ? 'row waiting' : `row ${row.kind}${row.isHit ? ' hit' : ''}`;
    for (const [index, column] of this.columns.entries()) {
      const cell = this.cells[index];
      if (cell === undefined) continue;
      if (row === null) empty(cell, column);
      else fillCell(cell, column, row);
    }
  }

  select(isSelected: boolean, activeColumn: number | null): void {
    this.element.classList.toggle('selected', isSelected);
    this.element.setAttribute('aria-selected', String(isSelected));
    for (const [index, cell] of this.cells.entries()) cell.classList.toggle('active', index === activeColumn);
  }
}

function empty(cell: HTMLElement, { content }: Column): void {
  setText(cell, '');
  cell.className = `cell ${content.kind}`;
}

function fillCell(cell: HTMLElement, { content }: Column, row: TableRow): void {
  let [text, look] = ['', ''];
  if (content.kind === 'place') text = whole(row.row + 1);
  else if (content.kind === 'label') text = oneLine(row.labels[content.index] ?? '');
  else if (content.kind === 'text') [text, look] = textCell(row, content.text);
  else {
    const value = row.numbers[content.index] ?? null;
    const heat = row.heat[content.index] ?? null;
    text = value === null ? '' : formatCell(content.column, value);
    look = heat === null ? '' : ` heat heat-${String(heat + 1)}`;
  }
  setText(cell, text);
  const classes = `cell ${content.kind}${look}`;
  if (cell.className !== classes) cell.className = classes;
}

/** A row that cannot be read says why in the place of its texts. */
function textCell(row: TableRow, text: 'prompt' | 'chosen' | 'rejected'): readonly [string, string] {
  if (row.kind === 'unreadable') return text === 'prompt' ? [oneLine(row.problem ?? ''), ' problem'] : ['', ''];
  const ranked = text === 'chosen' && row.pairs > 1 ? `(${pairCount(row.pairs)}) ` : '';
  const shown = oneLine(row[text]);
  if (shown === '') return [row.kind === 'unpaired' && text !== 'prompt' ? '—' : l10n.t('empty'), ' nothing'];
  return [ranked + shown, ''];
}

/** Characters that hide or turn text round are shown by their numbers. */
function oneLine(text: string): string {
  return visiblePieces(text).map((piece) => (piece.kind === 'escape' ? `⟨${piece.label.split(' ', 1)[0] ?? ''}⟩` : piece.kind === 'text' ? piece.text : ' ')).join('');
}

function setText(cell: HTMLElement, text: string): void {
  const node = cell.firstChild;
  if (node instanceof Text) {
    if (node.data !== text) node.data = text;
  } else cell.textContent = text;
}
