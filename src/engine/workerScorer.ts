import type { GameFailure, GameHost, GameRequest, OpenGame } from '../core/attribution/promptGame';
import type { PairTexts } from '../core/dataset/preferencePair';
import { CancelledError } from '../core/errors';
import type { CancellationSignal, ConventionName, EvaluationFailure, EvaluationOutcome, EvaluationRequest, ModelSetIdentity, Scorer, TokenStrips, TokenViewer } from '../core/ports';
import type { PairEvaluation } from '../core/scoring/pairEvaluation';
import { WorkerGames } from './attribution/workerGames';
import type { InferenceClientOptions, InferenceJob, JobAnswer } from './inferenceClient';
import { InferenceLanes, type SubmittedJob } from './inferenceLanes';
import type { FileStamp } from './model/fileStamps';
import { orAborted, Settlement } from './settlement';
import type { ToWorker } from './worker/protocol';

export interface WorkerScorerOptions extends InferenceClientOptions {
  /** How long there must be plenty to do before further processes are started; half a second by default. */
  readonly busyMilliseconds?: number;
}

/** Rows on their way at once to each process, for each caller: enough that it never waits, few enough that others wait little. */
const window = 4;
/** A load costs up to some seconds of a core; a short piece of work is done before it pays. */
const defaultBusyMilliseconds = 500;
/** Time that a cancelled run gets to finish its row. */
const graceMilliseconds = 500;

/**
 * A Scorer whose models live in processes of their own, one unless there is plenty to do; it also plays prompt games with them. The row is the unit of retry: one
 * that kills its process twice is answered with a failure.
 */
export class WorkerScorer implements Scorer, TokenViewer, GameHost {
  private readonly lanes: InferenceLanes;
  private readonly games: WorkerGames;

  constructor({ busyMilliseconds = defaultBusyMilliseconds, ...options }: WorkerScorerOptions) {
    this.lanes = new InferenceLanes(options, busyMilliseconds);
    this.games = new WorkerGames(this.lanes);
  }

  /** Process id of the first inference process while there is one. */
  get processId(): number | undefined {
    return this.lanes.processId;
  }

  /** Of all inference processes that there are. */
  get processIds(): readonly number[] {
    return this.lanes.processIds;
  }

  /** Processes that are loaded and take rows. */
  get laneCount(): number {
    return this.lanes.count;
  }

  /** Versions of the files that the loaded models consist of. */
  get modelFiles(): readonly FileStamp[] {
    return this.lanes.modelFiles;
  }

  identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    return this.lanes.identify(signal);
  }

  async *evaluate(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal?: CancellationSignal,
  ): AsyncGenerator<EvaluationOutcome> {
    const inFlight: RowOnItsWay[] = [];
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
        if (inFlight.length < window * this.lanes.count) continue;
        const outcome = await next();
        if (!outcome) return;
        yield outcome;
      }
      for (let outcome = await next(); outcome; outcome = await next()) yield outcome;
    } finally {
      this.lanes.abandon(inFlight.map(({ submitted }) => submitted), graceMilliseconds);
    }
  }

  async viewTokens(texts: PairTexts, convention: ConventionName | null, signal?: CancellationSignal): Promise<TokenStrips | EvaluationFailure> {
    await this.lanes.identify(signal);
    const job = new ViewJob(texts, convention);
    const submitted = this.lanes.submitToFirst(job);
    const result = await orAborted(job.result.promise, signal);
    if (result !== undefined) return result;
    this.lanes.abandon([submitted], graceMilliseconds);
    throw new CancelledError('Loading the models was stopped.');
  }

  openGame(request: GameRequest, signal?: CancellationSignal): Promise<OpenGame | GameFailure> {
    return this.games.openGame(request, signal);
  }

  dispose(): Promise<void> {
    return this.lanes.dispose();
  }

  private submit(request: EvaluationRequest): RowOnItsWay {
    const job = new RowJob(request);
    return { submitted: this.lanes.submit(job, lastWords(request.texts)), outcome: job.outcome.promise };
  }
}

interface RowOnItsWay {
  readonly submitted: SubmittedJob;
  readonly outcome: Promise<EvaluationOutcome>;
}

/** The prompt, of a conversation its last message: rows that share it mostly share all of it. */
function lastWords({ format, prompt }: PairTexts): string {
  return format === 'standard' ? prompt : (prompt.at(-1)?.content ?? '');
}

function charactersOf(texts: PairTexts): number {
  if (texts.format === 'standard') return texts.prompt.length + texts.chosen.length + texts.rejected.length;
  return [...texts.prompt, ...texts.chosen, ...texts.rejected].reduce((sum, { content }) => sum + content.length, 0);
}

class RowJob implements InferenceJob {
  readonly subject = 'pair';
  readonly isRetried = true;
  readonly units = 1;
  readonly size: number;
  readonly outcome = new Settlement<EvaluationOutcome>();

  constructor(private readonly request: EvaluationRequest) {
    this.size = charactersOf(request.texts);
  }

  message(id: number): ToWorker {
    const { texts, tokens, pooled, reference } = this.request;
    return { type: 'evaluate', id, texts, tokens, ...(pooled && { pooled }), ...(reference && { reference }) };
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
  readonly units = 0;
  readonly size = 0;
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
