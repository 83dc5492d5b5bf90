import type { DatasetRow, PreferencePair } from '../../core/dataset/preferencePair';
import { widenedType, type ColumnType } from '../../core/export/columnType';
import type { ExportChoices } from '../../core/export/exportChoices';
import type { ExportColumns } from '../../core/export/exportRecord';
import { NumberColumn } from '../../core/export/numberColumn';
import { orderKey } from '../../core/export/orderKey';
import type { RowContent, RowLocation } from '../../core/ports';
import type { ExportRequest } from './exportRequest';
import { LocationTable } from './locationTable';
import { rowJson } from './recordWriter';

export type ChatOption = 'tools' | 'chat_template_kwargs';

/** One record to be: a row, or one pair of it. */
export interface ExportUnit {
  readonly location: RowLocation;
  readonly pair: number | undefined;
}

/** What has to be known of the whole file before the first record can be written. Holds numbers, no texts. */
export class ExportSurvey {
  readonly locations = new LocationTable();
  private readonly unitRows = new NumberColumn();
  private readonly unitPairs = new NumberColumn();
  private readonly keys = new NumberColumn();
  private readonly columns = new Map<string, ColumnType | null>();
  /** Fields beside the messages of a conversation that some pair has. */
  private readonly options = new Set<ChatOption>();

  constructor(private readonly request: ExportRequest) {}

  static isNeeded({ schema, format, order }: ExportChoices): boolean {
    return order !== 'file' || needsColumns(schema, format);
  }

  add(location: RowLocation, row: DatasetRow, content: RowContent | undefined): void {
    const { choices } = this.request;
    const pairs = row.kind === 'read' ? row.pairs : [];
    if (content !== undefined) this.addColumns(content);
    if (choices.schema === 'trl-chat') for (const pair of pairs) this.addOptions(pair);
    if (choices.order !== 'file') this.addUnits(location, pairs);
  }

  /** Columns of the rows as they are. */
  get sourceColumns(): ExportColumns {
    return this.columns;
  }

  get chatOptions(): readonly ChatOption[] {
    return [...this.options].sort().reverse();
  }

  /** From easy to hard, equal ones in file order, those without the figure last. */
  *units(): Generator<ExportUnit & { readonly hasKey: boolean }> {
    const order = Uint32Array.from({ length: this.keys.length }, (_, index) => index);
    order.sort((first, second) => compareKeys(this.keys.at(first), this.keys.at(second)) || first - second);
    for (const index of order) {
      const location = this.locations.find(this.unitRows.at(index));
      const pair = this.unitPairs.at(index);
      if (location !== undefined) yield { location, pair: pair < 0 ? undefined : pair, hasKey: !Number.isNaN(this.keys.at(index)) };
    }
  }

  private addColumns(content: RowContent): void {
    const json = rowJson(content);
    if (json === undefined) return;
    for (const [name, value] of Object.entries(JSON.parse(json) as Record<string, unknown>)) {
      this.columns.set(name, widenedType(this.columns.get(name) ?? null, value));
    }
  }

  private addOptions({ texts }: PreferencePair): void {
    if (texts.format === 'standard') return;
    if (texts.tools !== undefined) this.options.add('tools');
    if (texts.chatTemplateKwargs !== undefined) this.options.add('chat_template_kwargs');
  }

  private addUnits(location: RowLocation, pairs: readonly PreferencePair[]): void {
    const { choices, figures } = this.request;
    this.locations.add(location);
    const keys = pairs.map((pair) => orderKey(choices.order, pair, figures?.get(pair.row, pair.pair)) ?? NaN);
    // A row of several pairs stands where its hardest pair would.
    if (choices.schema === 'source') this.addUnit(location.row, -1, keys.length === 0 ? NaN : Math.max(...keys));
    else if (keys.length === 0) this.addUnit(location.row, -1, NaN);
    else keys.forEach((key, pair) => { this.addUnit(location.row, pair, key); });
  }

  private addUnit(row: number, pair: number, key: number): void {
    this.unitRows.push(row);
    this.unitPairs.push(pair);
    this.keys.push(key);
  }
}

/** A table must know its columns first; only those of three strings are known beforehand. */
export function needsColumns(schema: ExportChoices['schema'], format: ExportChoices['format']): boolean {
  return schema !== 'trl' && (format === 'csv' || format === 'parquet');
}

function compareKeys(first: number, second: number): number {
  if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(first)) - Number(Number.isNaN(second));
  return first < second ? -1 : first > second ? 1 : 0;
}
