import * as l10n from '@vscode/l10n';

import type { DetailLook, FromTable, TableStatus, ToTable } from '../../src/shared/tableProtocol';
import { tableProtocolVersion as version } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import type { Host } from '../common/host';
import { ArrangementState } from './arrangementState';
import { availableColumns, shownColumns } from './columns';
import type { Column } from './columns';
import { DetailPane } from './detailPane';
import { Grid } from './grid';
import { highlight } from './highlight';
import { RowCache } from './rowCache';
import { RowChoice } from './rowChoice';
import { SearchState } from './searchState';
import { Splitter } from './splitter';
import { StatusLine } from './statusLine';
import { readTableState } from './tableState';
import type { TableState } from './tableState';
import { delays, Timers } from './timers';
import { Toolbar } from './toolbar';

type Incoming<Type extends ToTable['type']> = Extract<ToTable, { type: Type }>;
/** A message without its version. */
type Unversioned<Outgoing> = Outgoing extends FromTable ? Omit<Outgoing, 'version'> : never;
/** What to do with the place of a row, once it is known. */
type Placing = (place: Incoming<'place'>) => void;

/** The whole table: what arrives is put where it belongs, and what somebody does is asked of the extension. */
export class TableApp {
  readonly #host: Host<ToTable, FromTable>;
  readonly #cache = new RowCache((first, count) => this.#requestRows(first, count));
  readonly #grid: Grid;
  readonly #toolbar: Toolbar;
  readonly #status: StatusLine;
  readonly #detail: DetailPane;
  readonly #splitter: Splitter;
  readonly #arrangement = new ArrangementState();
  readonly #search = new SearchState();
  readonly #choice = new RowChoice((position) => this.#cache.at(position)?.row ?? (this.#arrangement.isFileOrder ? position : undefined), (row, opens) => this.#choose(row, opens));
  readonly #title = element('h1', { class: 'visually-hidden' });
  readonly #content = element('div', { class: 'content' });
  readonly #placings: Placing[] = [];
  readonly #timers = new Timers();
  #state: TableState;
  #data: TableStatus | null = null;
  #columnsKey = '';
  #isRestored = false;

