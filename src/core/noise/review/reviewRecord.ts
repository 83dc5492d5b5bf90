import { z } from 'zod';

/** Behind the name of a dataset: the file beside it that holds what people decided about its findings. */
export const reviewSuffix = '.preflens-review.jsonl';

/** In place of the code of a finding: the decision is about a pair of a random sample. */
export const sampleCode = 'random-sample';
/** More than anybody will look at; what a log says beyond it is no record. */
export const largestSample = 100_000;

export const decisionNames = ['keep', 'swap', 'drop', 'unsure'] as const;
/** What a person says of a finding: the pair is right as it is, its label is wrong, it is of no use, or nobody can tell. */
export type DecisionName = (typeof decisionNames)[number];

const base = { version: z.literal(1), id: z.string().min(1).max(64), at: z.string().max(64) };

/**
 * Names a finding so that it is found again when rows move: `hash` is that of the pair's content, `occurrence` counts findings
 * with the same content and code from the top of the file. `row` and `pair` say where it was.
 */
const named = {
  row: z.int().nonnegative(),
  pair: z.int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  code: z.string().min(1).max(100),
  occurrence: z.int().nonnegative(),
};

/** One line of a review file; docs/review.md describes them for people. */
export const reviewRecordSchema = z.discriminatedUnion('kind', [
  /** A review begins: of all findings, or of those with certain codes. */
  z.object({ ...base, kind: z.literal('begin'), codes: z.array(z.string()).nullable() }),
  /** `sawEvidence`: of a sampled pair, what models and findings say of it was shown before. */
  z.object({ ...base, ...named, kind: z.literal('decision'), decision: z.enum(decisionNames), sawEvidence: z.boolean().optional() }),
  /** The reviewer went to a finding without deciding (a step back, a skip). */
  z.object({ ...base, ...named, kind: z.literal('position') }),
  /** A random sample is reviewed: the first `size` pairs in the order that `seed` gives. */
  z.object({ ...base, kind: z.literal('sample'), seed: z.int().nonnegative(), size: z.int().positive().max(largestSample) }),
  /** Decisions were made true in the dataset: they no longer say anything about what stands there. */
  z.object({ ...base, kind: z.literal('applied'), decisions: z.array(z.string()) }),
]);

export type ReviewRecord = z.infer<typeof reviewRecordSchema>;
export type DecisionRecord = Extract<ReviewRecord, { kind: 'decision' }>;
export type ReviewedFinding = Pick<DecisionRecord, keyof typeof named>;

/** The identity of a finding as a key for maps. */
export function reviewKey({ hash, code, occurrence }: Pick<ReviewedFinding, 'hash' | 'code' | 'occurrence'>): string {
  return `${hash} ${code} ${String(occurrence)}`;
}
