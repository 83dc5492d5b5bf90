import { CancelledError, ModelRefusedError, ModelsReplacedError } from '../core/errors';
import type { PairTexts } from '../core/dataset/preferencePair';
import type { CancellationSignal, ConventionName, EvaluationFailure, EvaluationOutcome, EvaluationRequest, Log, ModelSetIdentity, Scorer, TokenStrips, TokenViewer } from '../core/ports';
import { isReplaced, type FileStamp } from './model/fileStamps';
import type { ModelSetOptions } from './modelSetOptions';
import type { FromWorker } from './worker/protocol';
import { WorkerProcess } from './workerProcess';

export interface WorkerScorerOptions extends ModelSetOptions {
  /** The bundled worker, dist/worker.js. */
  readonly workerFile: string;
  readonly log: Log;
}

interface Job {
  readonly id: number;
  readonly request: EvaluationRequest;
  /** How often the process died while it worked on this row. */
  crashes: number;
  started: boolean;
  readonly settle: (outcome: EvaluationOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** Rows on their way at once, for each caller: enough that the process never waits, few enough that others wait little. */
const window = 4;
/** A row that takes longer hangs; the largest models need seconds. */
const rowTimeoutMilliseconds = 10 * 60 * 1000;
/** Time that a cancelled run gets to finish its row before the process is killed. */
const graceMilliseconds = 500;
const idleMilliseconds = 10 * 60 * 1000;
/** Deaths in a row, without one answer between them, after which the fault is not a row's. */
const hopelessDeaths = 6;
const firstPauseMilliseconds = 100;

/**
 * A Scorer whose models live in a process of their own. The process is started on first use, restarted when it dies,
 * and ended when idle. Rows that were on their way when it died are sent again; a row that kills it twice is answered
 * with a failure.
 */
export class WorkerScorer implements Scorer, TokenViewer {
  private process: WorkerProcess | undefined;
  private loading: PromiseWithResolvers | undefined;
  private identity: ModelSetIdentity | undefined;
  /** What was loaded first: a process that is started again must come to the same. */
  private expected: string | undefined;
  private stamps: readonly FileStamp[] = [];
  /** In the order in which they were sent, which is the order in which they are worked on. */
  private readonly jobs = new Map<number, Job>();
  /** Requests for tokens; they die with the process, since they are asked for again by hand. */
  private readonly views = new Map<number, (result: TokenStrips | EvaluationFailure) => void>();
  private nextId = 0;
  private deaths = 0;
  private disposed = false;
  private idleTimer: NodeJS.Timeout | undefined;
  private rowTimer: NodeJS.Timeout | undefined;
  private restartTimer: NodeJS.Timeout | undefined;

  constructor(private readonly options: WorkerScorerOptions) {}

  /** Process id of the inference process while there is one. */
  get processId(): number | undefined {
    return this.process?.pid;
  }

  /** Versions of the files that the loaded models consist of. */
  get modelFiles(): readonly FileStamp[] {
    return this.stamps;
  }

  async identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    if (this.identity && this.process) {
      if (!isReplaced(this.stamps)) return this.identity;
      this.refuse(new ModelsReplacedError());
    }
    return untilAborted(this.load(), signal);
  }

  async *evaluate(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal?: CancellationSignal,
  ): AsyncGenerator<EvaluationOutcome> {
    const inFlight: { id: number; outcome: Promise<EvaluationOutcome> }[] = [];
    const first = () => inFlight[0]?.outcome;
    try {
      for await (const request of requests) {
        if (signal?.aborted) return;
        inFlight.push(this.submit(request));
        if (inFlight.length < window) continue;
        const outcome = await orAborted(first(), signal);
        if (!outcome) return;
        inFlight.shift();
        yield outcome;
      }
      while (inFlight.length > 0) {
        const outcome = await orAborted(first(), signal);
        if (!outcome) return;
        inFlight.shift();
        yield outcome;
      }
    } finally {
      this.abandon(inFlight.map(({ id }) => id));
    }
  }

  async viewTokens(texts: PairTexts, convention: ConventionName | null, signal?: CancellationSignal): Promise<TokenStrips | EvaluationFailure> {
    await this.identify(signal);
    const id = this.nextId++;
    const result = new Promise<TokenStrips | EvaluationFailure>((resolve) => this.views.set(id, resolve));
    this.process?.send({ type: 'viewTokens', id, texts, convention });
    this.updateTimers();
    return untilAborted(result, signal);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const timer of [this.idleTimer, this.rowTimer, this.restartTimer]) clearTimeout(timer);
    this.loading?.reject(new CancelledError('The engine was shut down.'));
    this.failAll('The engine was shut down.');
    this.process?.kill();
    this.process = undefined;
  }

