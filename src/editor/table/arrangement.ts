import type { CancellationSignal } from '../../core/ports';
import { numericColumnIds } from '../../shared/tableColumns';
import type { FilterTerm } from '../../shared/tableFilter';
import type { TableSort } from '../../shared/tableProtocol';
import { TimeSlices } from '../scoring/timeSlices';
import { GrowingRows } from './growingRows';
import { judgedRows, type JudgedReport } from './judgedRows';
import { labelKeys } from './labelValues';
import { holds, holdsInText, isLengthColumn, needsFacts, needsFindings, numberOf, readsRow, type RowKnowledge } from './rowConditions';
import { allRows, listedRows, scanRows, stopIfAborted, type RowList } from './scanRows';
import { sortRows } from './sortRows';

export interface ArrangementRequest {
  readonly id: number;
  readonly sort: TableSort | null;
  readonly terms: readonly FilterTerm[];
}

/** Which rows the table shows, in which order. Positions count from 0. */
export class Arrangement {
  /** Null: all rows as they stand in the file. */
  private rows: GrowingRows | Uint32Array | null;

  constructor(
    readonly request: ArrangementRequest,
    private readonly rowCount: () => number,
  ) {
    // Rows that nobody has looked at yet do not fit a filter.
    this.rows = request.terms.length > 0 ? new Uint32Array() : null;
  }

  get isFiltered(): boolean {
    return this.request.terms.length > 0;
  }

  get count(): number {
    return this.rows === null ? this.rowCount() : this.rows.length;
  }

  rowAt(position: number): number | undefined {
    if (position < 0 || position >= this.count) return undefined;
    return this.rows === null ? position : this.list()[position];
  }

  /** Null where the row is not in it. */
  positionOf(row: number): number | null {
    if (this.rows === null) return row < this.rowCount() ? row : null;
    const position = this.list().indexOf(row);
    return position === -1 ? null : position;
  }

  /** The rows in the order of the file, the cheapest to read. */
  inFileOrder(): RowList {
    return this.rows === null ? allRows(this.rowCount()) : listedRows(this.list().slice().sort());
  }

  setRows(rows: GrowingRows | Uint32Array | null): void {
    this.rows = rows;
  }

  private list(): Uint32Array {
    if (this.rows === null) return new Uint32Array();
    return this.rows instanceof GrowingRows ? this.rows.view() : this.rows;
  }
}

export interface ArrangeContext extends Omit<RowKnowledge, 'facts' | 'findings' | 'judged'> {
  /** Collected once for a version of the file; both tell how far they are. */
  readonly facts: (progressed: (share: number) => void, signal: CancellationSignal) => Promise<RowKnowledge['facts']>;
  readonly findings: (progressed: (share: number) => void, signal: CancellationSignal) => Promise<RowKnowledge['findings']>;
  /** What the search for findings came to; waits for it where it goes on. */
  readonly report: () => Promise<JudgedReport>;
}

/**
 * Fills an arrangement: first what is known of rows, then what they hold, then the order. Rows show up in it as they are
 * found. Throws CancelledError when the signal is aborted, and what reading the file throws.
 */
export async function arrange(arrangement: Arrangement, context: ArrangeContext, progressed: (share: number) => void, signal: CancellationSignal): Promise<void> {
  const { terms, sort } = arrangement.request;
  const isByLength = sort !== null && isLengthColumn(sort.column);
  const knowledge: RowKnowledge = {
    data: context.data,
    figures: context.figures,
    facts: terms.some(needsFacts) || isByLength ? await context.facts(progressed, signal) : null,
    findings: terms.some(needsFindings) ? await context.findings(progressed, signal) : null,
    judged: await judged(terms, context),
  };
  const rows = await filter(arrangement, knowledge, { signal, progressed });
  if (sort) arrangement.setRows(await sorted(rows, knowledge, sort, { signal, progressed }));
}

async function judged(terms: readonly FilterTerm[], { data, report }: ArrangeContext): Promise<RowKnowledge['judged']> {
  const asked = terms.filter((term) => term.kind === 'judged');
  if (asked.length === 0) return new Map();
  const known = await report();
  return new Map(asked.map((term) => [term, judgedRows(known, term, data.rowCount)]));
}

type Options = { readonly signal: CancellationSignal; readonly progressed: (share: number) => void };

async function filter(arrangement: Arrangement, knowledge: RowKnowledge, options: Options): Promise<RowList> {
  const { terms, sort } = arrangement.request;
  const all = allRows(knowledge.data.rowCount);
  if (terms.length === 0) return all;
  const found = new GrowingRows();
  // Without an order of its own the arrangement shows what is found so far; one that is sorted shows nothing half done.
  if (!sort) arrangement.setRows(found);
  const byText = terms.filter(readsRow);
  const known = terms.filter((term) => !readsRow(term));
  const visit = (row: number): Promise<void> | undefined => {
    if (!known.every((term) => holds(knowledge, term, row))) return undefined;
    if (byText.length > 0) return holdsInText(knowledge, byText, row).then((isHeld) => (isHeld ? found.push(row) : undefined));
    found.push(row);
    return undefined;
  };
  await scanRows(all, visit, options);
  return listedRows(found.view());
}

async function sorted(rows: RowList, knowledge: RowKnowledge, sort: TableSort, options: Options): Promise<Uint32Array> {
  const list = Uint32Array.from({ length: rows.length }, (_, index) => rows.at(index));
  const slices = new TimeSlices();
  const keys = sort.column.startsWith('label:')
    ? await labelKeys(knowledge.data, rows, sort.column.slice('label:'.length), options)
    : await numberKeys(list, knowledge, sort.column, slices, options.signal);
  return sortRows(list, keys, sort.direction === 'descending', slices, () => stopIfAborted(options.signal));
}

async function numberKeys(rows: Uint32Array, knowledge: RowKnowledge, name: string, slices: TimeSlices, signal: CancellationSignal): Promise<Float64Array> {
  const column = numericColumnIds.find((id) => id === name) ?? 'row';
  const keys = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    keys[at] = numberOf(knowledge, column, rows[at] ?? 0) ?? NaN;
    if (at % 4096 !== 0) continue;
    await slices.yieldIfSpent();
    stopIfAborted(signal);
  }
  return keys;
}
