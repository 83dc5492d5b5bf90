import * as z from 'zod';

import { numericColumns } from './tableColumns';

/** Raised whenever a message changes shape; both ends drop messages of another version with a log line. */
export const tableProtocolVersion = 2;
const version = z.literal(tableProtocolVersion);
const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

export const rowKinds = ['pair', 'tie', 'unpaired', 'unreadable'] as const;
const rowKindSchema = z.enum(rowKinds);
export type RowKind = z.infer<typeof rowKindSchema>;

/** Parallel to `numericColumns`. */
const numbersSchema = z.array(z.number().nullable()).length(numericColumns.length);
/** Step of the colours of the editor, 0 worst to 7 best; null where a figure has none. Parallel to `numericColumns`. */
const heatSchema = z.array(z.int().min(0).max(7).nullable()).length(numericColumns.length);

/** One row as the table shows it: the beginnings of its texts, and all its numbers. */
export const tableRowSchema = z.strictObject({
  row: count,
  line: count,
  kind: rowKindSchema,
  /** Pairs that the row gives; more than one where it ranks several answers. The texts are those of the worst, once scored, else of the first. */
  pairs: count,
  prompt: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  /** Parallel to the label columns of the status. */
  labels: z.array(z.string()),
  numbers: numbersSchema,
  heat: heatSchema,
  /** Why the row cannot be read or was not scored. */
  problem: z.string().nullable(),
  /** The search that goes on found something in it. */
  isHit: z.boolean(),
});
export type TableRow = z.infer<typeof tableRowSchema>;

export const turnSchema = z.strictObject({ role: z.string(), content: z.string() });
export type Turn = z.infer<typeof turnSchema>;

/** A text cut short for the view says how long it is. */
const textSchema = z.strictObject({ turns: z.array(turnSchema), characters: count });
export type DetailText = z.infer<typeof textSchema>;

/** One row with its whole texts. */
export const rowDetailSchema = z.strictObject({
  row: count,
  line: count,
  kind: rowKindSchema,
  schema: z.string(),
  pairs: count,
  /** Which of the pairs is shown, from 0: the one whose figures stand in the table. */
  pair: count,
  prompt: textSchema,
  chosen: textSchema,
  rejected: textSchema,
  /** Fields of the row that are no texts of the pair, values as JSON where they are no texts. */
  fields: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  numbers: numbersSchema,
  heat: heatSchema,
  problem: z.string().nullable(),
  notes: z.array(z.string()),
  /** What stands in the file, for rows that cannot be read; null for others. */
  raw: z.string().nullable(),
});
export type RowDetail = z.infer<typeof rowDetailSchema>;

/** How far the file and its scoring are. A whole snapshot: a table that was hidden needs nothing else. */
export const tableStatusSchema = z.strictObject({
  file: z.string(),
  /** Raised each time the file is read anew: answers about an older one are dropped. */
  generation: count,
  phase: z.enum(['locating', 'ready', 'failed']),
  failure: z.string().nullable(),
  /** Rows found so far. */
  rowCount: count,
  /** Share of the file that was looked through; null where that is not known. */
  locatedShare: share.nullable(),
  /** The file can be shown in a text editor. */
  hasText: z.boolean(),
  /** Rows have bytes of their own (not in Parquet). */
  hasBytes: z.boolean(),
  labelColumns: z.array(z.string()),
  changedOnDisk: z.boolean(),
  /** Raised when figures arrived: what is shown may be asked for again. */
  figuresVersion: count,
  scoring: z.strictObject({
    activity: z.enum(['idle', 'locating', 'loading-models', 'scoring']),
    done: count,
    scored: count,
    /** Why scoring ended without results. */
    problem: z.string().nullable(),
    /** Why the figures are not what the settings ask for. */
    stale: z.string().nullable(),
  }),
});
export type TableStatus = z.infer<typeof tableStatusSchema>;

export const sortSchema = z.strictObject({
  /** A numeric column, `row`, or `label:` with the name of a label column. */
  column: z.string(),
  direction: z.enum(['ascending', 'descending']),
});
export type TableSort = z.infer<typeof sortSchema>;

