import type { Coalition } from '../../core/attribution/coalition';
import { GameFailedError } from '../../core/attribution/gameFailedError';
import type { CoalitionLogProbabilities, GameFailure, GameHost, GameOpening, GameRequest, OpenGame } from '../../core/attribution/promptGame';
import { CancelledError } from '../../core/errors';
import type { CancellationSignal, EvaluationFailure } from '../../core/ports';
import type { InferenceClient, InferenceJob, JobAnswer } from '../inferenceClient';
import { orAborted, Settlement } from '../settlement';
import type { ToWorker } from '../worker/protocol';

/** A stopped game is mostly resumed soon, and loading the models again takes longer than the step under way. */
const graceMilliseconds = 10_000;

/** A game as the process knows it: every message about it holds all of it, so that a new process can go on. */
interface NamedGame {
  readonly game: number;
  readonly request: GameRequest;
}

/** Games that are played in the inference process. */
export class WorkerGames implements GameHost {
  private nextGame = 0;

  constructor(private readonly client: InferenceClient) {}

  async openGame(request: GameRequest, signal?: CancellationSignal): Promise<OpenGame | GameFailure> {
    await this.client.identify(signal);
    const game = { game: this.nextGame++, request };
    const job = new OpenJob(game);
    const id = this.client.submit(job);
    const opening = await orAborted(job.result.promise, signal);
    if (opening !== undefined) return 'code' in opening ? opening : new WorkerGame(this.client, game, opening);
    this.client.abandon([id], graceMilliseconds);
    throw new CancelledError('Opening the prompt was stopped.');
  }
}

class WorkerGame implements OpenGame {
  constructor(
    private readonly client: InferenceClient,
    private readonly game: NamedGame,
    readonly opening: GameOpening,
  ) {}

  async *evaluate(coalitions: readonly Coalition[], signal?: CancellationSignal): AsyncGenerator<CoalitionLogProbabilities> {
    if (coalitions.length === 0 || signal?.aborted === true) return;
    const job = new PlayJob(this.game, coalitions);
    const id = this.client.submit(job);
    try {
      for (const { promise } of job.results) {
        const result = await orAborted(promise, signal);
        if (!result) return;
        yield result;
      }
    } finally {
      this.client.abandon([id], graceMilliseconds);
    }
  }

  close(): void {
    this.client.tell({ type: 'closeGame', game: this.game.game });
  }
}

class OpenJob implements InferenceJob {
  readonly subject = 'prompt';
  readonly isRetried = true;
  readonly result = new Settlement<GameOpening | GameFailure>();

  constructor(private readonly game: NamedGame) {}

  message(id: number): ToWorker {
    return { type: 'openGame', id, ...this.game };
  }

  receive(answer: JobAnswer): boolean {
    if (answer.type === 'gameOpened') this.result.resolve(answer.result);
    return true;
  }

  fail(failure: EvaluationFailure): void {
    this.result.resolve(failure);
  }

  reject(error: Error): void {
    this.result.reject(error);
  }
}

class PlayJob implements InferenceJob {
  readonly subject = 'prompt';
  readonly isRetried = true;
  readonly results: readonly Settlement<CoalitionLogProbabilities>[];
  /** Places in `coalitions` of those that were sent to the process that lives now. */
  private sent: readonly number[] = [];

  constructor(
    private readonly game: NamedGame,
    private readonly coalitions: readonly Coalition[],
  ) {
    this.results = coalitions.map(() => new Settlement());
  }

  message(id: number): ToWorker {
    this.sent = this.results.flatMap(({ isSettled }, index) => (isSettled ? [] : [index]));
    return { type: 'play', id, ...this.game, coalitions: this.sent.map((index) => this.coalitions[index] ?? new Uint8Array()) };
  }

  receive(answer: JobAnswer): boolean {
    if (answer.type === 'played') for (const { index, values } of answer.results) this.results[this.sent[index] ?? -1]?.resolve(values);
    if (answer.type !== 'playEnded') return false;
    if (answer.failure) this.reject(new GameFailedError(answer.failure));
    return true;
  }

  fail(failure: EvaluationFailure): void {
    this.reject(new GameFailedError(failure));
  }

  reject(error: Error): void {
    for (const result of this.results) if (!result.isSettled) result.reject(error);
  }
}
