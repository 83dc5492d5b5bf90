import type { RowContent, RowLocation, RowSource } from '../ports';
import { columnOfPath } from './columnOfPath';
import { withCommonLabels } from './commonLabels';
import { detectSchema, type SchemaDetection } from './detectSchema';
import { explainUnrecognised } from './explainUnrecognised';
import type { FieldChange } from './fieldChange';
import { maximalRowBytes } from './maximalRowBytes';
import { parseRow, type ParsedRow, type RowFields } from './parseRow';
import { placeReading, type RowPlace } from './placeReading';
import type { DatasetRow, PreferencePair, UnreadableCode } from './preferencePair';
import { PreviousRows } from './previousRows';
import type { ReadingOptions } from './readingOptions';
import { outsideTexts } from './reading/outsideTexts';
import { readRowFields } from './readRowFields';
import { withReferenceColumns } from './referenceColumns';
import type { RowPlaces } from './rowPlaces';
import { RowProblem } from './rowProblem';
import type { PreviousRow, ReadingContext, SchemaAdapter } from './schemas/schemaAdapter';
import { schemaAdapters } from './schemas/schemaAdapters';

/**
 * Reads the rows of one dataset by its schema, in any order. Made by `openDatasetReader`; without a detection every row is
 * tried on its own.
 */
export class DatasetReader {
  private readonly adapter: SchemaAdapter | undefined;
  private readonly previousRows = new PreviousRows();

  constructor(
    readonly detection: SchemaDetection = detectSchema([]),
    private readonly options: ReadingOptions = {},
  ) {
    this.adapter = schemaAdapters.find(({ name }) => name === detection.schema);
  }

  /**
   * Reads one row; rows above `maximalRowBytes` are reported without being read. `places` finds the rows before it, where a
   * pair spans rows: without it only those are known that this reader has just read. Rejects with FileChangedError only.
   */
  async read(source: RowSource, location: RowLocation, places?: RowPlaces): Promise<DatasetRow> {
    if (location.byteLength > maximalRowBytes) return tooLarge(location);
    const content = await source.read(location);
    const lookback = this.adapter?.lookback;
    if (lookback === undefined) return this.readContent(location, content);
    const parsed = readRowFields(content);
    const previous = parsed.kind === 'fields' ? await this.previousRows.before(location.row, parsed.fields, { source, places, lookback }) : [];
    return this.readParsed(location, parsed, content, previous);
  }

  /** Reads one row from what its source gives. Never throws: a row that cannot be read comes back with its place. */
  readContent(place: RowPlace, content: RowContent, previous: readonly PreviousRow[] = []): DatasetRow {
    return this.readParsed(place, readRowFields(content), content, previous);
  }

  /** Reads one row from its JSON text (as an editor has it). Never throws. */
  readText(place: RowPlace, text: string): DatasetRow {
    return this.readParsed(place, parseRow(text), text, []);
  }

  /**
   * What to write into the row so that the other answer of the pair wins; undefined where its schema has no way to say so.
   * `fields` are those of the row that the pair was read from.
   */
  swapChanges(fields: RowFields, pair: PreferencePair): readonly FieldChange[] | undefined {
    const adapter = schemaAdapters.find(({ name }) => name === pair.schema);
    const changes = adapter?.swap?.(fields, pair, this.context([]));
    return changes && outsideTexts(fields, changes);
  }

  private readParsed(place: RowPlace, parsed: ParsedRow, content: RowContent | string, previous: readonly PreviousRow[]): DatasetRow {
    if (parsed.kind === 'problem') return unreadable(place, parsed.code, parsed.offset + 1, parsed.reason);
    const names = Object.keys(parsed.fields);
    try {
      const adapter = this.adapterFor(parsed.fields);
      const reading = adapter.read(parsed.fields, this.context(previous));
      const read = placeReading({ row: place.row, line: place.line, fields: names }, { adapter, reading, expected: this.adapter });
      return withReferenceColumns(withCommonLabels(read, parsed.fields), parsed.fields);
    } catch (error) {
      if (!RowProblem.is(error)) throw error;
      return { ...unreadable(place, error.code, columnOfPath(content, error.path), error.reason), fields: names };
    }
  }

  /** That of the file where it fits, or was named by somebody; else the first that recognises the row. */
  private adapterFor(fields: RowFields): SchemaAdapter {
    const { adapter } = this;
    const isNamed = this.options.schema !== undefined || this.options.mapping !== undefined;
    if (adapter !== undefined && (isNamed || adapter.recognises(fields))) return adapter;
    const other = schemaAdapters.find((candidate) => candidate.recognises(fields));
    if (other !== undefined) return other;
    throw explainUnrecognised(fields, adapter);
  }

  private context(previous: readonly PreviousRow[]): ReadingContext {
    return { choices: this.options.choices ?? {}, mapping: this.options.mapping, previous };
  }
}

function tooLarge(location: RowLocation): DatasetRow {
  const [size, limit] = [location.byteLength, maximalRowBytes].map((bytes) => `${String(Math.round(bytes / 1024 / 1024))} MiB`);
  const reason = `The row has ${size ?? ''}, more than the ${limit ?? ''} that are read; is the file JSON Lines, with one object a line?`;
  return unreadable(location, 'row-too-large', 1, reason);
}

function unreadable({ row, line }: RowPlace, code: UnreadableCode, column: number, reason: string): DatasetRow {
  return { kind: 'unreadable', unreadable: { row, line, column, code, reason } };
}
