import * as z from 'zod';

import { removalNames } from './promptGame';
import { variantKinds } from './sensitivity/promptVariant';
import { attributionMethods } from './shapleyEstimator';
import { attributionUnits } from './textUnits';

export const targetNames = ['chosen', 'rejected', 'margin', 'likelihood-margin', 'response', 'log-odds', 'probability', 'token'] as const;
export type TargetName = (typeof targetNames)[number];

const figure = z.number().nullable();

export const noiseShareSchema = z.strictObject({ share: z.number(), low: z.number(), high: z.number() });

/** One unit of the prompt; `start` and `end` are UTF-16 offsets into the content of message `message` (0 for plain text). */
export const attributedValueSchema = z.strictObject({
  text: z.string(),
  message: z.int().nonnegative(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  tokens: z.int().nonnegative(),
  value: z.number(),
  standardError: z.number(),
  low: z.number(),
  high: z.number(),
  lowInformation: z.boolean(),
});

export const interactionSchema = z.strictObject({ first: z.int().nonnegative(), second: z.int().nonnegative(), value: z.number(), standardError: z.number() });

const biasSchema = z.strictObject({ value: z.number(), standardError: figure });
export const optionBiasSchema = z.strictObject({ labels: z.array(biasSchema).readonly(), positions: z.array(biasSchema).readonly(), contents: z.array(biasSchema).readonly() });

export const sensitivitySchema = z.strictObject({
  variants: z.array(z.strictObject({ kind: z.enum(['as it is', ...variantKinds]), name: z.string(), value: z.number() })).readonly(),
  kinds: z.array(z.strictObject({ kind: z.enum(variantKinds), variants: z.int(), mean: z.number(), standardDeviation: z.number(), lowest: z.number(), highest: z.number() })).readonly(),
  worstPair: z.strictObject({ lowest: z.int(), highest: z.int(), distance: z.number() }).nullable(),
  signChanges: z.int().nullable(),
  promptSensitivityIndex: z.array(z.number()).readonly().nullable(),
  optionBias: optionBiasSchema.nullable(),
  leftOut: z.int(),
});

/** What was asked and with which models; the same for one prompt and for a set. */
const settingsShape = {
  target: z.enum(targetNames),
  unit: z.enum(attributionUnits),
  removal: z.enum(removalNames),
  seed: z.int(),
  beta: z.number().positive(),
  convention: z.string(),
  precision: z.string(),
  policyHash: z.string(),
  referenceHash: z.string().nullable(),
};

/** Output of `preflens attribute`, a public contract; figures are explained in docs/attribution.md. */
export const attributionRecordSchema = z.strictObject({
  file: z.string().nullable(),
  row: z.int().nonnegative().nullable(),
  pair: z.int().nonnegative().nullable(),
  ...settingsShape,
  /** The response, or option, that the target is about; null for margins. */
  response: z.int().nonnegative().nullable(),
  method: z.enum(attributionMethods),
  exact: z.boolean(),
  /** True unless the run was interrupted. */
  done: z.boolean(),
  players: z.int().nonnegative(),
  evaluations: z.int().nonnegative(),
  /** v(∅) and v(N). */
  empty: figure,
  full: figure,
  residual: figure,
  values: z.array(attributedValueSchema).readonly(),
  /** Places in `values`; null where they were not asked for. */
  interactions: z.array(interactionSchema).readonly().nullable(),
  tokenNoise: noiseShareSchema.nullable(),
  /** Of each response token: its own v(∅), v(N) and values, in the order of `values`; null where they were not asked for. */
  tokens: z.array(z.strictObject({ text: z.string(), special: z.boolean(), empty: figure, full: figure, values: z.array(z.number()), standardErrors: z.array(z.number()) })).nullable(),
  sensitivity: sensitivitySchema.nullable(),
});
export type AttributionRecord = z.infer<typeof attributionRecordSchema>;

/** A mean over prompts with the 95 % interval of a mean; null for fewer than two. */
const meanSchema = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() }).nullable();

/** Output of `preflens attribute --csv`, a public contract. */
export const attributionSetRecordSchema = z.strictObject({
  file: z.string(),
  ...settingsShape,
  prompts: z.int().nonnegative(),
  /** False when the run was interrupted. */
  done: z.boolean(),
  tokenNoise: noiseShareSchema.nullable(),
  optionBias: z.strictObject({ labels: z.array(meanSchema).readonly(), positions: z.array(meanSchema).readonly() }).nullable(),
  templates: z.array(z.strictObject({ name: z.string(), prompts: z.int(), tokenNoise: noiseShareSchema.nullable(), value: meanSchema })).readonly(),
  rows: z.array(
    z.strictObject({
      row: z.int().nonnegative(),
      template: z.string(),
      players: z.int(),
      evaluations: z.int(),
      empty: figure,
      full: figure,
      tokenNoise: noiseShareSchema.nullable(),
      optionBias: optionBiasSchema.nullable(),
      /** The three units with the largest share of Σ|φ|. */
      strongest: z.array(z.strictObject({ text: z.string(), value: z.number() })),
    }),
  ),
  unattributed: z.array(z.strictObject({ row: z.int().nonnegative(), reason: z.string() })),
});
export type AttributionSetRecord = z.infer<typeof attributionSetRecordSchema>;
