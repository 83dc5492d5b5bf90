import * as z from 'zod';

import { evidenceNames, verdictNames } from '../core/noise/lintReport';

/** Raised whenever a message changes shape; both ends drop messages of another version with a log line. */
export const reportProtocolVersion = 1;
const version = z.literal(reportProtocolVersion);

/** A figure with its 95 % interval. */
const intervalSchema = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });
export type IntervalView = z.infer<typeof intervalSchema>;

const codeSchema = z.strictObject({
  code: z.string(),
  title: z.string(),
  explanation: z.string(),
  severity: z.enum(['error', 'warning', 'information']),
  count: z.int().positive(),
});

/** The page of one file. Parts of which nothing is known are null or empty. */
export const reportViewSchema = z.strictObject({
  file: z.string(),
  rows: z.int().nonnegative(),
  pairs: z.int().nonnegative(),
  /** Whether models were asked. */
  hasModels: z.boolean(),
  /** The file is being looked through again. */
  isLooking: z.boolean(),
  silenced: z.int().nonnegative(),
  verdicts: z.array(z.strictObject({ verdict: z.enum(verdictNames), pairs: z.int().nonnegative() })),
  noiseRate: intervalSchema.nullable(),
  noiseRateBySource: z.array(z.strictObject({ source: z.enum(evidenceNames), rate: intervalSchema })),
  ceiling: intervalSchema.nullable(),
  agreement: z.array(z.strictObject({ first: z.enum(evidenceNames), second: z.enum(evidenceNames), kappa: z.number(), pairs: z.int() })),
  lengthBias: z.strictObject({ longerWins: intervalSchema, accuracy: intervalSchema.nullable(), lengthControlledAccuracy: intervalSchema.nullable() }).nullable(),
  preferences: z.array(z.strictObject({ feature: z.string(), estimate: z.number(), low: z.number(), high: z.number(), meanDifference: z.number() })),
  slices: z.array(z.strictObject({ label: z.string(), value: z.string(), pairs: z.int(), noiseRate: intervalSchema.nullable(), accuracy: intervalSchema.nullable() })),
  /** How many slices there are; the list may be shorter. */
  sliceCount: z.int().nonnegative(),
  codes: z.array(codeSchema),
});
export type ReportView = z.infer<typeof reportViewSchema>;

/** Extension → page. */
export const toReportSchema = z.discriminatedUnion('type', [z.strictObject({ version, type: z.literal('show'), view: reportViewSchema })]);
export type ToReport = z.infer<typeof toReportSchema>;

/** Page → extension. */
export const fromReportSchema = z.discriminatedUnion('type', [
  z.strictObject({ version, type: z.literal('ready') }),
  /** Go to the first finding of a code. */
  z.strictObject({ version, type: z.literal('showCode'), code: z.string().max(100) }),
  /** Begin a review of what was found. */
  z.strictObject({ version, type: z.literal('review') }),
  /** Have the models score the file. */
  z.strictObject({ version, type: z.literal('score') }),
  z.strictObject({ version, type: z.literal('log'), message: z.string().max(2000) }),
]);
export type FromReport = z.infer<typeof fromReportSchema>;
