import type { DatasetReader } from '../dataset/datasetReader';
import type { RowSyntax } from '../ports';
import { delimitedCells } from './delimitedRecords';
import type { PairReader } from './pairReader';

/** Reads pairs as the rest of their dataset is read. */
export function pairsOfRow(reader: DatasetReader): PairReader {
  return (text, syntax) => {
    const row = reader.readText({ row: 0, line: 1 }, syntax.kind === 'json' ? text : recordAsJson(text, syntax));
    return row.kind === 'read' ? row.pairs : [];
  };
}

function recordAsJson(text: string, { delimiter, header }: Extract<RowSyntax, { kind: 'delimited' }>): string {
  const cells = delimitedCells(text, delimiter);
  return JSON.stringify(Object.fromEntries(header.map((name, column) => [name, cells[column]?.value ?? null])));
}
