import type { RowContent, RowLocation, RowSource } from '../ports';
import { columnOfPath } from './columnOfPath';
import { decodeUtf8 } from './decodeUtf8';
import { explainUnrecognised } from './explainUnrecognised';
import { maximalRowBytes } from './maximalRowBytes';
import { parseRow, type RowFields } from './parseRow';
import type { DatasetRow, ReadRow, UnreadableCode } from './preferencePair';
import { withReferenceColumns } from './referenceColumns';
import { RowProblem } from './rowProblem';
import type { RowReading, SchemaAdapter } from './schemas/schemaAdapter';
import { schemaAdapters } from './schemas/schemaAdapters';

type RowPlace = Pick<RowLocation, 'row' | 'line'>;

/** Where a row lies, for pairs that span rows; undefined where that is not known (or there is no such row). */
export type RowPlaces = (row: number) => RowLocation | undefined;

/** Reads the rows of one dataset by its schema, in any order. Made by `openDatasetReader`. */
export class DatasetReader {
  /**
   * Reads one row; rows above `maximalRowBytes` are reported without being read. `places` finds the rows before it, where a
   * pair spans rows. Rejects with FileChangedError only.
   */
  async read(source: RowSource, location: RowLocation, places?: RowPlaces): Promise<DatasetRow> {
    void places;
    if (location.byteLength <= maximalRowBytes) return this.readContent(location, await source.read(location));
    const [size, limit] = [location.byteLength, maximalRowBytes].map((bytes) => `${String(Math.round(bytes / 1024 / 1024))} MiB`);
    const reason = `The row has ${size ?? ''}, more than the ${limit ?? ''} that are read; is the file JSON Lines, with one object a line?`;
    return unreadable(location, 'row-too-large', 1, reason);
  }

  /** Reads one row from what its source gives. Never throws: a row that cannot be read comes back with its place. */
  readContent(place: RowPlace, content: RowContent): DatasetRow {
    if (content.kind === 'values') return this.readText(place, JSON.stringify(content.fields));
    const { bytes } = content;
    const decoded = decodeUtf8(bytes);
    if (decoded.kind === 'text') return this.readText(place, decoded.text);
    const byte = (bytes[decoded.byteOffset] ?? 0).toString(16).padStart(2, '0');
    const reason = `Byte ${String(decoded.byteOffset + 1)} of the row (0x${byte}) is not UTF-8; save the file as UTF-8 or correct the row.`;
    return unreadable(place, 'invalid-utf8', decoded.textOffset + 1, reason);
  }

  /** Reads one row from its JSON text (as an editor has it). Never throws. */
  readText(place: RowPlace, text: string): DatasetRow {
    const parsed = parseRow(text);
    if (parsed.kind === 'problem') return unreadable(place, parsed.code, parsed.offset + 1, parsed.reason);
    const names = Object.keys(parsed.fields);
    try {
      return { ...withReferenceColumns(this.readFields(place, parsed.fields), parsed.fields), fields: names };
    } catch (error) {
      if (!RowProblem.is(error)) throw error;
      return { ...unreadable(place, error.code, columnOfPath(text, error.path), error.reason), fields: names };
    }
  }

  private readFields(place: RowPlace, fields: RowFields): ReadRow {
    const adapter = schemaAdapters.find((candidate) => candidate.recognises(fields));
    if (adapter === undefined) throw explainUnrecognised(fields);
    return placed(place, adapter, adapter.read(fields));
  }
}

function placed({ row, line }: RowPlace, adapter: SchemaAdapter, reading: RowReading): ReadRow {
  const schema = reading.schema ?? adapter.name;
  const pairs = reading.pairs.map(({ texts, sources, notes = [], provenance = { chosen: 'chosen', rejected: 'rejected' }, labels = {} }, pair) => {
    return { row, line, pair, schema, texts, sources, notes, provenance, labels };
  });
  const loose = (reading.loose ?? []).map((answer) => ({ ...answer, schema }));
  return { kind: 'read', row, line, schema, pairs, loose, notes: reading.notes ?? [] };
}

function unreadable({ row, line }: RowPlace, code: UnreadableCode, column: number, reason: string): DatasetRow {
  return { kind: 'unreadable', unreadable: { row, line, column, code, reason } };
}
