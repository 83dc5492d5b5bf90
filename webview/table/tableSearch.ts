import * as l10n from '@vscode/l10n';

import type { ToTable } from '../../src/shared/tableProtocol';
import { highlight } from './highlight';
import type { RowPlaces } from './rowPlaces';
import { SearchState } from './searchState';
import type { Toolbar } from './toolbar';
import type { UnversionedFromTable } from './unversionedFromTable';

export interface TableSearchActions {
  post(message: UnversionedFromTable): void;
  /** What is on the page and shows texts. */
  elements(): HTMLElement[];
  /** The position that the next hit is looked for from; -1 where no row is chosen. */
  here(): number;
  go(position: number, row: number): void;
  /** Rows show other hits now. */
  changed(): void;
}

/** Looking for a text: hits are counted in the toolbar, gone to one after the other, and marked on the page. */
export class TableSearch {
  readonly #state = new SearchState();

  constructor(
    private readonly toolbar: Pick<Toolbar, 'setHits'>,
    private readonly places: RowPlaces,
    private readonly actions: TableSearchActions,
  ) {}

  /** With `goes`, the first hit is gone to. */
  start(text: string, goes: boolean): void {
    const id = this.#state.begin(text, goes);
    if (id === null) return;
    this.actions.post({ type: 'search', id, text });
    this.toolbar.setHits(this.#state.text);
    this.actions.changed();
    this.mark();
  }

  take(message: Extract<ToTable, { type: 'search' }>): void {
    if (!this.#state.take(message)) return;
    this.toolbar.setHits(this.#state.text);
    this.actions.changed();
    if (this.#state.takeFirstStep()) this.step('next', true);
  }

  /** With `staying`, a hit on the row that is chosen will do. */
  step(direction: 'next' | 'previous', staying = false): void {
    if (this.#state.lowerCase === '') return;
    const here = this.actions.here();
    this.places.step(staying ? here - 1 : here, direction, ({ row, position, wrapped }) => {
      if (row === null || position === null) return;
      this.toolbar.setHits(wrapped && !staying ? `${this.#state.text} · ${l10n.t('from the other end')}` : this.#state.text);
      this.actions.go(position, row);
    });
  }

  mark(): void {
    const { lowerCase, isMarked } = this.#state;
    if (lowerCase !== '' || isMarked) highlight(this.actions.elements(), lowerCase);
    this.#state.isMarked = lowerCase !== '';
  }

  end(): void {
    this.#state.end();
  }
}
