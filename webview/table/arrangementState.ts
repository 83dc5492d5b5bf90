import { numericColumns } from '../../src/shared/tableColumns';
import { parseFilter } from '../../src/shared/tableFilter';
import type { ToTable } from '../../src/shared/tableProtocol';
import type { TableState } from './tableState';

/** Which arrangement of the rows is shown, and which is being made. Number 0 is the order of the file, which needs no request. */
export class ArrangementState {
  shown = 0;
  count = 0;
  /** How far the one that was asked for last is, 0..1; null when it is done. */
  arranging: number | null = null;
  #requested = 0;
  #isFileOrder = true;
  #hasNewFigures = false;

  get isFileOrder(): boolean {
    return this.#isFileOrder;
  }

  /** The file is read anew; later requests still have larger numbers. */
  reset(): void {
    this.shown = 0;
    this.#isFileOrder = true;
    this.arranging = null;
  }

  request(): number {
    this.#requested += 1;
    this.arranging = 0;
    return this.#requested;
  }

  isAwaited(id: number): boolean {
    return id === this.#requested;
  }

  take({ id, count, share, isShown, isDone, problem }: Extract<ToTable, { type: 'arrangement' }>): void {
    this.arranging = isDone || problem !== null ? null : share;
    if (!isShown) return;
    if (id !== this.shown) this.#hasNewFigures = false;
    this.shown = id;
    this.#isFileOrder = false;
    this.count = count;
  }

  figuresArrived(): void {
    this.#hasNewFigures = true;
  }

  /** True when what is shown was arranged by figures, and more of them arrived since. */
  isOutdated({ sort, filter }: Pick<TableState, 'sort' | 'filter'>): boolean {
    return this.#hasNewFigures && !this.#isFileOrder && (isFigure(sort?.column) || usesFigures(filter));
  }
}

function isFigure(column: string | undefined): boolean {
  return numericColumns.some(({ id, source }) => id === column && source === 'figure');
}

function usesFigures(filter: string): boolean {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'problem') return false;
  return parsed.terms.some((term) => (term.kind === 'number' ? isFigure(term.column) : term.kind === 'state' && (term.state === 'scored' || term.state === 'unscored')));
}
