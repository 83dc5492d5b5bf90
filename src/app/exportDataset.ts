import type { DatasetRow, PreferencePair } from '../core/dataset/preferencePair';
import { ChangeRefused } from '../core/edits/changeRefused';
import { CancelledError } from '../core/errors';
import type { ColumnType } from '../core/export/columnType';
import { conversationText } from '../core/export/conversationText';
import { nothingSelected } from '../core/export/exportChoices';
import type { ExportColumns, RecordSink } from '../core/export/exportRecord';
import { scoreColumns, swappedFigures, type PairFigures } from '../core/export/scoreColumns';
import type { RowContent, RowLocation } from '../core/ports';
import { noCounts, type ExportCounts, type ExportReport, type ExportRequest } from './export/exportRequest';
import { ExportSurvey, needsColumns } from './export/exportSurvey';
import { fixedRowJson, fixedTexts, pairRecord, rowJson, swappedRowJson, swappedTexts, withFigures } from './export/recordWriter';
import { PairPicks } from './export/pairPicks';

/** Places of rows that pairs over two rows may still ask for, where the order of the file is kept. */
const recentRows = 4096;
const mostProblems = 100;

/**
 * Writes a dataset anew: in its own schema or as TRL has it, without some rows, with some swapped, with figures, in another
 * order. Rows are read one at a time; an order or a table needs one pass before, of which only numbers and columns are kept.
 * Rejects with FileChangedError, OutputError, RangeError (choices that do not fit the data), or CancelledError.
 */
export async function exportDataset(request: ExportRequest): Promise<ExportReport> {
  return new Export(request).run();
}

class Export {
  private readonly counts: ExportCounts = noCounts();
  private readonly problems: { row: number; reason: string }[] = [];
  private readonly drop: PairPicks;
  private readonly swap: PairPicks;
  private readonly wanted: PairPicks;
  private readonly recent = new Map<number, RowLocation>();
  private survey: ExportSurvey | undefined;

  constructor(private readonly request: ExportRequest) {
    const { choices, findings } = request;
    this.drop = new PairPicks(choices.drop, findings);
    this.swap = new PairPicks(choices.swap, findings);
    this.wanted = new PairPicks({ ...nothingSelected, verdicts: choices.verdicts }, findings);
  }

  async run(): Promise<ExportReport> {
    const { choices, openSink } = this.request;
    if (ExportSurvey.isNeeded(choices)) this.survey = await this.surveyAll(new ExportSurvey(this.request));
    const sink = await openSink(this.columns());
    if (this.survey === undefined || choices.order === 'file') await this.writeInFileOrder(sink);
    else await this.writeInOrder(sink, this.survey);
    await sink.finish();
    return { counts: this.counts, problems: this.problems };
  }

  private async surveyAll(survey: ExportSurvey): Promise<ExportSurvey> {
    const { schema, format } = this.request.choices;
    let rows = 0;
    for await (const location of this.located()) {
      const content = schema === 'source' && needsColumns(schema, format) ? await this.request.source.read(location) : undefined;
      survey.add(location, await this.read(location), content);
      this.request.onProgress?.({ phase: 'surveying', rows: ++rows });
    }
    return survey;
  }

  private async writeInFileOrder(sink: RecordSink): Promise<void> {
    for await (const location of this.located()) {
      const row = await this.read(location);
      this.countRow(row);
      const pairs = row.kind === 'read' ? row.pairs : [];
      if (this.request.choices.schema === 'source') await this.writeRow(sink, location, pairs);
      else if (row.kind === 'unreadable') this.leaveOut('unreadable', location, row.unreadable.reason);
      else if (pairs.length === 0) this.counts.withoutPair++;
      else for (const pair of pairs) await this.writePair(sink, pair);
      this.request.onProgress?.({ phase: 'writing', rows: this.counts.rows });
    }
  }

  private async writeInOrder(sink: RecordSink, survey: ExportSurvey): Promise<void> {
    for (const { location, pair, hasKey } of survey.units()) {
      this.check();
      const row = await this.read(location);
      const pairs = row.kind === 'read' ? row.pairs : [];
      if (pair === undefined || pair === 0) this.countRow(row);
      const before = this.counts.written;
      if (this.request.choices.schema === 'source') await this.writeRow(sink, location, pairs);
      else if (row.kind === 'unreadable') this.leaveOut('unreadable', location, row.unreadable.reason);
      else if (pairs.length === 0) this.counts.withoutPair++;
      else for (const one of pairs.slice(pair, (pair ?? 0) + 1)) await this.writePair(sink, one);
      if (!hasKey) this.counts.withoutFigure += this.counts.written - before;
      this.request.onProgress?.({ phase: 'writing', rows: this.counts.rows });
    }
  }

  private async *located(): AsyncGenerator<RowLocation> {
    for await (const chunk of this.request.source.locate(this.request.signal)) {
      for (const location of chunk) {
        this.check();
        this.recent.set(location.row, location);
        this.recent.delete(location.row - recentRows);
        yield location;
      }
    }
    this.check();
  }

  private check(): void {
    if (this.request.signal?.aborted === true) throw new CancelledError('The export was stopped; nothing was written.');
  }

  private read(location: RowLocation): Promise<DatasetRow> {
    const { reader, source } = this.request;
    return reader.read(source, location, (row) => this.recent.get(row) ?? this.survey?.locations.find(row));
  }