  constructor(host: Host<ToTable, FromTable>) {
    this.#host = host;
    this.#state = readTableState(host.readState());
    this.#grid = new Grid(this.#gridActions());
    this.#toolbar = new Toolbar(this.#toolbarActions());
    this.#status = new StatusLine({ reload: () => this.#post({ type: 'reload' }), updateOrder: () => this.#arrange(), clearFilter: () => this.#setFilter('') });
    this.#splitter = new Splitter((size) => this.#changeDetail({ size }));
    this.#detail = new DetailPane(
      {
        explain: (row) => this.#post({ type: 'explain', row }),
        reveal: (row) => this.#post({ type: 'reveal', row }),
        copy: (row, what) => this.#post({ type: 'copy', row, what }),
        change: (part) => this.#changeDetail(part),
        close: () => this.#closeDetail(),
      },
      this.#state.detail,
    );
  }

  start(parent: HTMLElement): void {
    this.#content.append(this.#grid.element, this.#splitter.element, this.#detail.element);
    const main = element('main', { class: 'table-app' }, this.#title, this.#toolbar.element, this.#status.notices, this.#content, this.#status.element);
    parent.append(main);
    this.#toolbar.setTexts(this.#state.filter, this.#state.search);
    this.#grid.setActiveColumn(this.#state.activeColumn);
    this.#detail.clear();
    this.#layOut();
    this.#detail.element.addEventListener('keydown', (event) => this.#pressedInDetail(event));
    this.#host.listen((message) => this.#receive(message));
    this.#post({ type: 'ready' });
  }

  #receive(message: ToTable): void {
    switch (message.type) {
      case 'look':
        return this.#takeLook(message.look);
      case 'status':
        return this.#takeStatus(message.status);
      case 'arrangement':
        return this.#takeArrangement(message);
      case 'rows':
        return this.#takeRows(message);
      case 'detail':
        return this.#takeDetail(message);
      case 'search':
        return this.#takeSearch(message);
      case 'place':
        return this.#placings.shift()?.(message);
      case 'show':
        return this.#show(message);
    }
  }

  /** What a table remembers of its own goes first. */
  #takeLook(look: DetailLook): void {
    if (this.#host.readState() !== undefined) return;
    this.#state = { ...this.#state, detail: { ...this.#state.detail, ...look } };
    this.#detail.setLook(this.#state.detail);
    this.#layOut();
  }

  #takeStatus(status: TableStatus): void {
    const before = this.#data;
    this.#data = status;
    this.#title.textContent = l10n.t('Table of {0}', status.file);
    if (before?.generation !== status.generation) this.#begin();
    this.#setColumns();
    if (this.#arrangement.isFileOrder) this.#setCount(status.rowCount);
    if (before !== null && before.figuresVersion !== status.figuresVersion) this.#takeFigures(before, status);
    if (status.phase === 'ready' && !this.#isRestored) this.#restore();
    const isScoring = status.scoring.activity !== 'idle';
    this.#toolbar.setScoring(isScoring, status.phase === 'ready' && status.rowCount > 0);
    this.#showStatus();
    this.#grid.refresh();
  }

  /** Another version of the file: nothing that was known of its rows counts. */
  #begin(): void {
    this.#cache.clear();
    this.#choice.forget();
    this.#arrangement.reset();
    this.#placings.length = 0;
    this.#search.end();
    this.#isRestored = false;
  }

  /** Back to where it was: as soon as all rows are known, since an order needs all of them. */
  #restore(): void {
    this.#isRestored = true;
    const { sort, filter, search, topRow, selectedRow } = this.#state;
    this.#grid.setSort(sort);
    if (sort !== null || filter !== '') this.#arrange();
    else {
      this.#grid.scrollTo(topRow);
      if (selectedRow !== null) this.#find(selectedRow, ({ position }) => (position === null ? undefined : this.#grid.select(position)));
      this.#grid.scrollTo(topRow);
    }
    // Whoever comes back wants to be where they were, not at the first hit.
    if (search !== '') this.#startSearch(search, false);
    if (selectedRow === null) return;
    this.#post({ type: 'select', row: selectedRow });
    this.#askDetail(selectedRow);
  }

  #takeFigures(before: TableStatus, { scoring }: TableStatus): void {
    this.#cache.markStale();
    this.#arrangement.figuresArrived();
    if (this.#state.selectedRow !== null) this.#askDetail(this.#state.selectedRow);
    // While figures arrive the rows stay where they are; when the last is there, the order is made anew.
    if (before.scoring.activity !== 'idle' && scoring.activity === 'idle' && this.#arrangement.isOutdated(this.#state)) this.#arrange();
  }

  #takeArrangement(message: Incoming<'arrangement'>): void {
    if (message.generation !== this.#data?.generation || !this.#arrangement.isAwaited(message.id)) return;
    if (message.problem !== null) this.#toolbar.setProblem(message.problem);
    const isNew = message.isShown && message.id !== this.#arrangement.shown;
    this.#arrangement.take(message);
    if (isNew) {
      this.#cache.clear();
      this.#choice.forget();
      this.#grid.scrollTo(0);
    }
    if (message.isShown) this.#setCount(message.count);
    if (message.isShown && message.isDone) {
      this.#toolbar.setProblem(null);
      this.#returnToSelection();
    }
    this.#showStatus();
  }

  /** The row that was chosen keeps being chosen, wherever it went. */
  #returnToSelection(): void {
    const { selectedRow } = this.#state;
    if (selectedRow === null) return;
    this.#find(selectedRow, ({ position }) => (position === null ? this.#grid.deselect() : this.#grid.select(position)));
  }

  #takeRows({ generation, arrangement, first, rows }: Incoming<'rows'>): void {
    if (generation !== this.#data?.generation || arrangement !== this.#arrangement.shown) return;
    if (this.#cache.receive(first, rows)) this.#grid.refresh();
    this.#choice.arrived();
  }

  #takeDetail({ generation, detail }: Incoming<'detail'>): void {
    if (generation !== this.#data?.generation || detail.row !== this.#state.selectedRow) return;
    this.#detail.show(detail, this.#data.hasText);
    this.#highlight();
  }

  #takeSearch(message: Incoming<'search'>): void {
    if (!this.#search.take(message)) return;
    this.#toolbar.setHits(this.#search.text);
    this.#cache.markStale();
    this.#grid.refresh();
    if (this.#search.takeFirstStep()) this.#step('next', true);
  }

  #show({ row, sort, filter }: Incoming<'show'>): void {
    const isArranged = sort !== null || filter !== null;
    if (row !== null) this.#save({ selectedRow: row });
    if (isArranged) this.#save({ sort: sort ?? this.#state.sort, filter: filter ?? '' });
    if (isArranged) this.#toolbar.setTexts(filter ?? '', this.#state.search);
    if (!this.#isRestored) return;
    this.#grid.setSort(this.#state.sort);
    if (isArranged) this.#arrange();
    else this.#returnToSelection();
    if (row !== null) this.#post({ type: 'select', row });
    if (row !== null) this.#askDetail(row);
    this.#grid.focus();
  }

  #setColumns(): void {
    const columns = this.#columns();
    const shown = shownColumns(columns, this.#state.toggled);
    const key = JSON.stringify(shown.map(({ id, content }) => [id, content]));
    if (key === this.#columnsKey) return;
    this.#columnsKey = key;
    // Rows that came while the columns were not known lack their labels.
    this.#cache.markStale();
    this.#grid.setColumns(shown, this.#state.widths);
    this.#grid.setActiveColumn(this.#state.activeColumn);
    this.#grid.setSort(this.#state.sort);
  }

  #columns(): readonly Column[] {
    return this.#data === null ? [] : availableColumns(this.#data);
  }

  #setCount(count: number): void {
    this.#grid.setCount(count);
    this.#grid.refresh();
  }

  #showStatus(): void {
    if (this.#data === null) return;
    const { arranging, count } = this.#arrangement;
    const isArranged = !this.#arrangement.isFileOrder;
    const isOutdated = this.#data.scoring.activity !== 'idle' && this.#arrangement.isOutdated(this.#state);
    this.#status.update({ status: this.#data, count: isArranged ? count : this.#data.rowCount, isArranged, arranging, isOutdated });
  }

  #arrange(): void {
    const { sort, filter } = this.#state;
    if (this.#data?.phase !== 'ready') return;
    this.#post({ type: 'arrange', id: this.#arrangement.request(), sort, filter });
    this.#showStatus();
  }

  #setFilter(filter: string): void {
    if (filter === this.#state.filter) return;
    this.#save({ filter });
    this.#toolbar.setTexts(filter, this.#state.search);
    this.#arrange();
  }

  #sortBy(column: Column): void {
    const { firstDirection, id } = column;
    if (firstDirection === null) return;
    const other = firstDirection === 'ascending' ? 'descending' : 'ascending';
    const { sort } = this.#state;
    const next = sort?.column !== id ? { column: id, direction: firstDirection } : sort.direction === firstDirection ? { column: id, direction: other } as const : null;
    this.#save({ sort: next });
    this.#grid.setSort(next);
    this.#arrange();
  }

  #startSearch(text: string, goes = true): void {
    this.#save({ search: text });
    if (this.#data?.phase !== 'ready') return;
    const id = this.#search.begin(text, goes);
    if (id === null) return;
    this.#post({ type: 'search', id, text });
    this.#toolbar.setHits(this.#search.text);
    this.#cache.markStale();
    this.#grid.refresh();
    this.#highlight();
  }

  /** With `staying`, a hit on the row that is chosen will do. */
  #step(direction: 'next' | 'previous', staying = false): void {
    if (this.#search.lowerCase === '') return;
    const here = this.#state.selectedRow === null ? -1 : this.#grid.activePosition;
    this.#placings.push(({ row, position, wrapped }) => {
      if (row === null || position === null) return;
      this.#toolbar.setHits(wrapped && !staying ? `${this.#search.text} · ${l10n.t('from the other end')}` : this.#search.text);
      this.#grid.select(position);
      this.#select(row);
    });
    this.#post({ type: 'step', from: staying ? here - 1 : here, direction });
  }

  #find(row: number, placed: Placing): void {
    this.#placings.push(placed);
    this.#post({ type: 'find', row });
  }

  #goToRow(row: number): void {
    this.#find(Math.min(row, Math.max(0, (this.#data?.rowCount ?? 1) - 1)), ({ position, row: found }) => {
      if (position === null || found === null) return this.#toolbar.setProblem(l10n.t('This row does not fit the filter.'));
      this.#grid.select(position);
      this.#select(found);
      this.#grid.focus();
    });
  }

  #select(row: number): void {
    this.#choice.forget();
    this.#save({ selectedRow: row, activeColumn: this.#grid.activeColumn?.id ?? this.#state.activeColumn });
    this.#post({ type: 'select', row });
    this.#timers.later('detail', delays.detail, () => this.#askDetail(row));
  }

  #askDetail(row: number): void {
    if (this.#state.detail.isOpen) this.#post({ type: 'detail', row });
  }

  #choose(row: number, opens: boolean): void {
    this.#select(row);
    if (opens && this.#state.detail.isOpen) this.#detail.body.focus();
    else if (opens) this.#changeDetail({ isOpen: true });
  }

  #closeDetail(): void {
    this.#changeDetail({ isOpen: false });
    this.#grid.focus();
  }

  #changeDetail(part: Partial<TableState['detail']>): void {
    const wasOpen = this.#state.detail.isOpen;
    this.#save({ detail: { ...this.#state.detail, ...part } });
    this.#detail.setLook(this.#state.detail);
    this.#layOut();
    const { isOpen, ...look } = this.#state.detail;
    if (isOpen) this.#timers.later('look', delays.look, () => this.#post({ type: 'look', look }));
    const { selectedRow } = this.#state;
    if (!wasOpen && this.#state.detail.isOpen && selectedRow !== null) this.#askDetail(selectedRow);
    this.#highlight();
  }

  #layOut(): void {
    const { isOpen, side, size } = this.#state.detail;
    this.#content.className = `content ${side}${isOpen ? '' : ' closed'}`;
    this.#content.style.setProperty('--pane', `${String(Math.round(size * 1000) / 10)}%`);
    this.#splitter.update(side === 'below', size);
    this.#splitter.element.hidden = !isOpen;
    this.#detail.element.hidden = !isOpen;
    this.#toRevealSelection();
  }

  /** A pane that opens may cover the row that it is about. */
  #toRevealSelection(): void {
    if (this.#state.selectedRow !== null) requestAnimationFrame(() => requestAnimationFrame(() => this.#grid.revealActive()));
  }

  #pressedInDetail(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { wrap, diff } = this.#state.detail;
    if (event.key === 'Escape') this.#closeDetail();
    else if (event.key === 'w') this.#changeDetail({ wrap: !wrap });
    else if (event.key === 'd') this.#changeDetail({ diff: !diff });
    else return;
    event.preventDefault();
  }

  /** Letters in the grid; they are told in docs/table.md. */
  #shortcut(event: KeyboardEvent): boolean {
    const isControl = event.ctrlKey || event.metaKey;
    if (event.altKey) return false;
    const { selectedRow, detail } = this.#state;
    if (isControl ? event.key === 'f' : event.key === '/') this.#toolbar.focusSearch();
    else if (event.key === 'g') this.#toolbar.focusRow();
    else if (event.key === 'F3' || (!isControl && (event.key === 'n' || event.key === 'N'))) this.#step(event.shiftKey ? 'previous' : 'next');
    else if (isControl) return false;
    else if (event.key === 'f') this.#toolbar.focusFilter();
    else if (event.key === 's' && this.#grid.activeColumn) this.#sortBy(this.#grid.activeColumn);
    else if (event.key === 'e' && selectedRow !== null) this.#post({ type: 'explain', row: selectedRow });
    else if (event.key === 'w') this.#changeDetail({ wrap: !detail.wrap });
    else if (event.key === 'd') this.#changeDetail({ diff: !detail.diff });
    else if (event.key === 'Escape' && detail.isOpen) this.#closeDetail();
    else return false;
    return true;
  }

  #viewed(first: number, last: number): void {
    this.#cache.want(first, last, this.#arrangement.isFileOrder ? (this.#data?.rowCount ?? 0) : this.#arrangement.count);
    this.#highlight();
    const topRow = this.#cache.at(first)?.row;
    this.#timers.later('view', delays.view, () => {
      // Before it is back where it was, the top row is nobody's choice.
      if (topRow !== undefined && this.#isRestored) this.#save({ topRow });
      this.#post({ type: 'inView', arrangement: this.#arrangement.shown, first, count: last - first + 1 });
    });
  }

  #highlight(): void {
    const elements = this.#state.detail.isOpen ? [...this.#grid.textCells(), this.#detail.body] : this.#grid.textCells();
    if (this.#search.lowerCase !== '' || this.#search.isMarked) highlight(elements, this.#search.lowerCase);
    this.#search.isMarked = this.#search.lowerCase !== '';
  }

  #requestRows(first: number, count: number): void {
    if (this.#data !== null) this.#post({ type: 'rows', generation: this.#data.generation, arrangement: this.#arrangement.shown, first, count });
  }

  #gridActions(): ConstructorParameters<typeof Grid>[0] {
    return {
      row: (position) => this.#cache.at(position),
      viewed: (first, last) => this.#viewed(first, last),
      selected: (position) => this.#choice.choose(position, false),
      opened: (position) => this.#choice.choose(position, true),
      sorted: (column) => this.#sortBy(column),
      resized: (column, width) => {
        this.#save({ widths: { ...this.#state.widths, [column.id]: width } });
        this.#grid.setWidths(this.#state.widths);
      },
      shortcut: (event) => this.#shortcut(event),
    };
  }

  #toolbarActions(): ConstructorParameters<typeof Toolbar>[0] {
    return {
      filter: (text) => this.#setFilter(text),
      search: (text) => this.#startSearch(text),
      step: (direction) => this.#step(direction),
      goToRow: (row) => this.#goToRow(row),
      columns: () => this.#columns(),
      toggled: () => this.#state.toggled,
      toggleColumn: (id) => {
        const { toggled } = this.#state;
        this.#save({ toggled: toggled.includes(id) ? toggled.filter((known) => known !== id) : [...toggled, id] });
        this.#setColumns();
      },
      score: () => this.#post({ type: 'score' }),
      stopScoring: () => this.#post({ type: 'cancelScoring' }),
      leave: () => this.#grid.focus(),
    };
  }

  #save(part: Partial<TableState>): void {
    this.#state = { ...this.#state, ...part };
    this.#timers.later('save', delays.save, () => this.#host.writeState(this.#state));
  }

  #post(message: Unversioned<FromTable>): void {
    this.#host.post({ version, ...message });
  }
}
