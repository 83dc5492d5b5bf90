import { z } from 'zod';

import { evidenceNames, verdictNames } from './lintReport';
import { findingCodes } from './findingCodes';
import { auditedRateSchema } from './rate/auditedRateSchema';

const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

const interval = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });

const finding = z.strictObject({
  row: count,
  line: count,
  pair: count,
  code: z.enum(Object.keys(findingCodes)),
  severity: z.enum(['error', 'warning', 'information']),
  message: z.string(),
  evidence: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  fixes: z.array(z.enum(['drop', 'swap', 'repair-prompt', 'strip-tokens'])),
});

const verdict = z.strictObject({
  row: count,
  line: count,
  pair: count,
  verdict: z.enum(verdictNames),
  probabilityWrong: share.nullable(),
  evidence: z.array(z.strictObject({ source: z.enum(evidenceNames), probabilityWrong: share.nullable(), says: z.enum(['wrong', 'right', 'unsure']) })),
  reason: z.string(),
});

const page = z.strictObject({
  noiseRateBySource: z.partialRecord(z.enum(evidenceNames), interval),
  ceiling: interval.nullable(),
  agreement: z.array(z.strictObject({ first: z.enum(evidenceNames), second: z.enum(evidenceNames), kappa: z.number(), pairs: count })),
  lengthBias: z.strictObject({ longerWins: interval, accuracy: interval.nullable(), lengthControlledAccuracy: interval.nullable() }).nullable(),
  preferences: z.array(z.strictObject({ feature: z.string(), meanDifference: z.number(), ...interval.shape, alone: interval, joint: interval })),
  slices: z.array(z.strictObject({ label: z.string(), value: z.string(), pairs: count, noiseRate: interval.nullable(), accuracy: interval.nullable() })),
});

/** What `preflens lint --format json` says of one file: a public contract, explained in docs/lint.md. */
export const lintRecordSchema = z.strictObject({
  file: z.string(),
  container: z.string(),
  rows: count,
  pairs: count,
  unreadable: z.array(z.strictObject({ row: count, line: count, column: z.int().min(1), code: z.string(), reason: z.string() })),
  /** Ranked. */
  findings: z.array(finding),
  /** Findings and unreadable rows that are left out of the lists above. */
  omitted: count,
  silenced: count,
  verdicts: z.record(z.enum(verdictNames), count),
  noiseRate: interval.nullable(),
  noiseRateReason: z.string(),
  auditedRate: auditedRateSchema.nullable(),
  page,
  /** Pairs whose verdict is not "fine", in file order. */
  pairVerdicts: z.array(verdict),
  omittedPairVerdicts: count,
  models: z.array(z.strictObject({ policyName: z.string(), policyHash: z.string(), referenceName: z.string().nullable(), referenceHash: z.string().nullable(), convention: z.string(), precision: z.string(), maxLength: count })),
  beta: z.number(),
  /** The configuration files that counted, the nearest first. */
  configuration: z.array(z.string()),
  /** Why the file fails, one plain sentence each; empty where it does not. */
  failures: z.array(z.string()),
});
export type LintRecord = z.infer<typeof lintRecordSchema>;

/** The same of several files, or of patterns and folders however many they hold. */
export const lintRecordsSchema = z.strictObject({
  files: z.array(lintRecordSchema),
  /** Files that were not linted. */
  passedOver: z.array(z.strictObject({ file: z.string(), reason: z.enum(['ignored', 'no preference data', 'unreadable']), message: z.string() })),
});
