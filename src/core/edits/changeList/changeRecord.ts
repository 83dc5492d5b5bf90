import { z } from 'zod';

import { pairSides } from '../rowChange';

/** Behind the name of a dataset: the file beside it that holds its change list. */
export const changeListSuffix = '.preflens-changes.jsonl';

const base = { version: z.literal(1), id: z.string().min(1).max(64), at: z.string().max(64) };
const rowHash = z.string().regex(/^[0-9a-f]{16}$/);
const inRow = { ...base, row: z.int().nonnegative(), hash: rowHash };

/**
 * One line of a change list; docs/edits.md describes them for people. `hash` is that of the row as the file has it, without the
 * changes before (of a silenced finding: that of the pair's content, which stays when rows move).
 */
export const changeRecordSchema = z.discriminatedUnion('kind', [
  z.object({ ...inRow, kind: z.literal('swap'), pair: z.int().nonnegative() }),
  z.object({ ...inRow, kind: z.literal('set-text'), pair: z.int().nonnegative(), side: z.enum(pairSides), text: z.string() }),
  z.object({ ...inRow, kind: z.literal('drop') }),
  z.object({ ...base, kind: z.literal('silence'), row: z.int().nonnegative(), hash: rowHash, code: z.string().min(1), reason: z.string() }),
  z.object({ ...base, kind: z.literal('undo'), of: z.string() }),
  z.object({ ...base, kind: z.literal('redo'), of: z.string() }),
]);

export type ChangeRecord = z.infer<typeof changeRecordSchema>;
export type PendingChange = Exclude<ChangeRecord, { kind: 'undo' | 'redo' }>;
/** A change of what a row holds. */
export type RowChangeRecord = Exclude<PendingChange, { kind: 'silence' }>;
export type SilenceRecord = Extract<PendingChange, { kind: 'silence' }>;
