import type { ChatMessage } from '../dataset/preferencePair';
import type { CancellationSignal, EvaluationFailureCode } from '../ports';
import type { Coalition } from './coalition';

/** A prompt and the responses whose probability is asked for under parts of it. A pair gives [chosen, rejected]; options one each. */
export type GameTexts =
  | { readonly format: 'standard'; readonly prompt: string; readonly responses: readonly string[] }
  | {
      readonly format: 'conversational';
      readonly prompt: readonly ChatMessage[];
      readonly responses: readonly (readonly ChatMessage[])[];
      readonly tools?: readonly unknown[];
      readonly chatTemplateKwargs?: Readonly<Record<string, unknown>>;
    };

/** A player: a piece of the user's own text, in UTF-16 units of the content of one message; `message` is 0 for a standard prompt. */
export interface PromptPiece {
  readonly message: number;
  readonly start: number;
  readonly end: number;
}

export const removalNames = ['delete', 'delete-text', 'mask', 'baseline'] as const;
export type RemovalName = (typeof removalNames)[number];

/** What becomes of absent players (docs/attribution.md). */
export type Removal =
  /** Their tokens are taken out of the encoded prompt; nothing is encoded anew. */
  | { readonly kind: 'delete' }
  /** Their text is cut, and the rest encoded as a user would type it. */
  | { readonly kind: 'delete-text' }
  /** Each of their tokens is replaced by this one; null takes the tokenizer's mask, unknown or padding token. */
  | { readonly kind: 'mask'; readonly token: string | null }
  /** Their text is replaced by another, one a player, and the prompt encoded anew. */
  | { readonly kind: 'baseline'; readonly texts: readonly string[] };

export interface GameRequest {
  readonly texts: GameTexts;
  /** In order, without overlap; 'token' makes each token of the user's text a player. */
  readonly players: readonly PromptPiece[] | 'token';
  readonly removal: Removal;
}

/** One token of a response as it is scored. */
export interface GameToken {
  readonly id: number;
  readonly text: string;
  /** UTF-16 offsets into the text of the response; null for what template or trainer added. */
  readonly start: number | null;
  readonly end: number | null;
  readonly special: boolean;
}

/** What the tokenizer made of a game. */
export interface GameOpening {
  readonly players: readonly PromptPiece[];
  /** Tokens that belong to each player; 0 for one that truncation cut off, whose value is 0 for certain. */
  readonly playerTokens: readonly number[];
  /** Tokens of the whole prompt, template included. */
  readonly promptTokens: number;
  /** Completion tokens of each response, end token included where the convention adds one. */
  readonly responses: readonly (readonly GameToken[])[];
  readonly hasReference: boolean;
}

/** log π of each completion token of each response under one coalition, in nats; [response][token]. */
export interface CoalitionLogProbabilities {
  readonly policy: readonly Float64Array[];
  /** Null without a reference model. */
  readonly reference: readonly Float64Array[] | null;
}

/** Why a game cannot be played, in one plain sentence. */
export interface GameFailure {
  /** "not-playable": units, mask token or baseline texts do not fit the prompt and its tokenizer. */
  readonly code: EvaluationFailureCode | 'not-playable';
  readonly message: string;
}

/** A game that was opened on a model set. */
export interface OpenGame {
  readonly opening: GameOpening;
  /**
   * In the order asked, as soon as they are known; fewer, without error, when the signal is aborted. What was evaluated once is not
   * evaluated again. Rejects with GameFailedError where a coalition cannot be evaluated, and with what Scorer.identify rejects with
   * when the models are gone or were replaced.
   */
  evaluate(coalitions: readonly Coalition[], signal?: CancellationSignal): AsyncIterable<CoalitionLogProbabilities>;
  close(): void;
}

/** Plays games with the models of a model set. Implemented by the engine, in the process that scores. */
export interface GameHost {
  /** Loads the models if need be; rejects as Scorer.identify does. */
  openGame(request: GameRequest, signal?: CancellationSignal): Promise<OpenGame | GameFailure>;
}
