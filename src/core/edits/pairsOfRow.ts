import { readRowText } from '../dataset/readRowText';
import type { RowSyntax } from '../ports';
import { delimitedCells } from './delimitedRecords';
import type { PairReader } from './pairReader';

/** Reads the pairs of a row whose schema shows in the row itself. */
export const pairsOfRow: PairReader = (text, syntax) => {
  const row = readRowText({ row: 0, line: 1 }, syntax.kind === 'json' ? text : recordAsJson(text, syntax));
  if (row.kind === 'unreadable') return [];
  const { texts, sources, schema } = row.pair;
  return [{ texts, sources, schema }];
};

function recordAsJson(text: string, { delimiter, header }: Extract<RowSyntax, { kind: 'delimited' }>): string {
  const cells = delimitedCells(text, delimiter);
  return JSON.stringify(Object.fromEntries(header.map((name, column) => [name, cells[column]?.value ?? null])));
}
