import type { RowSource } from '../ports';
import { maximalRowBytes } from './maximalRowBytes';
import type { RowFields } from './parseRow';
import { readRowFields } from './readRowFields';
import type { RowPlaces } from './rowPlaces';
import type { PreviousRow, SchemaAdapter } from './schemas/schemaAdapter';

interface LookbackRequest {
  readonly source: RowSource;
  readonly places: RowPlaces | undefined;
  readonly lookback: NonNullable<SchemaAdapter['lookback']>;
}

/** Finds the rows before a row that belong with it, wherever one begins to read; rows read in order are not read twice. */
export class PreviousRows {
  private readonly recent = new Map<number, RowFields>();

  /** Nearest first, up to the first that does not belong. */
  async before(row: number, fields: RowFields, request: LookbackRequest): Promise<readonly PreviousRow[]> {
    const { lookback } = request;
    const previous: PreviousRow[] = [];
    for (let other = row - 1; other >= Math.max(0, row - lookback.rows); other--) {
      const found = this.recent.get(other) ?? (await load(other, request));
      if (found === undefined || !lookback.belongs(found, fields)) break;
      previous.push({ row: other, fields: found });
    }
    this.remember(row, fields, lookback.rows);
    return previous;
  }

  private remember(row: number, fields: RowFields, rows: number): void {
    this.recent.set(row, fields);
    if (this.recent.size <= 2 * rows) return;
    for (const other of this.recent.keys()) if (other < row - rows || other > row) this.recent.delete(other);
  }
}

async function load(row: number, { source, places }: LookbackRequest): Promise<RowFields | undefined> {
  const location = places?.(row);
  if (location === undefined || location.byteLength > maximalRowBytes) return undefined;
  const parsed = readRowFields(await source.read(location));
  return parsed.kind === 'fields' ? parsed.fields : undefined;
}
