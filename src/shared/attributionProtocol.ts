import * as z from 'zod';

import type { AttributionTarget } from '../core/attribution/attributionTarget';
import { removalNames, type PromptPiece } from '../core/attribution/promptGame';
import type { PromptUnit, RemovalChoice } from '../core/attribution/promptUnit';
import { attributionMethods } from '../core/attribution/shapleyEstimator';

/** Raised whenever a message changes shape; both ends drop messages of another version with a log line. */
export const attributionProtocolVersion = 1;
const version = z.literal(attributionProtocolVersion);

const count = z.int().nonnegative();
/** Longer texts are no pattern and no replacement that anybody typed. */
const typed = z.string().max(10_000);

const targetSchema: z.ZodType<AttributionTarget> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('response'), response: count }),
  z.strictObject({ kind: z.literal('margin'), beta: z.number().positive() }),
  z.strictObject({ kind: z.literal('likelihoodMargin') }),
  z.strictObject({ kind: z.literal('logOdds'), option: count }),
  z.strictObject({ kind: z.literal('probability'), response: count }),
  z.strictObject({ kind: z.literal('token'), response: count, token: count }),
]);

const pieceSchema: z.ZodType<PromptPiece> = z.strictObject({ message: count, start: count, end: count });

const unitSchema: z.ZodType<PromptUnit> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['token', 'word', 'sentence', 'line', 'turn']) }),
  z.strictObject({ kind: z.literal('pattern'), pattern: typed }),
  z.strictObject({ kind: z.literal('parts'), parts: z.array(pieceSchema) }),
]);
export const unitKinds = ['token', 'word', 'sentence', 'line', 'turn', 'pattern', 'parts'] as const;
export type UnitKind = (typeof unitKinds)[number];

const removalSchema: z.ZodType<RemovalChoice> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['delete', 'delete-text']) }),
  z.strictObject({ kind: z.literal('mask'), token: typed.nullable() }),
  z.strictObject({ kind: z.literal('baseline'), texts: z.union([typed, z.array(typed)]) }),
]);

const methodSchema = z.enum([...attributionMethods, 'auto']);

/** How the prompt is attributed; what the panel's controls show and change. */
const choiceSchema = z.strictObject({
  unit: unitSchema,
  removal: removalSchema,
  method: methodSchema,
  /** Different coalitions to evaluate at most. */
  budget: z.int().min(2).max(1_000_000),
  /** Ends once the largest standard error is below this share of the spread of the values; 0 never ends early. */
  precision: z.number().min(0).max(1),
});
export type AttributionChoice = z.infer<typeof choiceSchema>;

const responseTokenSchema = z.strictObject({ text: z.string(), start: count.nullable(), end: count.nullable(), special: z.boolean() });
const responseSchema = z.strictObject({
  /** "chosen", "rejected", or the option as it was written. */
  name: z.string(),
  text: z.string(),
  tokens: z.array(responseTokenSchema),
});
export type AttributedResponse = z.infer<typeof responseSchema>;

const placeSchema = z.strictObject({
  kind: z.enum(['pair', 'selection']),
  /** Base name of the file. */
  file: z.string(),
  /** 0-based; null for a selection. */
  row: count.nullable(),
  pair: count.nullable(),
  /** 1-based line of the row, or of the selection's start; 0 where the format has no lines. */
  line: count,
});

/** The game that is played: what stays as it is while figures tighten. */
export const attributionViewSchema = z.strictObject({
  /** Raised with every game; figures of another game are not for this view. */
  game: count,
  place: placeSchema,
  policyName: z.string().nullable(),
  referenceName: z.string().nullable(),
  convention: z.string(),
  /** Turns of the prompt; a plain-text prompt is one turn with an empty role. */
  prompt: z.array(z.strictObject({ role: z.string(), content: z.string() })),
  /** In the order of the prompt; what none of them holds is always present. */
  players: z.array(pieceSchema),
  responses: z.array(responseSchema),
  hasReference: z.boolean(),
  choice: choiceSchema,
  units: z.array(z.enum(unitKinds)),
  removals: z.array(z.enum(removalNames)),
  /** Targets that the game can give, single response tokens apart. */
  targets: z.array(targetSchema).min(1),
  /** Budgets to choose from. */
  budgets: z.array(z.int().positive()),
  notes: z.array(z.string()),
});
export type AttributionPanelView = z.infer<typeof attributionViewSchema>;

const shareSchema = z.strictObject({ share: z.number(), low: z.number(), high: z.number() });
const interactionSchema = z.strictObject({ first: count, second: count, value: z.number(), standardError: z.number() });
export type InteractionFigure = z.infer<typeof interactionSchema>;

const playerSchema = z.strictObject({
  value: z.number(),
  standardError: z.number(),
  low: z.number(),
  high: z.number(),
  /** 0 for a unit that truncation cut off. */
  tokens: count,
  lowInformation: z.boolean(),
});
export type PlayerFigures = z.infer<typeof playerSchema>;

export const attributionActivities = ['opening', 'running', 'stopped', 'done', 'failed'] as const;
export type AttributionActivity = (typeof attributionActivities)[number];

