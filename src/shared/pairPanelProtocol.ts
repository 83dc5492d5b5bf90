import * as z from 'zod';

import { auditedRateSchema } from '../core/noise/rate/auditedRateSchema';
import { decisionNames } from '../core/noise/review/reviewRecord';
import { conventionNames } from '../core/ports';
import { pairScoreSchema } from '../core/scoring/pairScore';
import { findingRequestSchema, pairContextSchema } from './pairContext';

/** Raised whenever a message changes shape; both ends drop messages of another version with a log line. */
export const pairPanelProtocolVersion = 5;
const version = z.literal(pairPanelProtocolVersion);

const turnSchema = z.strictObject({ role: z.string(), content: z.string() });

/** A message of a response that is a conversation: characters `start` (inclusive) to `end` (exclusive, UTF-16) of the text of the response. */
const responseTurnSchema = z.strictObject({ role: z.string(), start: z.int().nonnegative(), end: z.int().nonnegative() });
export type ResponseTurn = z.infer<typeof responseTurnSchema>;

/** Answers that make no pair, shown as what they are. */
const looseSchema = z.strictObject({
  kind: z.enum(['tie', 'unpaired']),
  prompt: z.array(turnSchema),
  answers: z.array(z.strictObject({ name: z.string(), text: z.string() })),
  /** Whether the answer is wanted; null where nobody said. */
  label: z.boolean().nullable(),
  score: z.number().nullable(),
  why: z.string(),
});
export type LooseView = z.infer<typeof looseSchema>;

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
  /** The messages of each response; none where it is plain text. */
  chosenTurns: z.array(responseTurnSchema),
  rejectedTurns: z.array(responseTurnSchema),
  policyName: z.string().nullable(),
  referenceName: z.string().nullable(),
  score: pairScoreSchema.nullable(),
  failure: z.string().nullable(),
  notes: z.array(z.string()),
  /** Ties and unpaired answers of the row, the first of them. */
  loose: z.array(looseSchema),
  /** How many there are. */
  looseCount: z.int().nonnegative(),
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

const decisionCountsSchema = z.strictObject({ keep: z.int(), swap: z.int(), drop: z.int(), unsure: z.int() });

/** Where a review stands: at a finding or at a pair of a random sample, or at the end of either. */
export const reviewViewSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('item'),
    /** 0-based place in the review. */
    position: z.int().nonnegative(),
    total: z.int().positive(),
    /** Findings that need no more looking at. */
    settled: z.int().nonnegative(),
    severity: z.enum(['error', 'warning', 'information']),
    title: z.string(),
    message: z.string(),
    explanation: z.string(),
    /** What all evidence about the pair comes to, in one sentence; null where there is none. */
    verdict: z.string().nullable(),
    /** Titles of the other findings of the pair. */
    others: z.array(z.string()),
    /** What was decided before, where somebody came back to it. */
    decision: z.enum(decisionNames).nullable(),
  }),
  z.strictObject({
    kind: z.literal('sampled'),
    /** 0-based place in the sample. */
    position: z.int().nonnegative(),
    settled: z.int().nonnegative(),
    decision: z.enum(decisionNames).nullable(),
    /** What models and findings say of the pair is not to be seen: who sees a verdict follows it. */
    isBlind: z.boolean(),
    rate: auditedRateSchema,
  }),
  z.strictObject({ kind: z.literal('sampleDone'), rate: auditedRateSchema }),
  z.strictObject({ kind: z.literal('done'), total: z.int().nonnegative(), settled: z.int().nonnegative(), decisions: decisionCountsSchema }),
]);
export type ReviewView = z.infer<typeof reviewViewSchema>;

/** What a reviewer can do, by key or button. */
export const reviewActions = [...decisionNames, 'skip', 'back', 'end', 'apply', 'export', 'reveal', 'enlarge'] as const;
export type ReviewAction = (typeof reviewActions)[number];

