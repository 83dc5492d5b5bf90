import { z } from 'zod';

import type { Coalition } from '../../core/attribution/coalition';
import type { GameFailure, GameOpening, GameRequest, GameTexts, PromptPiece, Removal } from '../../core/attribution/promptGame';
import type { PairTexts } from '../../core/dataset/preferencePair';
import { conventionNames, type EvaluationFailure, type ModelSetIdentity, type TokenStrips } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';
import type { ReferenceLogProbabilities } from '../../core/scoring/referenceLogProbabilities';
import type { PlayedCoalition } from '../attribution/promptPlayer';
import type { FileStamp } from '../model/fileStamps';
import type { LanePlan } from '../model/lanePlan';
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

const gameTextsSchema: z.ZodType<GameTexts> = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('standard'), prompt: z.string(), responses: z.array(z.string()) }),
  z.strictObject({
    format: z.literal('conversational'),
    prompt: z.array(message),
    responses: z.array(z.array(message)),
    tools: z.array(z.unknown()).exactOptional(),
    chatTemplateKwargs: z.record(z.string(), z.unknown()).exactOptional(),
  }),
]);
const pieceSchema: z.ZodType<PromptPiece> = z.strictObject({ message: z.int().nonnegative(), start: z.int().nonnegative(), end: z.int().nonnegative() });
const removalSchema: z.ZodType<Removal> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({ kind: z.literal('delete-text') }),
  z.strictObject({ kind: z.literal('mask'), token: z.string().nullable() }),
  z.strictObject({ kind: z.literal('baseline'), texts: z.array(z.string()) }),
]);
const gameSchema: z.ZodType<GameRequest> = z.strictObject({ texts: gameTextsSchema, players: z.union([z.literal('token'), z.array(pieceSchema)]), removal: removalSchema });
const coalitionSchema: z.ZodType<Coalition> = z.instanceof(Uint8Array);

const referenceFigures = z.strictObject({ referenceLogProbability: z.number().nullable(), sharedLengthReferenceLogProbability: z.number().nullable() });
const referenceSchema: z.ZodType<ReferenceLogProbabilities> = z.strictObject({ chosen: referenceFigures, rejected: referenceFigures });

/** Client → worker. */
export const toWorkerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('load'), options: modelSetOptionsSchema }),
  z.strictObject({ type: z.literal('evaluate'), id: z.int(), texts: textsSchema, tokens: z.boolean(), pooled: z.boolean().exactOptional(), reference: referenceSchema.exactOptional() }),
  /** The pair's tokens under a convention (null: the model set's own), without running a model. */
  z.strictObject({ type: z.literal('viewTokens'), id: z.int(), texts: textsSchema, convention: z.enum(conventionNames).nullable() }),
  /** Games have numbers; whatever is asked of one holds all of it, so that a process that knows nothing of it can answer. */
  z.strictObject({ type: z.literal('openGame'), id: z.int(), game: z.int(), request: gameSchema }),
  z.strictObject({ type: z.literal('play'), id: z.int(), game: z.int(), request: gameSchema, coalitions: z.array(coalitionSchema) }),
  /** The game is not needed any more; no answer follows. */
  z.strictObject({ type: z.literal('closeGame'), game: z.int() }),
  /** Forget a request. No answer follows where it was not begun yet; a game under way ends after its step. */
  z.strictObject({ type: z.literal('forget'), id: z.int() }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;

/** Worker → client. The worker is our own process, so the client takes these at their word. */
export type FromWorker =
  | { readonly type: 'loaded'; readonly identity: ModelSetIdentity; readonly stamps: readonly FileStamp[]; readonly plan: LanePlan }
  | { readonly type: 'refused'; readonly folder: string; readonly message: string }
  /** The model files were replaced; nothing that was not answered yet will be. */
  | { readonly type: 'replaced' }
  /** A request is worked on, a game step by step. */
  | { readonly type: 'started'; readonly id: number }
  | { readonly type: 'viewedTokens'; readonly id: number; readonly result: TokenStrips | EvaluationFailure }
  | { readonly type: 'evaluated'; readonly id: number; readonly result: PairEvaluation | EvaluationFailure }
  | { readonly type: 'gameOpened'; readonly id: number; readonly result: GameOpening | GameFailure }
  /** Some coalitions, in any order; more may follow. */
  | { readonly type: 'played'; readonly id: number; readonly results: readonly PlayedCoalition[] }
  | { readonly type: 'playEnded'; readonly id: number; readonly failure: GameFailure | null };