/** What is known at the moment: a whole picture, sent anew each time. */
export const attributionFiguresSchema = z.strictObject({
  game: count,
  activity: z.enum(attributionActivities),
  /** Why it failed, or what the reader should know. */
  problem: z.string().nullable(),
  target: targetSchema,
  method: z.enum(attributionMethods).nullable(),
  seed: z.int(),
  evaluations: count,
  forecast: count,
  /** Seconds of evaluation so far. */
  seconds: z.number().nonnegative(),
  exact: z.boolean(),
  empty: z.number().nullable(),
  full: z.number().nullable(),
  residual: z.number().nullable(),
  /** Parallel to the view's players; null while too little is known. */
  players: z.array(playerSchema).nullable(),
  tokenNoise: shareSchema.nullable(),
  /** Strongest first; null while nobody looks at them. */
  interactions: z.array(interactionSchema).nullable(),
  /** What the whole prompt does to log π of each response token, in nats: [response][token]. Null until known. */
  tokenEffects: z.array(z.array(z.number())).nullable(),
});
export type AttributionFigures = z.infer<typeof attributionFiguresSchema>;

const biasSchema = z.strictObject({ value: z.number(), standardError: z.number().nullable() });

/** How far the value moves when nothing that matters is changed. */
export const sensitivityViewSchema = z.strictObject({
  game: count,
  activity: z.enum(['running', 'done', 'failed']),
  problem: z.string().nullable(),
  target: targetSchema,
  done: count,
  total: count,
  /** Value of the prompt as it is. */
  original: z.number().nullable(),
  variants: z.array(z.strictObject({ kind: z.string(), name: z.string(), value: z.number() })),
  /** Variants under which the value has another sign; null for values that have none. */
  signChanges: count.nullable(),
  /** POSIX's index over the rewrites, nats a token, of each response; null for fewer than two. */
  posix: z.array(z.number()).nullable(),
  /** Of a prompt that lists options: mean probability over arrangements less 1/k, by label and by position. */
  optionBias: z.strictObject({ labels: z.array(biasSchema), positions: z.array(biasSchema) }).nullable(),
  /** Variants that could not be tried, or were too many. */
  leftOut: count,
});
export type SensitivityView = z.infer<typeof sensitivityViewSchema>;

const meanSchema = z.strictObject({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() });
const wordSchema = z.strictObject({
  word: z.string(),
  /** Occurrences over all rows. */
  count,
  rows: count,
  /** Mean |φ| and mean φ over the rows that hold it, each with its 95 % interval. */
  size: meanSchema,
  effect: meanSchema,
  lowInformation: z.boolean(),
});
export type WordFigures = z.infer<typeof wordSchema>;

/** The batch over many rows, aggregated by word. */
export const attributionBatchSchema = z.strictObject({
  file: z.string(),
  activity: z.enum(['running', 'stopped', 'done']),
  /** Which rows: as the user chose them, in words. */
  rowsChosen: z.string(),
  target: targetSchema,
  removal: removalSchema,
  done: count,
  total: count,
  evaluations: count,
  seconds: z.number().nonnegative(),
  /** Strongest first. */
  words: z.array(wordSchema),
  wordsOmitted: count,
  /** Mean share of |φ| on words of little information over the rows. */
  tokenNoise: shareSchema.nullable(),
  rows: z.array(z.strictObject({ row: count, noise: z.number().nullable(), strongest: z.string() })),
  failures: z.array(z.strictObject({ row: count, reason: z.string() })),
});
export type AttributionBatch = z.infer<typeof attributionBatchSchema>;

/** Extension → panel. */
export const toAttributionPanelSchema = z.discriminatedUnion('type', [
  z.strictObject({ version, type: z.literal('show'), view: attributionViewSchema }),
  z.strictObject({ version, type: z.literal('figures'), figures: attributionFiguresSchema }),
  z.strictObject({ version, type: z.literal('sensitivity'), sensitivity: sensitivityViewSchema }),
  z.strictObject({ version, type: z.literal('batch'), batch: attributionBatchSchema }),
  /** Nothing can be shown, or what is shown no longer is what the file holds. */
  z.strictObject({ version, type: z.literal('stale'), message: z.string() }),
]);
export type ToAttributionPanel = z.infer<typeof toAttributionPanelSchema>;

export const savedFormats = ['json', 'svg'] as const;
export type SavedFormat = (typeof savedFormats)[number];
export const attributionCharts = ['bars', 'waterfall'] as const;
export type AttributionChart = (typeof attributionCharts)[number];

/** Panel → extension. */
export const fromAttributionPanelSchema = z.discriminatedUnion('type', [
  z.strictObject({ version, type: z.literal('ready') }),
  /** Another unit, removal, method, budget or precision. */
  z.strictObject({ version, type: z.literal('choose'), choice: choiceSchema }),
  /** Another target: nothing is evaluated for that. */
  z.strictObject({ version, type: z.literal('aim'), target: targetSchema }),
  z.strictObject({ version, type: z.literal('run'), action: z.enum(['stop', 'resume']) }),
  /** Whether anybody looks at the interactions, which take their time. */
  z.strictObject({ version, type: z.literal('watch'), interactions: z.boolean() }),
  /** Select a unit's text in the editor. */
  z.strictObject({ version, type: z.literal('revealPlayer'), player: count }),
  z.strictObject({ version, type: z.literal('revealRow'), row: count }),
  /** Ask for another response or other options. */
  z.strictObject({ version, type: z.literal('ask') }),
  /** Try variants of the prompt that mean the same; `listed`: with those of a file that the user is asked for. */
  z.strictObject({ version, type: z.literal('probe'), listed: z.boolean() }),
  z.strictObject({ version, type: z.literal('copy') }),
  z.strictObject({ version, type: z.literal('save'), format: z.enum(savedFormats), chart: z.enum(attributionCharts) }),
  z.strictObject({ version, type: z.literal('stopBatch') }),
  /** A message that the panel could not read, for the log. */
  z.strictObject({ version, type: z.literal('log'), message: z.string().max(2000) }),
]);
export type FromAttributionPanel = z.infer<typeof fromAttributionPanelSchema>;
