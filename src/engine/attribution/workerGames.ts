import type { Coalition } from '../../core/attribution/coalition';
import { GameFailedError } from '../../core/attribution/gameFailedError';
import type { CoalitionLogProbabilities, GameFailure, GameHost, GameOpening, GameRequest, GameTexts, OpenGame } from '../../core/attribution/promptGame';
import { CancelledError } from '../../core/errors';
import type { CancellationSignal, EvaluationFailure } from '../../core/ports';
import type { InferenceJob, JobAnswer } from '../inferenceClient';
import type { InferenceLanes } from '../inferenceLanes';
import { orAborted, Settlement } from '../settlement';
import type { ToWorker } from '../worker/protocol';

/** A stopped game is mostly resumed soon, and loading the models again takes longer than the step under way. */
const graceMilliseconds = 10_000;
/** Coalitions of one process: fewer share too little of what is read once for all of them. */
const fewestCoalitions = 16;

/** A game as the process knows it: every message about it holds all of it, so that a new process can go on. */
interface NamedGame {
  readonly game: number;
  readonly request: GameRequest;
}

/** Games that are played in the inference processes. */
export class WorkerGames implements GameHost {
  private nextGame = 0;

  constructor(private readonly lanes: InferenceLanes) {}

  async openGame(request: GameRequest, signal?: CancellationSignal): Promise<OpenGame | GameFailure> {
    await this.lanes.identify(signal);
    const game = { game: this.nextGame++, request };
    const job = new OpenJob(game);
    const submitted = this.lanes.submitToFirst(job);
    const opening = await orAborted(job.result.promise, signal);
    if (opening !== undefined) return 'code' in opening ? opening : new WorkerGame(this.lanes, game, opening);
    this.lanes.abandon([submitted], graceMilliseconds);
    throw new CancelledError('Opening the prompt was stopped.');
  }
}

class WorkerGame implements OpenGame {
  constructor(
    private readonly lanes: InferenceLanes,
    private readonly game: NamedGame,
    readonly opening: GameOpening,
  ) {}

  async *evaluate(coalitions: readonly Coalition[], signal?: CancellationSignal): AsyncGenerator<CoalitionLogProbabilities> {
    if (coalitions.length === 0 || signal?.aborted === true) return;
    const jobs = this.shares(coalitions).map((share) => new PlayJob(this.game, share));
    const submitted = jobs.map((job) => this.lanes.submit(job));
    try {
      for (const { promise } of jobs.flatMap((job) => job.results)) {
        const result = await orAborted(promise, signal);
        if (!result) return;
        yield result;
      }
    } finally {
      this.lanes.abandon(submitted, graceMilliseconds);
    }
  }

  /** One for each process; neighbours stay together, since they have most in common. */
  private shares(coalitions: readonly Coalition[]): readonly (readonly Coalition[])[] {
    const count = Math.max(1, Math.min(this.lanes.count, Math.floor(coalitions.length / fewestCoalitions)));
    const cut = (share: number) => Math.round((share * coalitions.length) / count);
    return Array.from({ length: count }, (_, share) => coalitions.slice(cut(share), cut(share + 1)));
  }

  close(): void {
    this.lanes.tell({ type: 'closeGame', game: this.game.game });
  }
}

class OpenJob implements InferenceJob {
  readonly subject = 'prompt';
  readonly isRetried = true;
  readonly units = 0;
  readonly size = 0;
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
  readonly units: number;
  readonly size: number;
  /** Places in `coalitions` of those that were sent to the process that lives now. */
  private sent: readonly number[] = [];

  constructor(
    private readonly game: NamedGame,
    private readonly coalitions: readonly Coalition[],
  ) {
    this.results = coalitions.map(() => new Settlement());
    this.units = coalitions.length;
    this.size = coalitions.length * charactersOf(game.request.texts);
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

function charactersOf(texts: GameTexts): number {
  if (texts.format === 'standard') return texts.responses.reduce((sum, response) => sum + response.length, texts.prompt.length);
  return [texts.prompt, ...texts.responses].flat().reduce((sum, { content }) => sum + content.length, 0);
}
