import { decodeUtf8 } from '../../dataset/decodeUtf8';
import { parseJson } from '../../dataset/parseJson';
import type { RowContent, RowSyntax } from '../../ports';
import { applyReplacements } from '../applyReplacements';
import { ChangeRefused } from '../changeRefused';
import { changeRow } from '../changeRow';
import { encodeUtf8 } from '../encodeUtf8';
import { editableRowOf } from '../editableRowOf';
import type { PairReader } from '../pairReader';
import type { RowChangeRecord } from './changeRecord';

/** A change that was not made, and why, in one sentence. */
export interface ChangeConflict {
  readonly change: RowChangeRecord;
  readonly reason: string;
}

/** A row after its changes: its content, or null where it is dropped. */
export interface ChangedRow {
  readonly content: RowContent | null;
  readonly applied: number;
  readonly conflicts: readonly ChangeConflict[];
}

/** The first 16 hex digits of the SHA-256 over bytes, or over the UTF-8 bytes of a text. */
export type RowHash = (content: Uint8Array | string) => string;

export interface ChangeTools {
  readonly hash: RowHash;
  readonly read: PairReader;
}

/** The hash by which changes know a row: of its bytes, or of its values as JSON where it has none. */
export function rowContentHash(content: RowContent, hash: RowHash): string {
  if (content.kind === 'damaged') return hash(content.reason);
  return hash(content.kind === 'text' ? content.bytes : JSON.stringify(content.fields));
}

const changedOnDisk = 'The row is not the one that was changed: the file was written since. The change is kept and not applied.';

/**
 * Makes the changes of one row, in order. Where the row is no longer the one they were made for, none is made and all are
 * conflicts: a change never reaches another row.
 */
export function applyRowChanges(content: RowContent, changes: readonly RowChangeRecord[], { hash, read }: ChangeTools): ChangedRow {
  const present = rowContentHash(content, hash);
  let [current, applied] = [editedText(content), 0];
  let isDropped = false;
  const conflicts: ChangeConflict[] = [];
  for (const change of changes) {
    const reason = change.hash === present ? undefined : changedOnDisk;
    const made = reason ?? (isDropped ? 'The row is dropped.' : attempt(current, change, read));
    if (typeof made === 'string') conflicts.push({ change, reason: made });
    else {
      applied++;
      if (made === null) isDropped = true;
      else current = made;
    }
  }
  const hasChanged = applied > 0 && !isDropped;
  return { content: isDropped ? null : hasChanged ? contentOf(content, current) : content, applied, conflicts };
}

interface EditedText {
  readonly text: string | undefined;
  readonly syntax: RowSyntax;
}

function editedText(content: RowContent): EditedText {
  if (content.kind === 'values') return { text: JSON.stringify(content.fields), syntax: { kind: 'json' } };
  if (content.kind === 'damaged') return { text: undefined, syntax: { kind: 'json' } };
  const decoded = decodeUtf8(content.bytes);
  return { text: decoded.kind === 'text' ? decoded.text : undefined, syntax: content.syntax };
}

/** The row afterwards, null where it is dropped, or why the change cannot be made. */
function attempt({ text, syntax }: EditedText, change: RowChangeRecord, read: PairReader): EditedText | null | string {
  if (change.kind === 'drop') return null;
  if (text === undefined) return 'The row cannot be read as text, so nothing in it can be changed; it can only be dropped.';
  try {
    const row = editableRowOf(text, syntax);
    return { text: applyReplacements(text, changeRow(row, (changed) => read(changed, syntax), change)), syntax };
  } catch (error) {
    if (ChangeRefused.is(error)) return error.message;
    throw error;
  }
}

function contentOf(before: RowContent, { text = '', syntax }: EditedText): RowContent {
  if (before.kind === 'values') return { kind: 'values', fields: parseJson(text) as Readonly<Record<string, unknown>> };
  return { kind: 'text', bytes: encodeUtf8(text), syntax };
}
