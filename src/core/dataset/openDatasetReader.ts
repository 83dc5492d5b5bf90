import type { CancellationSignal, RowLocation, RowSource } from '../ports';
import { DatasetReader } from './datasetReader';
import { detectSchema } from './detectSchema';
import { maximalRowBytes } from './maximalRowBytes';
import type { RowFields } from './parseRow';
import type { ReadingOptions } from './readingOptions';
import { readRowFields } from './readRowFields';

/** Enough to tell a schema, few enough to be read at once. */
const sampleRows = 100;
const sampleBytes = 8 * 1024 * 1024;

/**
 * A reader for the rows of a dataset, whose schema is found from its first rows. Rejects with UnreadableFileError or
 * FileChangedError, like the source.
 */
export async function openDatasetReader(source: RowSource, options: ReadingOptions = {}, signal?: CancellationSignal): Promise<DatasetReader> {
  const sample: RowFields[] = [];
  for (const location of await firstRows(source, signal)) {
    const content = readRowFields(await source.read(location));
    if (content.kind === 'fields') sample.push(content.fields);
  }
  return new DatasetReader(detectSchema(sample, options), options);
}

/** The first row whatever its size, then as many as fit the sample. */
async function firstRows(source: RowSource, signal: CancellationSignal | undefined): Promise<readonly RowLocation[]> {
  const rows: RowLocation[] = [];
  let bytes = 0;
  for await (const chunk of source.locate(signal)) {
    for (const location of chunk) {
      bytes += location.byteLength;
      if (rows.length === sampleRows || (rows.length > 0 && bytes > sampleBytes)) return rows;
      if (location.byteLength <= maximalRowBytes) rows.push(location);
    }
  }
  return rows;
}
