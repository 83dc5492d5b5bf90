import * as l10n from '@vscode/l10n';

import { tableProtocolVersion as version, type FromTable, type TableStatus, type ToTable } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import type { Host } from '../common/host';
import { ArrangementState } from './arrangementState';
import { availableColumns, shownColumns, type Column } from './columns';
import { DetailView } from './detailView';
import { Grid } from './grid';
import { nextSort } from './nextSort';
import { RowCache } from './rowCache';
import { RowChoice } from './rowChoice';
import { RowPlaces } from './rowPlaces';
import { SavedTableState } from './savedTableState';
import { StatusLine } from './statusLine';
import { tableKey, type TableKey } from './tableKey';
import { TableSearch } from './tableSearch';
import type { TableState } from './tableState';
import { delays, Timers } from './timers';
import { Toolbar } from './toolbar';
import type { UnversionedFromTable } from './unversionedFromTable';

type Incoming<Type extends ToTable['type']> = Extract<ToTable, { type: Type }>;

/** The whole table: what arrives is put where it belongs, and what somebody does is asked of the extension. */
export class TableApp {
  readonly #host: Host<ToTable, FromTable>;
  readonly #cache = new RowCache((first, count) => this.#requestRows(first, count));
  readonly #grid: Grid;
  readonly #toolbar: Toolbar;
  readonly #status: StatusLine;
  readonly #arrangement = new ArrangementState();
  readonly #places = new RowPlaces((message) => this.#post(message));
  readonly #search: TableSearch;
  readonly #choice = new RowChoice((position) => this.#cache.at(position)?.row ?? (this.#arrangement.isFileOrder ? position : undefined), (row, opens) => this.#choose(row, opens));
  readonly #title = element('h1', { class: 'visually-hidden' });
  readonly #timers = new Timers();
  readonly #saved: SavedTableState;
  readonly #detail: DetailView;
  readonly #keyActions: Readonly<Record<TableKey, () => void>> = {
    'search': () => this.#toolbar.focusSearch(),
    'filter': () => this.#toolbar.focusFilter(),
    'go-to-row': () => this.#toolbar.focusRow(),
    'next-hit': () => this.#search.step('next'),
    'previous-hit': () => this.#search.step('previous'),
    'sort': () => this.#grid.activeColumn && this.#sortBy(this.#grid.activeColumn),
    'explain': () => this.#state.selectedRow !== null && this.#post({ type: 'explain', row: this.#state.selectedRow }),
  };
  #data: TableStatus | null = null;
  #columnsKey = '';
  #isRestored = false;

  constructor(host: Host<ToTable, FromTable>) {
    this.#host = host;
    this.#saved = new SavedTableState(host, this.#timers);
    this.#grid = new Grid(this.#gridActions());
    this.#toolbar = new Toolbar(this.#toolbarActions());
    this.#search = new TableSearch(this.#toolbar, this.#places, {
      post: (message) => this.#post(message),
      elements: () => [...this.#grid.textCells(), ...(this.#detail.body === null ? [] : [this.#detail.body])],
      here: () => (this.#state.selectedRow === null ? -1 : this.#grid.activePosition),
      go: (position, row) => this.#goTo(position, row),
      changed: () => this.#refetch(),
    });
    this.#status = new StatusLine({ reload: () => this.#post({ type: 'reload' }), updateOrder: () => this.#arrange(), clearFilter: () => this.#setFilter('') });
    this.#detail = new DetailView(this.#saved, this.#timers, {
      post: (message) => this.#post(message),
      focusRows: () => this.#grid.focus(),
      covered: () => this.#grid.revealActive(),
      changed: () => this.#search.mark(),
    });
  }

  start(parent: HTMLElement): void {
    this.#detail.start(this.#grid.element);
    parent.append(element('main', { class: 'table-app' }, this.#title, this.#toolbar.element, this.#status.notices, this.#detail.element, this.#status.element));
    this.#toolbar.setTexts(this.#state.filter, this.#state.search);
    this.#grid.setActiveColumn(this.#state.activeColumn);
    this.#host.listen((message) => this.#receive(message));
    this.#post({ type: 'ready' });
  }

  #receive(message: ToTable): void {
    switch (message.type) {
      case 'look':
        return this.#detail.takeLook(message.look);
      case 'status':
        return this.#takeStatus(message.status);
      case 'arrangement':
        return this.#takeArrangement(message);
      case 'rows':
        return this.#takeRows(message);
      case 'detail':
        return this.#takeDetail(message);
      case 'search':
        return this.#search.take(message);
      case 'place':
        return this.#places.take(message);
      case 'show':
        return this.#show(message);
    }
  }

  #takeStatus(status: TableStatus): void {
    const before = this.#data;
    this.#data = status;
    this.#title.textContent = l10n.t('Table of {0}', status.file);
    if (before?.generation !== status.generation) this.#begin();
    this.#setColumns();
    if (this.#arrangement.isFileOrder) this.#grid.setCount(status.rowCount);
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
    this.#places.forget();
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
      if (selectedRow !== null) this.#places.find(selectedRow, ({ position }) => (position === null ? undefined : this.#grid.select(position)));
      this.#grid.scrollTo(topRow);
    }
    // Whoever comes back wants to be where they were, not at the first hit.
    if (search !== '') this.#startSearch(search, false);
    if (selectedRow === null) return;
    this.#post({ type: 'select', row: selectedRow });
    this.#detail.ask(selectedRow);
  }

  #takeFigures(before: TableStatus, { scoring }: TableStatus): void {
    this.#cache.markStale();
    this.#arrangement.figuresArrived();
    if (this.#state.selectedRow !== null) this.#detail.ask(this.#state.selectedRow);
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
    if (message.isShown) this.#grid.setCount(message.count);
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
    this.#places.find(selectedRow, ({ position }) => (position === null ? this.#grid.deselect() : this.#grid.select(position)));
  }

  #takeRows({ generation, arrangement, first, rows }: Incoming<'rows'>): void {
    if (generation !== this.#data?.generation || arrangement !== this.#arrangement.shown) return;
    if (this.#cache.receive(first, rows)) this.#grid.refresh();
    this.#choice.arrived();
  }

  #takeDetail({ generation, detail }: Incoming<'detail'>): void {
    if (generation !== this.#data?.generation || detail.row !== this.#state.selectedRow) return;
    this.#detail.show(detail, this.#data.hasText);
    this.#search.mark();
  }

  #show({ row, sort, filter }: Incoming<'show'>): void {
    const isArranged = sort !== null || filter !== null;
    if (row !== null) this.#saved.change({ selectedRow: row });
    if (isArranged) this.#saved.change({ sort: sort ?? this.#state.sort, filter: filter ?? '' });
    if (isArranged) this.#toolbar.setTexts(filter ?? '', this.#state.search);
    if (!this.#isRestored) return;
    this.#grid.setSort(this.#state.sort);
    if (isArranged) this.#arrange();
    else this.#returnToSelection();
    if (row !== null) this.#post({ type: 'select', row });
    if (row !== null) this.#detail.ask(row);
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

  get #state(): TableState {
    return this.#saved.current;
  }

  #columns(): readonly Column[] {
    return this.#data === null ? [] : availableColumns(this.#data);
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
    this.#saved.change({ filter });
    this.#toolbar.setTexts(filter, this.#state.search);
    this.#arrange();
  }

  #sortBy(column: Column): void {
    if (column.firstDirection === null) return;
    const next = nextSort(this.#state.sort, column.id, column.firstDirection);
    this.#saved.change({ sort: next });
    this.#grid.setSort(next);
    this.#arrange();
  }

  #startSearch(text: string, goes = true): void {
    this.#saved.change({ search: text });
    if (this.#data?.phase === 'ready') this.#search.start(text, goes);
  }

  #goToRow(row: number): void {
    this.#places.find(Math.min(row, Math.max(0, (this.#data?.rowCount ?? 1) - 1)), ({ position, row: found }) => {
      if (position === null || found === null) return this.#toolbar.setProblem(l10n.t('This row does not fit the filter.'));
      this.#goTo(position, found);
      this.#grid.focus();
    });
  }

  #goTo(position: number, row: number): void {
    this.#grid.select(position);
    this.#select(row);
  }

  /** Rows say where their hits are. */
  #refetch(): void {
    this.#cache.markStale();
    this.#grid.refresh();
  }

  #select(row: number): void {
    this.#choice.forget();
    this.#saved.change({ selectedRow: row, activeColumn: this.#grid.activeColumn?.id ?? this.#state.activeColumn });
    this.#post({ type: 'select', row });
    this.#timers.later('detail', delays.detail, () => this.#detail.ask(row));
  }

  #choose(row: number, opens: boolean): void {
    this.#select(row);
    if (opens) this.#detail.open();
  }

  #shortcut(event: KeyboardEvent): boolean {
    const key = tableKey(event);
    if (key === null) return this.#detail.pressed(event);
    this.#keyActions[key]();
    return true;
  }

  #viewed(first: number, last: number): void {
    this.#cache.want(first, last, this.#arrangement.isFileOrder ? (this.#data?.rowCount ?? 0) : this.#arrangement.count);
    this.#search.mark();
    const topRow = this.#cache.at(first)?.row;
    this.#timers.later('view', delays.view, () => {
      // Before it is back where it was, the top row is nobody's choice.
      if (topRow !== undefined && this.#isRestored) this.#saved.change({ topRow });
      this.#post({ type: 'inView', arrangement: this.#arrangement.shown, first, count: last - first + 1 });
    });
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
        this.#saved.change({ widths: { ...this.#state.widths, [column.id]: width } });
        this.#grid.setWidths(this.#state.widths);
      },
      shortcut: (event) => this.#shortcut(event),
    };
  }

  #toolbarActions(): ConstructorParameters<typeof Toolbar>[0] {
    return {
      filter: (text) => this.#setFilter(text),
      search: (text) => this.#startSearch(text),
      step: (direction) => this.#search.step(direction),
      goToRow: (row) => this.#goToRow(row),
      columns: () => this.#columns(),
      toggled: () => this.#state.toggled,
      toggleColumn: (id) => {
        const { toggled } = this.#state;
        this.#saved.change({ toggled: toggled.includes(id) ? toggled.filter((known) => known !== id) : [...toggled, id] });
        this.#setColumns();
      },
      score: () => this.#post({ type: 'score' }),
      stopScoring: () => this.#post({ type: 'cancelScoring' }),
      leave: () => this.#grid.focus(),
    };
  }

  #post(message: UnversionedFromTable): void {
    this.#host.post({ version, ...message });
  }
}
