import * as vscode from 'vscode';

import { ChangeRefused } from '../../core/edits/changeRefused';
import type { RowSpan } from '../../core/edits/datasetText';
import type { EditableText } from './editableText';

/** A row that somebody wants to change: where it was, and what it held when it was looked at. */
export type RowReference =
  | { readonly row: number; readonly text: string }
  /** The row on a 0-based line of the document as it is now. */
  | { readonly documentLine: number };

/**
 * The number of the row among the rows of the document. A row that moved is found by its text; one that is not what it was is
 * refused, so that no change reaches another row.
 */
export function findRow({ document, text }: EditableText, spans: readonly RowSpan[], reference: RowReference): number {
  if ('documentLine' in reference) {
    const { range } = document.lineAt(reference.documentLine);
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const row = firstEndingFrom(spans, from);
    if ((spans[row]?.start ?? Infinity) > to) throw new ChangeRefused(vscode.l10n.t('There is no row on this line.'));
    return row;
  }
  const isWanted = (span: RowSpan | undefined) => span !== undefined && text.slice(span.start, span.end) === reference.text;
  if (isWanted(spans[reference.row])) return reference.row;
  const found = spans.flatMap((span, row) => (isWanted(span) ? [row] : []));
  if (found.length === 1 && found[0] !== undefined) return found[0];
  throw new ChangeRefused(vscode.l10n.t('The row was changed or removed since it was read, so nothing was done; save the file and look at the row again.'));
}

/** The first row that ends at or behind an offset. */
function firstEndingFrom(spans: readonly RowSpan[], offset: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
