import { z } from 'zod';

import type { PairTexts } from '../../core/dataset/preferencePair';
import { conventionNames, type EvaluationFailure, type ModelSetIdentity, type TokenStrips } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';
import type { ReferenceLogProbabilities } from '../../core/scoring/referenceLogProbabilities';
import type { FileStamp } from '../model/fileStamps';
import { modelSetOptionsSchema } from '../modelSetOptions';

const message = z.strictObject({ role: z.string(), content: z.string() });
const textsSchema: z.ZodType<PairTexts> = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('standard'), prompt: z.string(), chosen: z.string(), rejected: z.string() }),
  z.strictObject({
    format: z.literal('conversational'),
    prompt: z.array(message),
    chosen: z.array(message),
    rejected: z.array(message),
    tools: z.array(z.unknown()).exactOptional(),
    chatTemplateKwargs: z.record(z.string(), z.unknown()).exactOptional(),
  }),
]);

const referenceFigures = z.strictObject({ referenceLogProbability: z.number().nullable(), sharedLengthReferenceLogProbability: z.number().nullable() });
const referenceSchema: z.ZodType<ReferenceLogProbabilities> = z.strictObject({ chosen: referenceFigures, rejected: referenceFigures });

/** Client → worker. */
export const toWorkerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('load'), options: modelSetOptionsSchema }),
  z.strictObject({ type: z.literal('evaluate'), id: z.int(), texts: textsSchema, tokens: z.boolean(), pooled: z.boolean().exactOptional(), reference: referenceSchema.exactOptional() }),
  /** The pair's tokens under a convention (null: the model set's own), without running a model. */
  z.strictObject({ type: z.literal('viewTokens'), id: z.int(), texts: textsSchema, convention: z.enum(conventionNames).nullable() }),
  /** Forget a request that was not begun yet; no answer follows. */
  z.strictObject({ type: z.literal('forget'), id: z.int() }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;

/** Worker → client. The worker is our own process, so the client takes these at their word. */
export type FromWorker =
  | { readonly type: 'loaded'; readonly identity: ModelSetIdentity; readonly stamps: readonly FileStamp[] }
  | { readonly type: 'refused'; readonly folder: string; readonly message: string }
  /** The model files were replaced; nothing that was not answered yet will be. */
  | { readonly type: 'replaced' }
  | { readonly type: 'started'; readonly id: number }
  | { readonly type: 'viewedTokens'; readonly id: number; readonly result: TokenStrips | EvaluationFailure }
  | { readonly type: 'evaluated'; readonly id: number; readonly result: PairEvaluation | EvaluationFailure };
