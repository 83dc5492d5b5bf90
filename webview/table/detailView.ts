import type { DetailLook, RowDetail } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import { DetailPane } from './detailPane';
import type { SavedTableState } from './savedTableState';
import { Splitter } from './splitter';
import type { TableState } from './tableState';
import { delays, type Timers } from './timers';
import type { UnversionedFromTable } from './unversionedFromTable';

export interface DetailViewActions {
  post(message: UnversionedFromTable): void;
  /** The pane was closed: back to the rows. */
  focusRows(): void;
  /** The chosen row may be covered. */
  covered(): void;
  /** Other texts are on the page. */
  changed(): void;
}

/** The rows and, beside or below them, the pane with the texts of one: where it stands, how large it is, whether it is there at all. */
export class DetailView {
  readonly element = element('div', { class: 'content' });
  readonly #splitter = new Splitter((size) => this.#change({ size }));
  readonly #pane: DetailPane;
  /** Somebody chose it in this very table; what other tables look like does not count any more. */
  #isOwnLook: boolean;

  constructor(
    private readonly saved: SavedTableState,
    private readonly timers: Timers,
    private readonly actions: DetailViewActions,
  ) {
    this.#isOwnLook = saved.wasKept;
    this.#pane = new DetailPane(
      {
        explain: (row) => actions.post({ type: 'explain', row }),
        reveal: (row) => actions.post({ type: 'reveal', row }),
        copy: (row, what) => actions.post({ type: 'copy', row, what }),
        change: (part) => this.#change(part),
        close: () => this.#close(),
      },
      this.#look,
    );
  }

  start(rows: HTMLElement): void {
    this.element.append(rows, this.#splitter.element, this.#pane.element);
    this.#pane.clear();
    this.#layOut();
    this.#pane.element.addEventListener('keydown', (event) => {
      if (!event.defaultPrevented && this.pressed(event)) event.preventDefault();
    });
  }

  /** Texts on the page that a search marks. */
  get body(): HTMLElement | null {
    return this.#look.isOpen ? this.#pane.body : null;
  }

  /** How the last table looked; what this one remembers of its own goes first. */
  takeLook(look: DetailLook): void {
    if (this.#isOwnLook) return;
    this.saved.adopt({ detail: { ...this.#look, ...look } });
    this.#pane.setLook(this.#look);
    this.#layOut();
  }

  show(detail: RowDetail, hasText: boolean): void {
    this.#pane.show(detail, hasText);
  }

  ask(row: number): void {
    if (this.#look.isOpen) this.actions.post({ type: 'detail', row });
  }

  /** Opens the pane, or goes into it where it is open. */
  open(): void {
    if (this.#look.isOpen) this.#pane.body.focus();
    else this.#change({ isOpen: true });
  }

  /** True for a key that means something to the pane, there as in the grid. */
  pressed({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    const { wrap, diff, isOpen } = this.#look;
    if (key === 'w') this.#change({ wrap: !wrap });
    else if (key === 'd') this.#change({ diff: !diff });
    else if (key === 'Escape' && isOpen) this.#close();
    else return false;
    return true;
  }

  get #look(): TableState['detail'] {
    return this.saved.current.detail;
  }

  #close(): void {
    this.#change({ isOpen: false });
    this.actions.focusRows();
  }

  #change(part: Partial<TableState['detail']>): void {
    const wasOpen = this.#look.isOpen;
    this.saved.change({ detail: { ...this.#look, ...part } });
    this.#pane.setLook(this.#look);
    this.#layOut();
    const { isOpen, ...look } = this.#look;
    this.#isOwnLook ||= isOpen;
    if (isOpen) this.timers.later('look', delays.look, () => this.actions.post({ type: 'look', look }));
    const { selectedRow } = this.saved.current;
    if (!wasOpen && selectedRow !== null) this.ask(selectedRow);
    this.actions.changed();
  }

  #layOut(): void {
    const { isOpen, side, size } = this.#look;
    this.element.className = `content ${side}${isOpen ? '' : ' closed'}`;
    this.element.style.setProperty('--pane', `${String(Math.round(size * 1000) / 10)}%`);
    this.#splitter.update(side === 'below', size);
    this.#splitter.element.hidden = !isOpen;
    this.#pane.element.hidden = !isOpen;
    this.#uncoverSelection();
  }

  /** A pane that opens may cover the row that it is about. */
  #uncoverSelection(): void {
    if (this.saved.current.selectedRow !== null) requestAnimationFrame(() => requestAnimationFrame(() => this.actions.covered()));
  }
}