  private async writeRow(sink: RecordSink, location: RowLocation, pairs: readonly PreferencePair[]): Promise<void> {
    if (this.isRowLeftOut(location.row, pairs.length)) return;
    const json = rowJson(await this.contentOf(location));
    if (json === undefined) {
      this.leaveOut('unreadable', location, 'The row holds no JSON object.');
      return;
    }
    const [text, isSwapped] = this.swapRow(location.row, this.fixRow(location.row, json), pairs.length);
    const figures = pairs.length === 1 ? this.figures(location.row, 0, isSwapped) : undefined;
    await sink.write({ kind: 'json', text: this.request.choices.scoreColumns ? withFigures(text, figures) : text });
    this.counts.written++;
  }

  private contentOf(location: RowLocation): Promise<RowContent> {
    return this.request.source.read(location);
  }

  private swapRow(row: number, json: string, pairs: number): readonly [string, boolean] {
    if (this.swap.pairsOf(row, pairs).length === 0) return [json, false];
    try {
      const swapped = swappedRowJson(json, pairs, this.request.readPairs);
      this.counts.swapped++;
      return [swapped, true];
    } catch (error) {
      if (!ChangeRefused.is(error)) throw error;
      this.counts.notSwapped++;
      this.report(row, error.message);
      return [json, false];
    }
  }

  private fixRow(row: number, json: string): string {
    const { choices, readPairs } = this.request;
    if (choices.fixes.length === 0) return json;
    const { text, fixed, refusals } = fixedRowJson(json, choices.fixes, readPairs);
    this.counts.fixed += fixed;
    this.counts.notFixed += refusals.length;
    for (const refusal of refusals) this.report(row, refusal);
    return text;
  }

  private async writePair(sink: RecordSink, pair: PreferencePair): Promise<void> {
    const { schema, fixes, scoreColumns: withScores } = this.request.choices;
    if (schema === 'source' || this.isPairLeftOut(pair)) return;
    const isSwapped = this.swap.reason(pair.row, pair.pair) !== undefined;
    const mended = fixedTexts(pair.texts, fixes);
    if (mended !== pair.texts) this.counts.fixed++;
    const texts = isSwapped ? swappedTexts(mended) : mended;
    const figures = withScores ? this.figures(pair.row, pair.pair, isSwapped) : null;
    await sink.write(pairRecord(schema, texts, figures));
    if (isSwapped) this.counts.swapped++;
    if (schema === 'trl' && conversationText(texts).isTranscript) this.counts.transcripts++;
    this.counts.written++;
  }

  private figures(row: number, pair: number, isSwapped: boolean): PairFigures | undefined {
    const figures = this.request.figures?.get(row, pair);
    return figures !== undefined && isSwapped ? swappedFigures(figures) : figures;
  }

  /** Counts what it leaves out. */
  private isPairLeftOut({ row, pair }: PreferencePair): boolean {
    const reason = this.drop.reason(row, pair);
    if (reason !== undefined) this.counts[reason === 'row' ? 'droppedByRow' : 'droppedByCode']++;
    else if (!this.isWanted(row, pair)) this.counts.otherVerdict++;
    else return false;
    return true;
  }

  /** In the schema of the source a row is whole or not there: one pair takes the others with it, and the report says so. */
  private isRowLeftOut(row: number, pairs: number): boolean {
    const dropped = this.drop.pairsOf(row, pairs);
    const [first] = dropped;
    if (first !== undefined) {
      this.counts[this.drop.reason(row, first) === 'row' ? 'droppedByRow' : 'droppedByCode']++;
      if (dropped.length < pairs) this.report(row, `${pairNames(dropped)} of ${String(pairs)} had to go, and the row went as a whole; export pairs (trl or trl-chat) to keep the others.`);
      return true;
    }
    const isOther = this.request.choices.verdicts.length > 0 && this.wanted.pairsOf(row, pairs).length === 0;
    if (isOther) this.counts.otherVerdict++;
    return isOther;
  }

  private isWanted(row: number, pair: number): boolean {
    return this.request.choices.verdicts.length === 0 || this.wanted.reason(row, pair) !== undefined;
  }

  private countRow(row: DatasetRow): void {
    this.counts.rows++;
    if (row.kind === 'read') this.counts.pairs += row.pairs.length;
  }

  private leaveOut(count: 'unreadable', { row }: RowLocation, reason: string): void {
    this.counts[count]++;
    this.report(row, reason);
  }

  private report(row: number, reason: string): void {
    if (this.problems.length < mostProblems) this.problems.push({ row, reason });
  }

  private columns(): ExportColumns {
    const { schema, scoreColumns: withScores } = this.request.choices;
    const figures = withScores ? scoreColumns.map((name) => [name, { kind: 'number' } as const] as const) : [];
    if (schema === 'source') return new Map<string, ColumnType | null>([...(this.survey?.sourceColumns ?? []), ...figures]);
    const texts = (['prompt', 'chosen', 'rejected'] as const).map((name) => [name, schema === 'trl' ? text : messages] as const);
    const options = (this.survey?.chatOptions ?? []).map((name) => [name, { kind: 'json' } as const] as const);
    return new Map<string, ColumnType | null>([...texts, ...options, ...figures]);
  }
}

function pairNames(pairs: readonly number[]): string {
  return `${pairs.length === 1 ? 'Pair' : 'Pairs'} ${pairs.map((pair) => String(pair + 1)).join(', ')}`;
}

const text: ColumnType = { kind: 'text' };
const messages: ColumnType = { kind: 'list', element: { kind: 'struct', fields: new Map([['role', text], ['content', text]]) } };
