import * as l10n from '@vscode/l10n';

import type { TableRow, TableSort } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import type { Column } from './columns';
import { GridHead, clampWidth } from './gridHead';
import { gridKey } from './gridKeys';
import { RowElement } from './rowElement';
import { ScrollMap } from './scrollMap';

/** Of letters as VS Code has them by default. */
const leastRowHeight = 24;
const headExtra = 4;

export interface GridActions {
  /** Rows that are to be shown come from here; undefined while they are on their way. */
  row(position: number): TableRow | undefined;
  /** The visible positions changed. */
  viewed(first: number, last: number): void;
  /** Another row was chosen; its position. */
  selected(position: number): void;
  /** Enter, or a double click. */
  opened(position: number): void;
  sorted(column: Column): void;
  resized(column: Column, width: number): void;
  /** Characters typed in the grid that mean something to the whole table. */
  shortcut(event: KeyboardEvent): boolean;
}

/** The rows: as many elements as there is room for, filled with whatever stands at the place that is scrolled to. */
export class Grid {
  readonly element: HTMLElement;
  readonly #grid = element('div', { role: 'grid', class: 'grid', tabindex: '0', 'aria-label': l10n.t('Rows of the dataset'), 'aria-multiselectable': 'false' });
  readonly #window = element('div', { class: 'grid-window', role: 'presentation' });
  readonly #body = element('div', { class: 'grid-body', role: 'rowgroup' });
  readonly #head: GridHead;
  #rows: RowElement[] = [];
  #columns: readonly Column[] = [];
  #widths: Readonly<Record<string, number>> = {};
  #count = 0;
  #rowHeight = leastRowHeight;
  #map = new ScrollMap(leastRowHeight, 0, 0);
  #offset = 0;
  /** What this set the scroll bar to; the event that follows is no wish of anybody. */
  #scrollTop = 0;
  #active = { position: 0, column: 0 };
  #hasSelection = false;
  #frame = 0;

