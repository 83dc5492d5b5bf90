import * as z from 'zod';

const fixNames = ['drop', 'swap', 'repair-prompt', 'strip-tokens'] as const;

const pairFindingSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'information']),
  title: z.string(),
  message: z.string(),
  explanation: z.string(),
  /** What can be done about it, the best first. */
  fixes: z.array(z.strictObject({ fix: z.enum(fixNames), label: z.string() })),
});
export type PairFindingView = z.infer<typeof pairFindingSchema>;

const samePromptSchema = z.strictObject({
  row: z.int().nonnegative(),
  pair: z.int().nonnegative(),
  /** How the responses begin; null where the row could not be read. */
  chosen: z.string().nullable(),
  rejected: z.string().nullable(),
  rewardMargin: z.number().nullable(),
  /** Findings of that pair. */
  findings: z.int().nonnegative(),
});
export type SamePromptView = z.infer<typeof samePromptSchema>;

/** What the rest of the file says of a pair. It changes on its own, so it is apart from the pair and its figures. */
export const pairContextSchema = z.strictObject({
  row: z.int().nonnegative(),
  pair: z.int().nonnegative(),
  /** Whether the file was looked through: nothing, being looked at, done, or why not. */
  state: z.enum(['unknown', 'looking', 'found', 'failed']),
  /** Why the file could not be looked through; null otherwise. */
  problem: z.string().nullable(),
  findings: z.array(pairFindingSchema),
  /** What all evidence about the pair comes to, in one sentence; null where there is none. */
  verdict: z.string().nullable(),
  /** Pairs with the same prompt, this one among them, in file order; null while that is not known. */
  samePrompt: z
    .strictObject({
      total: z.int().positive(),
      /** 0-based place of this pair among all of them. */
      position: z.int().nonnegative(),
      /** 0-based place of the first of `items`: of many, those around this pair. */
      first: z.int().nonnegative(),
      items: z.array(samePromptSchema),
    })
    .nullable(),
});
export type PairContextView = z.infer<typeof pairContextSchema>;

/** What the panel asks for about a finding of the pair that is shown. */
export const findingRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fix'), code: z.string(), fix: z.enum(fixNames) }),
  /** Keep the pair, and the finding silent from now on. */
  z.strictObject({ kind: z.literal('keep'), code: z.string() }),
  /** Look through the file now. */
  z.strictObject({ kind: z.literal('look') }),
]);
export type FindingRequest = z.infer<typeof findingRequestSchema>;
