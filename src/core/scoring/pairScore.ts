import * as z from 'zod';

import { lossNames } from './lossNames';

const figure = z.number().nullable();

const massChangeSchema = z.strictObject({ id: z.int().nonnegative(), text: z.string(), change: z.number() });

/** Tokens of the vocabulary that one DPO step moves most, largest change first. */
export const massMovementSchema = z.strictObject({ gains: z.array(massChangeSchema), losses: z.array(massChangeSchema) });

/** One token of a response with its figures; `reward` = beta·(log π − log π_ref). All in nats, null where unknown. */
export const tokenScoreSchema = z.strictObject({
  id: z.int().nonnegative(),
  text: z.string(),
  start: z.int().nonnegative().nullable(),
  end: z.int().nonnegative().nullable(),
  special: z.boolean(),
  logProbability: figure,
  referenceLogProbability: figure,
  reward: figure,
  entropy: figure,
  chesShare: figure,
  kl: figure,
  displacementShare: figure,
  mass: massMovementSchema.nullable(),
});
export type TokenScore = z.infer<typeof tokenScoreSchema>;

export const responseScoreSchema = z.strictObject({
  tokenCount: z.int().nonnegative(),
  truncated: z.boolean(),
  logProbability: z.number(),
  referenceLogProbability: figure,
  averageLogProbability: figure,
  reward: figure,
  lengthNormalizedReward: figure,
  entropy: figure,
  sequentialKl: figure,
  averageKl: figure,
  mass: massMovementSchema.nullable().optional(),
  tokens: z.array(tokenScoreSchema).optional(),
});
export type ResponseScore = z.infer<typeof responseScoreSchema>;

/** The public contract of the command line and of exports; every figure is explained in docs/figures.md. */
export const pairScoreSchema = z.strictObject({
  row: z.int().nonnegative(),
  line: z.int().nonnegative(),
  pair: z.int().nonnegative(),
  convention: z.string(),
  beta: z.number().positive(),
  precision: z.string(),
  policyHash: z.string(),
  referenceHash: z.string().nullable(),
  promptTokenCount: z.int().nonnegative(),
  chosen: responseScoreSchema,
  rejected: responseScoreSchema,
  rewardMargin: figure,
  preferenceProbability: figure,
  losses: z.record(z.enum(lossNames), figure),
  likelihoodMargin: z.number(),
  referenceMargin: figure,
  rankingDifficulty: figure,
  ches: figure,
  lengthNormalizedChes: figure,
  lastHiddenInnerProduct: figure,
  normalizedEditDistance: z.number(),
  displacement: figure,
  /** Log-probabilities of a trainer's reference model that stand in the row, and ours minus those; absent where the row has none. */
  referenceColumns: z.strictObject({ chosen: z.number(), rejected: z.number(), chosenDifference: figure, rejectedDifference: figure }).exactOptional(),
});
export type PairScore = z.infer<typeof pairScoreSchema>;
