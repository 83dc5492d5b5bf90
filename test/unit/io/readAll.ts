import { readLocatedRow } from '../../../src/core/dataset/readLocatedRow';
import type { DatasetRow } from '../../../src/core/dataset/preferencePair';
import type { RowLocation } from '../../../src/core/ports';
import type { JsonLinesSource } from '../../../src/io/jsonLinesSource';

export async function locateAll(source: JsonLinesSource): Promise<RowLocation[]> {
  const all: RowLocation[] = [];
  for await (const chunk of source.locate()) all.push(...chunk);
  return all;
}

export async function readAll(source: JsonLinesSource): Promise<DatasetRow[]> {
  const rows: DatasetRow[] = [];
  for (const location of await locateAll(source)) rows.push(await readLocatedRow(source, location));
  return rows;
}