  constructor(private readonly actions: GridActions) {
    this.#head = new GridHead({ sort: (column) => actions.sorted(column), resize: (column, width) => actions.resized(column, width) });
    const headGroup = element('div', { role: 'rowgroup', class: 'grid-head' }, this.#head.element);
    this.#window.append(headGroup, this.#body);
    this.#grid.append(this.#window);
    this.element = element('div', { class: 'scroller', tabindex: '-1' }, this.#grid);
    this.element.addEventListener('scroll', () => this.#scrolled());
    this.element.addEventListener('wheel', (event) => this.#wheeled(event), { passive: false });
    this.#grid.addEventListener('keydown', (event) => this.#pressed(event));
    this.#body.addEventListener('mousedown', (event) => this.#clicked(event));
    this.#body.addEventListener('dblclick', (event) => this.#opened(event));
    new ResizeObserver(() => this.#resized()).observe(this.element);
  }

  get first(): number {
    return Math.floor(this.#offset / this.#rowHeight);
  }

  get activePosition(): number {
    return this.#active.position;
  }

  get activeColumn(): Column | undefined {
    return this.#columns[this.#active.column];
  }

  focus(): void {
    this.#grid.focus({ preventScroll: true });
  }

  /** Cells on the screen that show texts, to mark what was searched for. */
  textCells(): HTMLElement[] {
    return this.#rows.flatMap((row) => this.#columns.flatMap(({ content }, index) => (content.kind === 'text' || content.kind === 'label' ? (row.cell(index) ?? []) : [])));
  }

  setColumns(columns: readonly Column[], widths: Readonly<Record<string, number>>): void {
    const before = this.activeColumn?.id;
    this.#columns = columns;
    this.#widths = widths;
    const kept = columns.findIndex(({ id }) => id === before);
    this.#active = { ...this.#active, column: kept === -1 ? Math.min(this.#active.column, columns.length - 1) : kept };
    this.#grid.setAttribute('aria-colcount', String(columns.length));
    this.#head.setColumns(columns, (column) => this.#widthOf(column));
    for (const row of this.#rows) row.setColumns(columns);
    this.#applyWidths();
    this.refresh();
  }

  setWidths(widths: Readonly<Record<string, number>>): void {
    this.#widths = widths;
    this.#applyWidths();
  }

  setSort(sort: TableSort | null): void {
    this.#head.setSort(this.#columns, sort);
  }

  setActiveColumn(id: string): void {
    const column = this.#columns.findIndex((known) => known.id === id);
    if (column !== -1) this.#active = { ...this.#active, column };
  }

  setCount(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#grid.setAttribute('aria-rowcount', String(count + 1));
    this.#active = { ...this.#active, position: Math.min(this.#active.position, Math.max(0, count - 1)) };
    this.#resized();
  }

  /** Puts a position at the top, as it was before. */
  scrollTo(position: number): void {
    this.#moveTo(this.#map.clamp(position * this.#rowHeight));
  }

  /** Chooses a position and brings it into view, into its middle when it was far away. */
  select(position: number): void {
    this.#hasSelection = true;
    this.#active = { ...this.#active, position };
    const revealing = this.#map.revealing(position, this.#offset);
    this.#moveTo(Math.abs(revealing - this.#offset) > this.#rowHeight * 2 ? this.#map.centring(position) : revealing);
    this.refresh();
  }

  /** Brings the chosen row into view after the room for rows became smaller. */
  revealActive(): void {
    if (this.#hasSelection) this.#moveTo(this.#map.revealing(this.#active.position, this.#offset));
  }

  /** No row is chosen any more. */
  deselect(): void {
    this.#hasSelection = false;
    this.refresh();
  }

  /** Paints once before the next frame, however often it is asked for. */
  refresh(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #widthOf(column: Column): number {
    return this.#widths[column.id] ?? (column.width * this.#rowHeight) / leastRowHeight;
  }

  #applyWidths(): void {
    const widths = this.#columns.map((column) => this.#widthOf(column));
    this.#grid.style.setProperty('--columns', widths.map((width) => `${String(width)}px`).join(' '));
    this.#grid.style.setProperty('--grid-width', `${String(widths.reduce((sum, width) => sum + width, 0))}px`);
  }

  get #headHeight(): number {
    return this.#rowHeight + headExtra;
  }

  /** Rows grow with the letters, and what was in view stays there. */
  #fitRows(): void {
    const height = rowHeightFor(Number.parseFloat(getComputedStyle(this.element).fontSize));
    if (height === this.#rowHeight) return;
    this.#offset = (this.#offset / this.#rowHeight) * height;
    this.#rowHeight = height;
    this.element.style.setProperty('--row-height', `${String(height)}px`);
    this.#applyWidths();
  }

  #bodyHeight(): number {
    return Math.max(0, this.element.clientHeight - this.#headHeight);
  }

  #resized(): void {
    this.#fitRows();
    const height = this.#bodyHeight();
    this.#map = new ScrollMap(this.#rowHeight, this.#count, height);
    this.#grid.style.setProperty('--grid-height', `${String(this.#map.elementHeight + this.#headHeight)}px`);
    this.#window.style.setProperty('--window-height', `${String(this.element.clientHeight)}px`);
    const needed = Math.ceil(height / this.#rowHeight) + 1;
    while (this.#rows.length < needed) {
      const row = new RowElement(`row-${String(this.#rows.length)}`);
      row.setColumns(this.#columns);
      this.#rows.push(row);
      this.#body.append(row.element);
    }
    for (const row of this.#rows.splice(needed)) row.element.remove();
    this.#moveTo(this.#map.clamp(this.#offset));
    this.refresh();
  }

  #moveTo(offset: number): void {
    this.#offset = offset;
    this.element.scrollTop = this.#map.toScrollTop(offset);
    // Read back: the browser rounds it.
    this.#scrollTop = this.element.scrollTop;
    this.refresh();
  }

  #scrolled(): void {
    const { scrollTop } = this.element;
    if (scrollTop === this.#scrollTop) return;
    this.#scrollTop = scrollTop;
    this.#offset = this.#map.toOffset(scrollTop);
    this.refresh();
  }

  /** Where the scroll bar stands for many rows a pixel, the wheel moves the rows themselves. */
  #wheeled(event: WheelEvent): void {
    if (!this.#map.isScaled || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? this.#rowHeight : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? this.#bodyHeight() : 1;
    this.#moveTo(this.#map.clamp(this.#offset + event.deltaY * unit));
    this.element.scrollLeft += event.deltaX;
  }

  #paint(): void {
    const { first } = this;
    this.#order(first);
    this.#body.style.setProperty('--shift', `${String(first * this.#rowHeight - this.#offset)}px`);
    let last = first;
    for (const [index, row] of this.#rows.entries()) {
      const position = first + index;
      const isThere = position < this.#count;
      row.element.hidden = !isThere;
      if (!isThere) continue;
      last = position;
      row.fill(position, this.actions.row(position) ?? null);
      const isActive = position === this.#active.position;
      row.select(isActive && this.#hasSelection, isActive ? this.#active.column : null);
    }
    this.#describeActive();
    if (this.#count > 0) this.actions.viewed(first, last);
  }

  /** Elements that left at one end come in again at the other, so that most rows stay as they are. */
  #order(first: number): void {
    const moved = first - (this.#rows[0]?.position ?? first);
    if (moved === 0 || Math.abs(moved) >= this.#rows.length) return;
    if (moved > 0) {
      const left = this.#rows.splice(0, moved);
      this.#rows.push(...left);
      this.#body.append(...left.map((row) => row.element));
    } else {
      const left = this.#rows.splice(moved);
      this.#rows.unshift(...left);
      this.#body.prepend(...left.map((row) => row.element));
    }
  }

  #describeActive(): void {
    const { position, column } = this.#active;
    this.#head.setActive(position === -1 ? column : null);
    const shown = this.#rows.find((row) => row.position === position && !row.element.hidden);
    const id = position === -1 ? this.#head.cellId(column) : shown?.cellId(column);
    if (id === undefined) this.#grid.removeAttribute('aria-activedescendant');
    else this.#grid.setAttribute('aria-activedescendant', id);
  }

  #pressed(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.#bodyHeight() / this.#rowHeight) - 1);
    const key = gridKey(event, { ...this.#active, count: this.#count, columns: this.#columns.length, page });
    if (key === null) {
      if (!this.actions.shortcut(event)) return;
    } else if (key.kind === 'move') this.#move(key);
    else if (key.kind === 'widen') this.#widen(key.by);
    else if (this.#active.position === -1) this.#sort();
    else this.actions.opened(this.#active.position);
    event.preventDefault();
    // VS Code would take Ctrl+G and its like for itself.
    event.stopPropagation();
  }

  #move({ position, column }: { readonly position: number; readonly column: number }): void {
    const isOtherRow = position !== this.#active.position;
    this.#active = { position, column };
    this.#revealColumn(column);
    this.element.scrollIntoView({ block: 'nearest' });
    if (isOtherRow && position >= 0) this.select(position);
    this.refresh();
    if (isOtherRow && position >= 0) this.actions.selected(position);
  }

  #sort(): void {
    const column = this.activeColumn;
    if (column) this.actions.sorted(column);
  }

  #widen(by: number): void {
    const column = this.activeColumn;
    if (column) this.actions.resized(column, clampWidth(this.#widthOf(column) + by));
  }

  #revealColumn(index: number): void {
    const before = this.#columns.slice(0, index).reduce((sum, column) => sum + this.#widthOf(column), 0);
    const column = this.#columns[index];
    if (column === undefined) return;
    const frozen = this.#columns[0] ? this.#widthOf(this.#columns[0]) : 0;
    const { scrollLeft, clientWidth } = this.element;
    if (index > 0 && before - frozen < scrollLeft) this.element.scrollLeft = before - frozen;
    else if (before + this.#widthOf(column) > scrollLeft + clientWidth) this.element.scrollLeft = before + this.#widthOf(column) - clientWidth;
  }

  #clicked(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (place === null || event.button !== 0) return;
    this.#hasSelection = true;
    this.#active = place;
    this.refresh();
    this.actions.selected(place.position);
  }

  #opened(event: MouseEvent): void {
    const place = this.#placeOf(event);
    if (place !== null) this.actions.opened(place.position);
  }

  #placeOf(event: MouseEvent): { readonly position: number; readonly column: number } | null {
    const cell = event.target instanceof Element ? event.target.closest('.cell') : null;
    const row = this.#rows.find((known) => known.element === cell?.parentElement);
    const column = Number(cell?.getAttribute('aria-colindex')) - 1;
    return row === undefined || row.position >= this.#count ? null : { position: row.position, column };
  }
}

function rowHeightFor(fontSize: number): number {
  return Math.max(leastRowHeight, Math.round(fontSize * 1.85) || 0);
}
