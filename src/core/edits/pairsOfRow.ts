import { readRowText } from '../dataset/readRowText';
import type { RowSyntax } from '../ports';
import type { ChangeablePair } from './changeRow';
import { delimitedCells } from './delimitedRecords';

/** The pairs of a row, read from its text; none where it cannot be read. */
export function pairsOfRow(text: string, syntax: RowSyntax): readonly ChangeablePair[] {
  const row = readRowText({ row: 0, line: 1 }, syntax.kind === 'json' ? text : recordAsJson(text, syntax));
  if (row.kind === 'unreadable') return [];
  const { texts, sources, schema } = row.pair;
  return [{ texts, sources, schema }];
}

function recordAsJson(text: string, { delimiter, header }: Extract<RowSyntax, { kind: 'delimited' }>): string {
  const cells = delimitedCells(text, delimiter);
  return JSON.stringify(Object.fromEntries(header.map((name, column) => [name, cells[column]?.value ?? null])));
}
