import type { GameFailure, GameHost, GameRequest, OpenGame } from '../core/attribution/promptGame';
import type { PairTexts } from '../core/dataset/preferencePair';
import { CancelledError } from '../core/errors';
import type { CancellationSignal, ConventionName, EvaluationFailure, EvaluationOutcome, EvaluationRequest, ModelSetIdentity, Scorer, TokenStrips, TokenViewer } from '../core/ports';
import type { PairEvaluation } from '../core/scoring/pairEvaluation';
import { WorkerGames } from './attribution/workerGames';
import { InferenceClient, type InferenceClientOptions, type InferenceJob, type JobAnswer } from './inferenceClient';
import type { FileStamp } from './model/fileStamps';
import { orAborted, Settlement } from './settlement';
import type { ToWorker } from './worker/protocol';

export type WorkerScorerOptions = InferenceClientOptions;

/** Rows on their way at once, for each caller: enough that the process never waits, few enough that others wait little. */
const window = 4;
/** Time that a cancelled run gets to finish its row. */
const graceMilliseconds = 500;

/**
 * A Scorer whose models live in a process of their own; it also plays prompt games with them. The row is the unit of retry: one
 * that kills the process twice is answered with a failure.
 */
export class WorkerScorer implements Scorer, TokenViewer, GameHost {
  private readonly client: InferenceClient;
  private readonly games: WorkerGames;

  constructor(options: WorkerScorerOptions) {
    this.client = new InferenceClient(options);
    this.games = new WorkerGames(this.client);
  }

  /** Process id of the inference process while there is one. */
  get processId(): number | undefined {
    return this.client.processId;
  }

  /** Versions of the files that the loaded models consist of. */
  get modelFiles(): readonly FileStamp[] {
    return this.client.modelFiles;
  }

  identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    return this.client.identify(signal);
  }

  async *evaluate(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal?: CancellationSignal,
  ): AsyncGenerator<EvaluationOutcome> {
    const inFlight: { id: number; outcome: Promise<EvaluationOutcome> }[] = [];
    const next = async () => {
      const [first] = inFlight;
      const outcome = first && (await orAborted(first.outcome, signal));
      if (outcome) inFlight.shift();
      return outcome;
    };
    try {
      for await (const request of requests) {
        if (signal?.aborted) return;
        inFlight.push(this.submit(request));
        if (inFlight.length < window) continue;
        const outcome = await next();
        if (!outcome) return;
        yield outcome;
      }
      for (let outcome = await next(); outcome; outcome = await next()) yield outcome;
    } finally {
      this.client.abandon(inFlight.map(({ id }) => id), graceMilliseconds);
    }
  }

  async viewTokens(texts: PairTexts, convention: ConventionName | null, signal?: CancellationSignal): Promise<TokenStrips | EvaluationFailure> {
    await this.client.identify(signal);
    const job = new ViewJob(texts, convention);
    const id = this.client.submit(job);
    const result = await orAborted(job.result.promise, signal);
    if (result !== undefined) return result;
    this.client.abandon([id], graceMilliseconds);
    throw new CancelledError('Loading the models was stopped.');
  }

  openGame(request: GameRequest, signal?: CancellationSignal): Promise<OpenGame | GameFailure> {
    return this.games.openGame(request, signal);
  }

  dispose(): Promise<void> {
    return this.client.dispose();
  }

  private submit(request: EvaluationRequest): { id: number; outcome: Promise<EvaluationOutcome> } {
    const job = new RowJob(request);
    return { id: this.client.submit(job), outcome: job.outcome.promise };
  }
}

class RowJob implements InferenceJob {
  readonly subject = 'pair';
  readonly isRetried = true;
  readonly outcome = new Settlement<EvaluationOutcome>();

  constructor(private readonly request: EvaluationRequest) {}

  message(id: number): ToWorker {
    const { texts, tokens, reference } = this.request;
    return { type: 'evaluate', id, texts, tokens, ...(reference && { reference }) };
  }

  receive(answer: JobAnswer): boolean {
    if (answer.type === 'evaluated') this.settle(answer.result);
    return true;
  }

  fail(failure: EvaluationFailure): void {
    this.settle(failure);
  }

  reject(error: Error): void {
    this.outcome.reject(error);
  }

  private settle(result: PairEvaluation | EvaluationFailure): void {
    const { key } = this.request;
    this.outcome.resolve('code' in result ? { key, failure: result } : { key, evaluation: result });
  }
}

class ViewJob implements InferenceJob {
  readonly subject = 'pair';
  readonly isRetried = false;
  readonly result = new Settlement<TokenStrips | EvaluationFailure>();

  constructor(
    private readonly texts: PairTexts,
    private readonly convention: ConventionName | null,
  ) {}

  message(id: number): ToWorker {
    return { type: 'viewTokens', id, texts: this.texts, convention: this.convention };
  }

  receive(answer: JobAnswer): boolean {
    if (answer.type === 'viewedTokens') this.result.resolve(answer.result);
    return true;
  }

  fail(failure: EvaluationFailure): void {
    this.result.resolve(failure);
  }

  reject(error: Error): void {
    this.result.reject(error);
  }
}
