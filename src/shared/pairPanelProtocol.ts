import * as z from 'zod';

import { pairScoreSchema } from '../core/scoring/pairScore';

/** Raised whenever a message changes shape; both ends drop messages of another version with a log line. */
export const pairPanelProtocolVersion = 2;
const version = z.literal(pairPanelProtocolVersion);

const turnSchema = z.strictObject({ role: z.string(), content: z.string() });

/** A pair as the panel shows it. `score` is null while it is being computed; `failure` says why there is none. */
export const pairViewSchema = z.strictObject({
  /** Base name of the file, for the title. */
  file: z.string(),
  row: z.int().nonnegative(),
  line: z.int().nonnegative(),
  /** Rows in the file, once known. */
  rowCount: z.int().nonnegative().nullable(),
  schema: z.string(),
  /** 0-based index of the pair in its row. */
  pair: z.int().nonnegative(),
  /** Pairs that the row gives; 0 for a row that holds none or cannot be read. */
  pairCount: z.int().nonnegative(),
  /** Names that the two answers have in the row, where they are not "chosen" and "rejected". */
  provenance: z.strictObject({ chosen: z.string(), rejected: z.string(), otherRow: z.int().nonnegative().nullable() }).nullable(),
  /** Turns of the prompt; a plain-text prompt is one turn with an empty role. */
  prompt: z.array(turnSchema),
  chosen: z.string(),
  rejected: z.string(),
  policyName: z.string().nullable(),
  referenceName: z.string().nullable(),
  score: pairScoreSchema.nullable(),
  failure: z.string().nullable(),
  notes: z.array(z.string()),
  /** Figures of the whole file, to place this pair among the others; null before the file was scored. */
  fileFigures: z
    .strictObject({
      scoredRows: z.int().nonnegative(),
      /** Share of scored rows with a lower reward margin, 0..1. */
      marginPercentile: z.number().nullable(),
      /** Share of scored rows with a lower length-normalised CHES, 0..1. */
      chesPercentile: z.number().nullable(),
    })
    .nullable(),
});
export type PairView = z.infer<typeof pairViewSchema>;

/** What the panel offers to do about a pair. */
export const pairEditActions = ['swap', 'edit', 'drop', 'silence'] as const;
export type PairEditAction = (typeof pairEditActions)[number];

/** Extension → panel. */
export const toPairPanelSchema = z.discriminatedUnion('type', [
  /** A whole snapshot: a panel that was hidden needs nothing else. */
  z.strictObject({ version, type: z.literal('show'), view: pairViewSchema }),
  /** The row is gone (deleted, file closed); the panel keeps what it shows and says so. */
  z.strictObject({ version, type: z.literal('stale'), message: z.string() }),
]);
export type ToPairPanel = z.infer<typeof toPairPanelSchema>;

/** Panel → extension. */
export const fromPairPanelSchema = z.discriminatedUnion('type', [
  z.strictObject({ version, type: z.literal('ready') }),
  /** Put the cursor on the row in the text editor. */
  z.strictObject({ version, type: z.literal('revealRow') }),
  /** Select a token's text in the text editor. */
  z.strictObject({
    version,
    type: z.literal('revealText'),
    side: z.enum(['chosen', 'rejected']),
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
  }),
  /** Show the pair before or after, by place in the file or by the rank of its row (worst first). */
  z.strictObject({
    version,
    type: z.literal('step'),
    direction: z.enum(['previous', 'next']),
    order: z.enum(['row', 'worst']),
  }),
  /** The row's figures as JSON onto the clipboard. */
  z.strictObject({ version, type: z.literal('copyFigures') }),
  /** Change the pair that is shown; what needs an answer is asked by the editor. */
  z.strictObject({ version, type: z.literal('edit'), action: z.enum(pairEditActions) }),
  /** A message that the panel could not read, for the log. */
  z.strictObject({ version, type: z.literal('log'), message: z.string().max(2000) }),
]);
export type FromPairPanel = z.infer<typeof fromPairPanelSchema>;
