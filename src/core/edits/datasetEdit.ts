import type { ContainerFormat, RowSyntax } from '../ports';
import { ChangeRefused } from './changeRefused';
import { changeRow } from './changeRow';
import { datasetText } from './datasetText';
import { delimitedCells, delimitedRecords } from './delimitedRecords';
import { dropReplacements } from './dropReplacements';
import { editableRowOf } from './editableRowOf';
import type { PairReader } from './pairReader';
import type { RowChange } from './rowChange';
import type { TextReplacement } from './textReplacement';

/** A change of a file, by the numbers of its rows (0-based). */
export type DatasetEdit =
  | { readonly kind: 'drop'; readonly rows: readonly number[] }
  | { readonly kind: 'change'; readonly row: number; readonly change: RowChange };

/**
 * The replacements in the text of a whole file that make an edit; everything outside the touched rows stays, character by
 * character. Throws ChangeRefused, which says why.
 */
export function datasetEdit(text: string, format: ContainerFormat, read: PairReader, edit: DatasetEdit): readonly TextReplacement[] {
  const spans = datasetText(text, format);
  if (edit.kind === 'drop') return dropReplacements(spans, format, edit.rows);
  const span = spans[edit.row];
  if (span === undefined) throw new ChangeRefused(`The file has no row ${String(edit.row + 1)} any more.`);
  const syntax = rowSyntax(text, format);
  const row = editableRowOf(text.slice(span.start, span.end), syntax);
  return shifted(changeRow(row, (changed) => read(changed, syntax), edit.change), span.start);
}

/** How the rows of a text are written. */
export function rowSyntax(text: string, format: ContainerFormat): RowSyntax {
  if (format !== 'csv' && format !== 'tsv') return { kind: 'json' };
  const delimiter = format === 'tsv' ? '\t' : ',';
  const [first] = delimitedRecords(text, delimiter);
  const header = first === undefined ? [] : delimitedCells(text.slice(first.start, first.end), delimiter).map(({ value }) => value);
  return { kind: 'delimited', delimiter, header };
}

function shifted(replacements: readonly TextReplacement[], by: number): readonly TextReplacement[] {
  return replacements.map(({ start, end, text }) => ({ start: start + by, end: end + by, text }));
}
