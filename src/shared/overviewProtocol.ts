import * as z from 'zod';

import { evidenceNames, verdictNames } from '../core/noise/lintReport';
import { auditedRateSchema } from '../core/noise/rate/auditedRateSchema';
import { displacementAxes, marginFigures, type OverviewFigures } from '../core/overview/overviewFigures';

/** Raised whenever a message changes shape; both ends drop messages of another version with a log line. */
export const overviewProtocolVersion = 3;
const version = z.literal(overviewProtocolVersion);
const count = z.int().nonnegative();
const numbers = z.array(z.number());

const interval = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });
const band = z.strictObject({ low: z.number(), high: z.number() });

const marginsSchema = z.strictObject({
  figure: z.enum(marginFigures),
  histogram: z.strictObject({ edges: numbers, counts: z.array(count), below: count, above: count }),
  ambiguous: band.nullable(),
  median: z.number(),
  accuracy: interval,
});
const displacementSchema = z.strictObject({ axis: z.enum(displacementAxes), xEdges: numbers, yEdges: numbers, counts: z.array(count), outside: count, spearman: interval.nullable() });
const lengthsSchema = z.strictObject({
  bins: z.array(z.strictObject({ low: z.number(), high: z.number(), pairs: count, medianMargin: z.number(), accuracy: interval })),
  fit: z.strictObject({ intercept: z.number(), slope: z.number(), deviation: z.number(), variance: z.number() }).nullable(),
});
const calibrationSchema = z.strictObject({
  label: z.string(),
  bins: z.array(z.strictObject({ predicted: z.number(), observed: interval, pairs: count })),
  expectedCalibrationError: interval,
});
const pageSchema = z.strictObject({
  noiseRate: interval.nullable(),
  noiseRateReason: z.string(),
  auditedRate: auditedRateSchema.nullable(),
  noiseRateBySource: z.partialRecord(z.enum(evidenceNames), interval),
  ceiling: interval.nullable(),
  agreement: z.array(z.strictObject({ first: z.enum(evidenceNames), second: z.enum(evidenceNames), kappa: z.number(), pairs: count })),
  lengthBias: z.strictObject({ longerWins: interval, accuracy: interval.nullable(), lengthControlledAccuracy: interval.nullable() }).nullable(),
  preferences: z.array(z.strictObject({ feature: z.string(), meanDifference: z.number(), ...interval.shape, alone: interval, joint: interval })),
  slices: z.array(z.strictObject({ label: z.string(), value: z.string(), pairs: count, noiseRate: interval.nullable(), accuracy: interval.nullable() })),
});
const modelsSchema = z.strictObject({
  policyName: z.string(),
  policyHash: z.string(),
  referenceName: z.string().nullable(),
  referenceHash: z.string().nullable(),
  convention: z.string(),
  precision: z.string(),
  beta: z.number(),
});

export const overviewFiguresSchema = z.strictObject({
  file: z.string(),
  rows: count,
  pairs: count,
  scored: count,
  margins: marginsSchema.nullable(),
  displacement: displacementSchema.nullable(),
  lengths: lengthsSchema.nullable(),
  calibration: calibrationSchema.nullable(),
  slices: z.array(z.strictObject({ label: z.string(), value: z.string(), pairs: count, counts: z.array(count), accuracy: interval.nullable(), noiseRate: interval.nullable() })),
  page: pageSchema,
  verdicts: z.record(z.enum(verdictNames), count),
  codes: z.array(z.strictObject({ code: z.string(), title: z.string(), severity: z.enum(['error', 'warning', 'information']), count })),
  models: modelsSchema.nullable(),
}) satisfies z.ZodType<OverviewFigures>;

/** What goes on with the file. */
export const overviewStateSchema = z.strictObject({
  /** Null where the file is not being scored. */
  scoring: z.strictObject({ done: count, total: count }).nullable(),
  /** Findings are being looked for. */
  isLooking: z.boolean(),
  /** Some rows have figures of models. */
  hasScores: z.boolean(),
  /** Of rows with several pairs only the worst is shown, until all are known. */
  isWorstOnly: z.boolean(),
  /** Findings that are silenced or switched off. */
  silenced: count,
  /** Why there are no figures, or why they are not what the settings ask for. */
  problem: z.string().nullable(),
});
export type OverviewState = z.infer<typeof overviewStateSchema>;

/** Columns cross as what they are: VS Code hands typed arrays over as bytes. */
const floats = z.instanceof(Float32Array);
const bytes = z.instanceof(Uint8Array);
const wholes = z.instanceof(Uint32Array);

/** What the page shows of PairColumns. All columns are parallel. */
export const overviewPairsSchema = z
  .strictObject({
    length: count,
    row: wholes,
    pair: z.instanceof(Uint16Array),
    rewardMargin: floats,
    likelihoodMargin: floats,
    lengthNormalizedChes: floats,
    displacement: floats,
    lengthDifference: floats,
    verdict: bytes,
  })
  .refine(({ length, ...columns }) => Object.values(columns).every((column) => column.length === length), { message: 'The columns differ in length.' });
export type OverviewPairs = z.infer<typeof overviewPairsSchema>;

/** `codes` is a 1-based index into `values` by pair; 0 for a pair without the label. */
const labelSchema = z.strictObject({ label: z.string(), values: z.array(z.string()), codes: bytes });
/** `places` are those of the pairs that have a finding of the code. */
const foundSchema = z.strictObject({ code: z.string(), places: wholes });

export const toOverviewSchema = z.discriminatedUnion('type', [
  /** Everything but the columns. Whole snapshots: a page that was hidden has forgotten the last. */
  z.strictObject({ version, type: z.literal('figures'), figures: overviewFiguresSchema, state: overviewStateSchema }),
  /** What points and lists are made of. `generation` rises with each; places in the columns are true of one generation. */
  z.strictObject({ version, type: z.literal('pairs'), generation: count, pairs: overviewPairsSchema, labels: z.array(labelSchema), findings: z.array(foundSchema) }),
  /** How rows begin, as an answer to `texts`; null for a row that cannot be read. */
  z.strictObject({ version, type: z.literal('texts'), generation: count, texts: z.array(z.strictObject({ row: count, text: z.string().nullable() })) }),
]);
export type ToOverview = z.infer<typeof toOverviewSchema>;

const mostTexts = 200;

export const fromOverviewSchema = z.discriminatedUnion('type', [
  z.strictObject({ version, type: z.literal('ready') }),
  /** The rows that somebody selected in a picture, in file order; null where nothing is selected. */
  z.strictObject({ version, type: z.literal('select'), rows: wholes.nullable() }),
  /** Show the selection in the table, under this filter. */
  z.strictObject({ version, type: z.literal('openTable'), filter: z.string().max(2000) }),
  z.strictObject({ version, type: z.literal('goTo'), row: count, pair: count }),
  z.strictObject({ version, type: z.literal('texts'), generation: count, rows: z.array(count).max(mostTexts) }),
  /** Go to the first finding of a code. */
  z.strictObject({ version, type: z.literal('showCode'), code: z.string().max(100) }),
  /** Begin a review of what was found. */
  z.strictObject({ version, type: z.literal('review') }),
  /** Review pairs drawn at random, or go on with that. */
  z.strictObject({ version, type: z.literal('reviewSample') }),
  /** Write what the page shows as one file. */
  z.strictObject({ version, type: z.literal('exportReport') }),
  /** Have the models score the file. */
  z.strictObject({ version, type: z.literal('score') }),
  z.strictObject({ version, type: z.literal('log'), message: z.string().max(2000) }),
]);
export type FromOverview = z.infer<typeof fromOverviewSchema>;