  private load(): Promise<ModelSetIdentity> {
    if (this.disposed) return Promise.reject(new CancelledError('The engine was shut down.'));
    if (!this.loading) {
      this.loading = withResolvers();
      this.start();
    }
    return this.loading.promise;
  }

  private start(): void {
    const { workerFile, log, ...models } = this.options;
    const process = new WorkerProcess(workerFile, models.background, log, {
      onMessage: (message) => {
        if (this.process === process) this.receive(message);
      },
      onExit: (how) => {
        if (this.process === process) this.died(how);
      },
    });
    this.process = process;
    process.send({ type: 'load', options: models });
    for (const job of this.jobs.values()) this.send(job);
    this.updateTimers();
  }

  private submit(request: EvaluationRequest): { id: number; outcome: Promise<EvaluationOutcome> } {
    const id = this.nextId++;
    const outcome = new Promise<EvaluationOutcome>((settle, reject) => {
      const job: Job = { id, request, crashes: 0, started: false, settle, reject };
      this.jobs.set(id, job);
      if (this.process) this.send(job);
      else if (!this.restartTimer) void this.load().catch((error: unknown) => this.failAll(String(error)));
    });
    // Those behind the one that is waited for are dropped with it.
    outcome.catch(() => undefined);
    this.updateTimers();
    return { id, outcome };
  }

