import type { RowSyntax } from '../ports';
import { DelimitedRow } from './delimitedRow';
import type { EditableRow } from './editableRow';
import { JsonRow } from './jsonRow';

/** A row for editing, by how its text is written. Throws ChangeRefused for a text that is no row. */
export function editableRowOf(text: string, syntax: RowSyntax): EditableRow {
  return syntax.kind === 'json' ? new JsonRow(text) : new DelimitedRow(text, syntax.delimiter, syntax.header);
}
