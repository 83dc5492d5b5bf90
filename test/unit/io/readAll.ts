import { openDatasetReader } from '../../../src/core/dataset/openDatasetReader';
import type { DatasetRow } from '../../../src/core/dataset/preferencePair';
import type { RowLocation, RowSource } from '../../../src/core/ports';

export async function locateAll(source: RowSource): Promise<RowLocation[]> {
  const all: RowLocation[] = [];
  for await (const chunk of source.locate()) all.push(...chunk);
  return all;
}

export async function readAll(source: RowSource): Promise<DatasetRow[]> {
  const rows: DatasetRow[] = [];
  const reader = await openDatasetReader(source);
  for (const location of await locateAll(source)) rows.push(await reader.read(source, location));
  return rows;
}

export async function textAt(source: RowSource, location: RowLocation): Promise<string> {
  const content = await source.read(location);
  if (content.kind === 'damaged') return content.reason;
  return content.kind === 'text' ? Buffer.from(content.bytes).toString() : JSON.stringify(content.fields);
}
