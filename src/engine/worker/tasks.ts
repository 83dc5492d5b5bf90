import { GameFailedError } from '../../core/attribution/gameFailedError';
import type { GameFailure } from '../../core/attribution/promptGame';
import type { EvaluationFailure } from '../../core/ports';
import type { PlayedCoalition } from '../attribution/promptPlayer';
import type { ModelSet } from '../model/modelSet';
import type { OpenGames } from './openGames';
import type { FromWorker, ToWorker } from './protocol';

type Of<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>;

/** A request that is worked on in steps; others get their turn between two. */
export interface Task {
  readonly id: number;
  /** One step: what it came to, and whether it was the last. A defect of ours on one request must not cost the others: nothing is thrown. */
  step(): Promise<{ readonly answer: FromWorker; readonly done: boolean }>;
  /** The answer to a task that is forgotten after its first step. */
  readonly ended: FromWorker | null;
}

/** A row is one step. */
export function rowTask(models: ModelSet, { id, texts, tokens, reference }: Of<'evaluate'>): Task {
  const evaluate = async () => {
    try {
      return await models.evaluate(texts, tokens, reference);
    } catch (error) {
      return failureOf(error, 'This pair could not be scored');
    }
  };
  return { id, ended: null, step: async () => ({ answer: { type: 'evaluated', id, result: await evaluate() }, done: true }) };
}

export function openGameTask(games: OpenGames, { id, game, request }: Of<'openGame'>): Task {
  const open = () => {
    try {
      const player = games.get(game, request);
      return 'code' in player ? player : player.opening;
    } catch (error) {
      return failureOf(error, 'This prompt could not be encoded');
    }
  };
  return { id, ended: null, step: async () => ({ answer: { type: 'gameOpened', id, result: open() }, done: true }) };
}

/** Coalitions come as the game gives them. */
export function playTask(games: OpenGames, { id, game, request, coalitions }: Of<'play'>): Task {
  let played: AsyncGenerator<readonly PlayedCoalition[]> | undefined;
  const ended = (failure: GameFailure | null): FromWorker => ({ type: 'playEnded', id, failure });
  const step = async () => {
    try {
      const player = games.get(game, request);
      if ('code' in player) return { answer: ended(player), done: true };
      played ??= player.play(coalitions);
      const next = await played.next();
      return next.done === true ? { answer: ended(null), done: true } : { answer: { type: 'played', id, results: next.value } as const, done: false };
    } catch (error) {
      const failure = GameFailedError.is(error) ? { code: error.code, message: error.message } : failureOf(error, 'This prompt could not be evaluated');
      return { answer: ended(failure), done: true };
    }
  };
  return { id, step, ended: ended(null) };
}

export function viewTokens(models: ModelSet, { texts, convention }: Of<'viewTokens'>) {
  try {
    return models.viewTokens(texts, convention);
  } catch (error) {
    return failureOf(error, 'This pair could not be encoded');
  }
}

function failureOf(error: unknown, what: string): EvaluationFailure {
  return { code: 'inference-failed', message: `${what}: ${String(error).slice(0, 300)}` };
}