/** How the detail pane looks, which is remembered for the tables of other files too. */
export const detailLookSchema = z.strictObject({
  side: z.enum(['below', 'right']),
  /** Share of the table's height or width, 0..1. */
  size: z.number().min(0.1).max(0.9),
  wrap: z.boolean(),
  diff: z.boolean(),
});
export type DetailLook = z.infer<typeof detailLookSchema>;

/** Extension → table. Positions count the rows as they are arranged (filtered and sorted), from 0. */
export const toTableSchema = z.discriminatedUnion('type', [
  /** How the pane looked last, for a table that has no look of its own yet. */
  z.strictObject({ version, type: z.literal('look'), look: detailLookSchema }),
  z.strictObject({ version, type: z.literal('status'), status: tableStatusSchema }),
  /** How far an arrangement is; `count` is that of the rows in it so far. One that is sorted is shown only when it is done. */
  z.strictObject({
    version,
    type: z.literal('arrangement'),
    generation: count,
    id: count,
    count,
    share,
    isShown: z.boolean(),
    isDone: z.boolean(),
    /** Why it could not be made; the one before stays. */
    problem: z.string().nullable(),
  }),
  z.strictObject({ version, type: z.literal('rows'), generation: count, arrangement: count, first: count, rows: z.array(tableRowSchema) }),
  z.strictObject({ version, type: z.literal('detail'), generation: count, detail: rowDetailSchema }),
  z.strictObject({ version, type: z.literal('search'), id: count, rows: count, occurrences: count, share, isDone: z.boolean() }),
  /** Where a row stands now, as an answer to `find` and `step`; null where it is not in the arrangement, or nothing was found. */
  z.strictObject({ version, type: z.literal('place'), arrangement: count, row: count.nullable(), position: count.nullable(), wrapped: z.boolean() }),
  /** Somebody asked for the table with a row, an order or a filter of theirs. */
  z.strictObject({ version, type: z.literal('show'), row: count.nullable(), sort: sortSchema.nullable(), filter: z.string().max(2000).nullable() }),
]);
export type ToTable = z.infer<typeof toTableSchema>;

export const copyTargets = ['row', 'prompt', 'chosen', 'rejected', 'figures'] as const;
const mostRows = 500;

/** Table → extension. */
export const fromTableSchema = z.discriminatedUnion('type', [
  z.strictObject({ version, type: z.literal('ready') }),
  z.strictObject({ version, type: z.literal('rows'), generation: count, arrangement: count, first: count, count: count.max(mostRows) }),
  /** What is in view, so that it is scored first. */
  z.strictObject({ version, type: z.literal('inView'), arrangement: count, first: count, count: count.max(mostRows) }),
  /** Which rows, in which order. `id` is chosen by the table and rises. */
  z.strictObject({ version, type: z.literal('arrange'), id: count, sort: sortSchema.nullable(), filter: z.string().max(2000) }),
  /** Looks for a text in the rows of the arrangement; an empty one ends the search. */
  z.strictObject({ version, type: z.literal('search'), id: count, text: z.string().max(2000) }),
  /** The next hit from a position on, exclusive. */
  z.strictObject({ version, type: z.literal('step'), from: z.int().min(-1), direction: z.enum(['next', 'previous']) }),
  z.strictObject({ version, type: z.literal('find'), row: count }),
  z.strictObject({ version, type: z.literal('select'), row: count.nullable() }),
  z.strictObject({ version, type: z.literal('detail'), row: count }),
  z.strictObject({ version, type: z.literal('explain'), row: count }),
  z.strictObject({ version, type: z.literal('reveal'), row: count }),
  z.strictObject({ version, type: z.literal('copy'), row: count, what: z.enum(copyTargets) }),
  z.strictObject({ version, type: z.literal('score') }),
  z.strictObject({ version, type: z.literal('cancelScoring') }),
  z.strictObject({ version, type: z.literal('reload') }),
  z.strictObject({ version, type: z.literal('look'), look: detailLookSchema }),
  z.strictObject({ version, type: z.literal('log'), message: z.string().max(2000) }),
]);
export type FromTable = z.infer<typeof fromTableSchema>;