/** What the panel offers to do about a pair. */
export const pairEditActions = ['swap', 'edit', 'drop', 'silence'] as const;
export type PairEditAction = (typeof pairEditActions)[number];
const stripTokenSchema = z.strictObject({ id: z.int(), text: z.string(), special: z.boolean() });
const stripSchema = z.strictObject({
  promptStart: z.array(stripTokenSchema),
  promptHidden: z.int().nonnegative(),
  promptEnd: z.array(stripTokenSchema),
  completion: z.array(stripTokenSchema),
  completionHidden: z.int().nonnegative(),
  truncated: z.boolean(),
});
export type TokenStripView = z.infer<typeof stripSchema>;
/** A pair's tokens under one convention, or why it refuses the pair. */
const stripsSchema = z.union([
  z.strictObject({ convention: z.enum(conventionNames), maxLength: z.int(), chosen: stripSchema, rejected: stripSchema }),
  z.strictObject({ convention: z.enum(conventionNames), failure: z.string() }),
]);
export type TokenStripsView = z.infer<typeof stripsSchema>;

/** Extension → panel. */
export const toPairPanelSchema = z.discriminatedUnion('type', [
  /** A whole snapshot: a panel that was hidden needs nothing else. */
  z.strictObject({ version, type: z.literal('show'), view: pairViewSchema }),
  /** The answer to "compare": the tokens of the row under the convention in use and under the one asked for. */
  z.strictObject({ version, type: z.literal('comparison'), row: z.int().nonnegative(), current: stripsSchema, other: stripsSchema }),
  /** The row is gone (deleted, file closed); the panel keeps what it shows and says so. */
  z.strictObject({ version, type: z.literal('stale'), message: z.string() }),
  /** Findings of the pair and pairs with its prompt; sent on its own whenever they change. */
  z.strictObject({ version, type: z.literal('context'), context: pairContextSchema }),
  /** A review began, moved or ended (null). */
  z.strictObject({ version, type: z.literal('review'), review: reviewViewSchema.nullable() }),
]);
export type ToPairPanel = z.infer<typeof toPairPanelSchema>;

/** What "next" and "previous" follow. */
export const stepOrders = ['row', 'worst', 'prompt'] as const;
export type StepOrder = (typeof stepOrders)[number];

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
  /** Show the pair before or after, by place in the file, by the rank of its row (worst first), or among those with its prompt. */
  z.strictObject({
    version,
    type: z.literal('step'),
    direction: z.enum(['previous', 'next']),
    order: z.enum(stepOrders),
  }),
  /** Show another pair of the file. */
  z.strictObject({ version, type: z.literal('go'), row: z.int().nonnegative(), pair: z.int().nonnegative() }),
  z.strictObject({ version, type: z.literal('finding'), request: findingRequestSchema }),
  /** Somebody pressed a link of a text. Nothing is opened unless the reader says yes to its whole address. */
  z.strictObject({ version, type: z.literal('openLink'), address: z.string().max(4000) }),
  /** Asks for the tokens of the row under another convention. */
  z.strictObject({ version, type: z.literal('compare'), convention: z.enum(conventionNames) }),
  /** The row's figures as JSON onto the clipboard. */
  z.strictObject({ version, type: z.literal('copyFigures') }),
  /** Change the pair that is shown; what needs an answer is asked by the editor. */
  z.strictObject({ version, type: z.literal('edit'), action: z.enum(pairEditActions) }),
  /** What the reviewer decided, or where to go. */
  z.strictObject({ version, type: z.literal('review'), action: z.enum(reviewActions) }),
  /** Attribute the prompt of the pair that is shown. */
  z.strictObject({ version, type: z.literal('attribute') }),
  /** A message that the panel could not read, for the log. */
  z.strictObject({ version, type: z.literal('log'), message: z.string().max(2000) }),
]);
export type FromPairPanel = z.infer<typeof fromPairPanelSchema>;