  private send(job: Job): void {
    job.started = false;
    const { texts, tokens, pooled, reference } = job.request;
    this.process?.send({ type: 'evaluate', id: job.id, texts, tokens, ...(pooled && { pooled }), ...(reference && { reference }) });
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'loaded':
        this.loaded(message.identity, message.stamps);
        break;
      case 'refused':
        this.refuse(new ModelRefusedError(message.folder, message.message));
        break;
      case 'replaced':
        this.refuse(new ModelsReplacedError());
        break;
      case 'started':
        this.markStarted(message.id);
        break;
      case 'viewedTokens':
        this.views.get(message.id)?.(message.result);
        this.views.delete(message.id);
        this.updateTimers();
        break;
      case 'evaluated':
        this.deaths = 0;
        this.settle(message.id, (key) => ('code' in message.result ? { key, failure: message.result } : { key, evaluation: message.result }));
        break;
    }
  }

  private markStarted(id: number): void {
    const job = this.jobs.get(id);
    if (job) job.started = true;
    clearTimeout(this.rowTimer);
    this.rowTimer = setTimeout(() => this.process?.kill(), rowTimeoutMilliseconds);
    this.rowTimer.unref();
  }

  private loaded(identity: ModelSetIdentity, stamps: readonly FileStamp[]): void {
    const name = JSON.stringify(identity);
    if (this.expected !== undefined && this.expected !== name) return this.refuse(new ModelsReplacedError());
    this.expected = name;
    this.identity = identity;
    this.stamps = stamps;
    this.loading?.resolve(identity);
  }

  /** Nothing can be scored any more; whoever waits is told why. The next request loads what is there then. */
  private refuse(error: Error): void {
    this.expected = undefined;
    this.loading?.reject(error);
    this.stop();
    for (const job of this.jobs.values()) job.reject(error);
    this.jobs.clear();
    clearTimeout(this.rowTimer);
    this.updateTimers();
  }

  private settle(id: number, outcome: (key: number) => EvaluationOutcome): void {
    const job = this.jobs.get(id);
    this.jobs.delete(id);
    job?.settle(outcome(job.request.key));
    clearTimeout(this.rowTimer);
    this.updateTimers();
  }

  private failViews(): void {
    const failure: EvaluationFailure = { code: 'inference-failed', message: 'The inference process ended before it answered; ask again.' };
    for (const resolve of this.views.values()) resolve(failure);
    this.views.clear();
  }

  private failAll(message: string): void {
    this.failViews();
    for (const id of [...this.jobs.keys()]) this.settle(id, (key) => ({ key, failure: { code: 'inference-failed', message } }));
  }

  /** The process is gone unasked: put the blame on the row it worked on, then start again with what is left. */
  private died(how: string): void {
    this.process = undefined;
    this.identity = undefined;
    this.failViews();
    this.deaths++;
    this.options.log.warn(`the inference process died (${how}); ${this.jobs.size} rows on their way are sent again`);
    this.blame();
    if (this.deaths >= hopelessDeaths) {
      const error = new Error(`The inference process died ${this.deaths} times in a row (${how}); see the log, and try a smaller model.`);
      this.loading?.reject(error);
      this.loading = undefined;
      this.deaths = 0;
      this.failAll(error.message);
      return;
    }
    if (this.jobs.size > 0 || this.isLoading()) this.restartSoon();
    else this.loading = undefined;
  }

  private isLoading(): boolean {
    return this.loading !== undefined && !this.loading.settled();
  }

  private blame(): void {
    const culprit = [...this.jobs.values()].find((job) => job.started);
    if (!culprit || ++culprit.crashes < 2) return;
    const message = 'The inference process died twice while it worked on this pair; the pair may be too long for this machine’s memory.';
    this.settle(culprit.id, (key) => ({ key, failure: { code: 'worker-crashed', message } }));
  }

  private restartSoon(): void {
    if (!this.isLoading()) this.loading = withResolvers();
    const pause = firstPauseMilliseconds * 2 ** (this.deaths - 1);
    this.restartTimer = setTimeout(() => {
      this.restartTimer = undefined;
      this.start();
    }, pause);
  }

  /** Ends the process on purpose; the next request starts another. */
  private stop(): void {
    const process = this.process;
    this.failViews();
    this.process = undefined;
    this.identity = undefined;
    this.loading = undefined;
    process?.kill();
  }

  /** Requests whose caller went away: the waiting ones are forgotten, a run under way gets a moment to end. */
  private abandon(ids: readonly number[]): void {
    const open = ids.filter((id) => this.jobs.has(id));
    const running = open.find((id) => this.jobs.get(id)?.started);
    for (const id of open) {
      this.process?.send({ type: 'forget', id });
      if (id !== running) this.jobs.delete(id);
    }
    if (running !== undefined) setTimeout(() => this.killIfStillRunning(running), graceMilliseconds).unref();
    this.updateTimers();
  }

  private killIfStillRunning(id: number): void {
    if (!this.jobs.delete(id)) return;
    this.stop();
    this.updateTimers();
    if (this.jobs.size > 0) void this.load().catch((error: unknown) => this.failAll(String(error)));
  }

  /** A process without work does not keep the parent alive, and ends after a while. */
  private updateTimers(): void {
    const busy = this.jobs.size > 0 || this.views.size > 0 || this.isLoading();
    this.process?.setReferenced(busy);
    clearTimeout(this.idleTimer);
    if (busy || !this.process) return;
    this.idleTimer = setTimeout(() => this.stop(), idleMilliseconds);
    this.idleTimer.unref();
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<ModelSetIdentity>;
  resolve(identity: ModelSetIdentity): void;
  reject(error: Error): void;
  settled(): boolean;
}

function withResolvers(): PromiseWithResolvers {
  let isSettled = false;
  let resolve: (identity: ModelSetIdentity) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<ModelSetIdentity>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // Whoever asks gets the rejection; a load that nobody waits for any more must not end the process.
  promise.catch(() => undefined);
  const settling = <T>(then: (value: T) => void) => (value: T) => {
    isSettled = true;
    then(value);
  };
  return { promise, resolve: settling(resolve), reject: settling(reject), settled: () => isSettled };
}

/** The value, or undefined as soon as the signal is aborted. */
async function orAborted<T>(value: Promise<T> | undefined, signal: CancellationSignal | undefined): Promise<T | undefined> {
  if (!signal || !value) return value;
  let stop: () => void = () => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return signal.aborted ? undefined : await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function untilAborted<T>(value: Promise<T>, signal: CancellationSignal | undefined): Promise<T> {
  const result = await orAborted(value, signal);
  if (result === undefined) throw new CancelledError('Loading the models was stopped.');
  return result;
}
