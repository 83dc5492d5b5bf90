import type { Host } from '../common/host';
import { readTableState, type TableState } from './tableState';
import { delays, type Timers } from './timers';

/** What the table remembers: changed at once, written down when nothing changed for a moment. */
export class SavedTableState {
  /** Something was written down before the page loaded, by this very table. */
  readonly wasKept: boolean;
  #current: TableState;

  constructor(
    private readonly host: Pick<Host<unknown, unknown>, 'readState' | 'writeState'>,
    private readonly timers: Timers,
  ) {
    const kept = host.readState();
    this.wasKept = kept !== undefined;
    this.#current = readTableState(kept);
  }

  get current(): TableState {
    return this.#current;
  }

  /** What others chose; it is not written down as this table's own. */
  adopt(part: Partial<TableState>): void {
    this.#current = { ...this.#current, ...part };
  }

  change(part: Partial<TableState>): void {
    this.adopt(part);
    this.timers.later('save', delays.save, () => this.host.writeState(this.#current));
  }
}
