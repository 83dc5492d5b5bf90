import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

import { recordFields, type ExportColumns, type ExportRecord, type RecordSink } from '../../core/export/exportRecord';
import type { AtomicFile } from './atomicFile';
import { parquetSchema, parquetValue } from './parquetSchema';

const groupRows = 10_000;
/** Of the records of a row group, as characters of their texts: what bounds memory where rows are long. */
const groupCharacters = 8 * 1024 * 1024;

/** Parquet with one row group at a time in memory: SNAPPY, lists and structs nested as in Hugging Face datasets. */
export class ParquetSink implements RecordSink {
  private readonly bytes = new ByteWriter();
  private readonly writer: ParquetWriter;
  private rows: Readonly<Record<string, unknown>>[] = [];
  private characters = 0;

  constructor(
    private readonly file: AtomicFile,
    private readonly columns: ExportColumns,
    createdBy: string,
  ) {
    this.writer = new ParquetWriter({ writer: this.bytes, schema: parquetSchema(columns), createdBy });
  }

  async write(record: ExportRecord): Promise<void> {
    const fields = recordFields(record);
    this.rows.push(fields);
    this.characters += record.kind === 'json' ? record.text.length : size(fields);
    if (this.rows.length >= groupRows || this.characters >= groupCharacters) await this.writeGroup();
  }

  async finish(): Promise<void> {
    if (this.rows.length > 0) await this.writeGroup();
    await this.writer.finish();
    await this.drain();
  }

  private async writeGroup(): Promise<void> {
    const columnData = Array.from(this.columns, ([name, type]) => ({
      name,
      data: this.rows.map((fields) => parquetValue(type, Object.hasOwn(fields, name) ? fields[name] : null)),
    }));
    const rowGroupSize = this.rows.length;
    this.rows = [];
    this.characters = 0;
    await this.writer.write({ columnData, rowGroupSize });
    await this.drain();
  }

  /** What was encoded goes to the file, and its memory is used again. */
  private async drain(): Promise<void> {
    await this.file.write(this.bytes.getBytes());
    this.bytes.index = 0;
  }
}

function size(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, item) => sum + size(item), 16);
}
