import type { ExportFormat } from '../../core/export/exportChoices';
import type { ExportColumns, RecordSink } from '../../core/export/exportRecord';
import type { AtomicFile } from './atomicFile';
import { CsvSink } from './csvSink';
import { ParquetSink } from './parquetSink';
import { JsonArraySink, JsonLinesSink } from './textSinks';

/** The writer of a format. `createdBy` is what a Parquet file says of its maker. */
export function openRecordSink(format: ExportFormat, file: AtomicFile, columns: ExportColumns, createdBy: string): RecordSink {
  if (format === 'jsonl') return new JsonLinesSink(file);
  if (format === 'json') return new JsonArraySink(file);
  return format === 'csv' ? new CsvSink(file, columns) : new ParquetSink(file, columns, createdBy);
}
