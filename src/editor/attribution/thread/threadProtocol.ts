import type { AttributionSpec, AttributionView } from '../../../app/attribution/attributionSession';
import type { SensitivityRequest } from '../../../app/attribution/probeSensitivity';
import type { AttributionTarget } from '../../../core/attribution/attributionTarget';
import type { Coalition } from '../../../core/attribution/coalition';
import type { CoalitionLogProbabilities, GameOpening, GameRequest, PromptPiece } from '../../../core/attribution/promptGame';
import type { AttributionFigures, SensitivityView } from '../../../shared/attributionProtocol';

/** What somebody lists in a file: wordings of their own, or terms that stand for each other. */
export type ListedWordings = Pick<SensitivityRequest, 'variants' | 'swaps'>;

export interface RunAsked {
  readonly budget: number;
  readonly precision: number;
}

/** What the editor asks of the thread. */
export type ThreadCommand =
  | { readonly type: 'open'; readonly spec: AttributionSpec }
  | { readonly type: 'show'; readonly view: AttributionView }
  | { readonly type: 'aim'; readonly target: AttributionTarget }
  | { readonly type: 'run'; readonly asked: RunAsked }
  | { readonly type: 'stop' }
  | { readonly type: 'watch'; readonly interactions: boolean }
  | { readonly type: 'probe'; readonly listed: ListedWordings };

/** What the thread asks of the models, which live in another process that only the editor talks to. */
export type GameQuestion =
  | { readonly type: 'openGame'; readonly id: number; readonly request: GameRequest }
  | { readonly type: 'evaluate'; readonly id: number; readonly game: number; readonly coalitions: readonly Coalition[] }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'closeGame'; readonly game: number };

export interface GameError {
  /** Its class name, which is how errors are told apart across boundaries. */
  readonly name: string;
  readonly message: string;
}

/** Answers to the questions, by their id. */
export type GameAnswer =
  | { readonly type: 'gameOpened'; readonly id: number; readonly game: number; readonly opening: GameOpening }
  | { readonly type: 'evaluated'; readonly id: number; readonly results: readonly CoalitionLogProbabilities[] }
  /** All that was asked for came, or it was stopped. */
  | { readonly type: 'ended'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: GameError };

/** The game in view. */
export interface OpenedGame {
  readonly game: number;
  readonly opening: GameOpening;
  /** Units that are shown, in the order of the prompt. */
  readonly players: readonly PromptPiece[];
  readonly view: AttributionView;
  /** The game that was opened before, with its units told more exactly. */
  readonly isRefined: boolean;
}

/** What the thread tells the editor. */
export type ThreadEvent =
  | { readonly type: 'opened'; readonly opened: OpenedGame }
  | { readonly type: 'figures'; readonly figures: AttributionFigures }
  | { readonly type: 'sensitivity'; readonly sensitivity: SensitivityView }
  /** A wish that cannot be granted; what was shown before stays. */
  | { readonly type: 'refused'; readonly error: GameError };

export type ToThread = ThreadCommand | GameAnswer;
export type FromThread = ThreadEvent | GameQuestion;

export function errorOf(error: unknown): GameError {
  return error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) };
}
