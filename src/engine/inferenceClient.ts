import { CancelledError, ModelRefusedError, ModelsReplacedError } from '../core/errors';
import type { CancellationSignal, EvaluationFailure, Log, ModelSetIdentity } from '../core/ports';
import { isReplaced, type FileStamp } from './model/fileStamps';
import type { LanePlan } from './model/lanePlan';
import type { ModelSetOptions } from './modelSetOptions';
import { orAborted, Settlement } from './settlement';
import type { FromWorker, ToWorker } from './worker/protocol';
import { WorkerProcess } from './workerProcess';

export interface InferenceClientOptions extends ModelSetOptions {
  /** The bundled worker, dist/worker.js. */
  readonly workerFile: string;
  readonly log: Log;
}

/** For a process that computes beside another one. */
export interface HelperOptions {
  /** What the models must come to. */
  readonly expected: ModelSetIdentity;
  readonly idleMilliseconds: number;
  /** Takes the jobs of a process that died; it is not started again by itself. */
  readonly onDeath: (jobs: readonly InferenceJob[]) => void;
}

/** What the process answers to a request. */
export type JobAnswer = Exclude<Extract<FromWorker, { readonly id: number }>, { readonly type: 'started' }>;

/** A request that the process works on, and who waits for it. */
export interface InferenceJob {
  /** What the job is about, in a message to the user: "pair". */
  readonly subject: string;
  /** Whether it is sent again when the process dies; else it fails, and is asked for again by hand. */
  readonly isRetried: boolean;
  /** Rows or coalitions. */
  readonly units: number;
  /** Characters to read, about. */
  readonly size: number;
  /** What is sent, and sent again when the process died: what is still open. */
  message(id: number): ToWorker;
  /** Takes an answer; true when it was the last. */
  receive(answer: JobAnswer): boolean;
  /** There will be no answer. */
  fail(failure: EvaluationFailure): void;
  /** There will be no answer to anybody: the models cannot be used, or are others now. */
  reject(error: Error): void;
}

interface OpenJob {
  readonly job: InferenceJob;
  /** How often the process died while it worked on this, without an answer between. */
  crashes: number;
  started: boolean;
  /** Between a start and an answer: what the process works on, or comes to next. */
  stepping: boolean;
}

/** A step that takes longer hangs; the largest models need seconds. */
const stepTimeoutMilliseconds = 10 * 60 * 1000;
const defaultIdleMilliseconds = 10 * 60 * 1000;
/** Deaths in a row, without one answer between them, after which the fault is not a job's. */
const hopelessDeaths = 6;
const firstPauseMilliseconds = 100;

/**
 * One model set in a process of its own, and the jobs that it is given. The process is started on first use, restarted when it dies,
 * and ended when idle. Jobs that were on their way when it died are sent again; one that kills it twice fails.
 */
export class InferenceClient {
  private process: WorkerProcess | undefined;
  private loading: Settlement<ModelSetIdentity> | undefined;
  private identity: ModelSetIdentity | undefined;
  private lanePlan: LanePlan | undefined;
  /** What was loaded first: a process that is started again must come to the same. */
  private expected: string | undefined;
  private stamps: readonly FileStamp[] = [];
  /** In the order in which they were sent. */
  private readonly jobs = new Map<number, OpenJob>();
  private nextId = 0;
  private deaths = 0;
  private disposed = false;
  private idleTimer: NodeJS.Timeout | undefined;
  private stepTimer: NodeJS.Timeout | undefined;
  private restartTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: InferenceClientOptions,
    private readonly helper: HelperOptions | null = null,
  ) {
    this.expected = helper ? JSON.stringify(helper.expected) : undefined;
  }

  get processId(): number | undefined {
    return this.process?.pid;
  }

  get modelFiles(): readonly FileStamp[] {
    return this.stamps;
  }

  /** What the process that lives now has loaded. */
  get loadedIdentity(): ModelSetIdentity | undefined {
    return this.process && this.identity;
  }

  /** The same as one string, to tell models apart. */
  get loadedName(): string | undefined {
    return this.loadedIdentity && this.expected;
  }

  /** How many processes there is room for, as the one that was loaded last found. */
  get plan(): LanePlan | undefined {
    return this.lanePlan;
  }

  /** Rows and coalitions that wait for an answer. */
  get openUnits(): number {
    return this.sumOfJobs(({ units }) => units);
  }

  /** Characters that wait to be read. */
  get openSize(): number {
    return this.sumOfJobs(({ size }) => size);
  }

  async identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    if (this.identity && this.process) {
      if (!isReplaced(this.stamps)) return this.identity;
      this.refuse(new ModelsReplacedError());
    }
    const identity = await orAborted(this.load(), signal);
    if (identity === undefined) throw new CancelledError('Loading the models was stopped.');
    return identity;
  }

  /** Returns the number of the job. */
  submit(job: InferenceJob): number {
    const id = this.nextId++;
    this.jobs.set(id, { job, crashes: 0, started: false, stepping: false });
    if (this.process) this.process.send(job.message(id));
    else if (!this.restartTimer) void this.load().catch((error: unknown) => this.failAll(String(error)));
    this.updateTimers();
    return id;
  }

  /** A message that no answer follows. */
  tell(message: ToWorker): void {
    this.process?.send(message);
  }

  /**
   * Jobs whose caller went away: those that wait are forgotten, a step under way gets some time to end before the process is killed,
   * since ONNX Runtime takes no other request meanwhile.
   */
  abandon(ids: readonly number[], graceMilliseconds: number): void {
    for (const id of ids) {
      const open = this.jobs.get(id);
      if (!open) continue;
      this.process?.send({ type: 'forget', id });
      if (!open.started) this.jobs.delete(id);
      else setTimeout(() => this.killIfStillRunning(id), graceMilliseconds).unref();
    }
    this.updateTimers();
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const timer of [this.idleTimer, this.stepTimer, this.restartTimer]) clearTimeout(timer);
    this.loading?.reject(new CancelledError('The engine was shut down.'));
    this.failAll('The engine was shut down.');
    this.process?.kill();
    this.process = undefined;
  }

  private load(): Promise<ModelSetIdentity> {
    if (this.disposed) return Promise.reject(new CancelledError('The engine was shut down.'));
    if (!this.loading) {
      this.loading = new Settlement();
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
    for (const [id, open] of this.jobs) {
      open.started = open.stepping = false;
      process.send(open.job.message(id));
    }
    this.updateTimers();
  }

  private receive(message: FromWorker): void {
    switch (message.type) {
      case 'loaded':
        return this.loaded(message);
      case 'refused':
        return this.refuse(new ModelRefusedError(message.folder, message.message));
      case 'replaced':
        return this.refuse(new ModelsReplacedError());
      case 'started':
        return this.markStarted(message.id);
      default:
        return this.answered(message);
    }
  }

  private markStarted(id: number): void {
    const open = this.jobs.get(id);
    if (open) open.started = open.stepping = true;
    clearTimeout(this.stepTimer);
    this.stepTimer = setTimeout(() => this.process?.kill(), stepTimeoutMilliseconds);
    this.stepTimer.unref();
  }

  private answered(answer: JobAnswer): void {
    this.deaths = 0;
    const open = this.jobs.get(answer.id);
    if (!open) return;
    if (open.stepping) clearTimeout(this.stepTimer);
    open.stepping = false;
    open.crashes = 0;
    if (open.job.receive(answer)) this.jobs.delete(answer.id);
    this.updateTimers();
  }

  private loaded({ identity, stamps, plan }: Extract<FromWorker, { type: 'loaded' }>): void {
    const name = JSON.stringify(identity);
    if (this.expected !== undefined && this.expected !== name) return this.refuse(new ModelsReplacedError());
    this.expected = name;
    this.identity = identity;
    this.stamps = stamps;
    this.lanePlan = plan;
    this.loading?.resolve(identity);
  }

  /** Nothing can be computed any more; whoever waits is told why. The next request loads what is there then. */
  private refuse(error: Error): void {
    this.expected = undefined;
    this.loading?.reject(error);
    this.stop();
    const waiting = [...this.jobs.values()];
    this.jobs.clear();
    for (const { job } of waiting) job.reject(error);
    clearTimeout(this.stepTimer);
    this.updateTimers();
  }

  private failAll(message: string): void {
    for (const id of [...this.jobs.keys()]) this.fail(id, { code: 'inference-failed', message });
  }

  private fail(id: number, failure: EvaluationFailure): void {
    const open = this.jobs.get(id);
    this.jobs.delete(id);
    open?.job.fail(failure);
    clearTimeout(this.stepTimer);
    this.updateTimers();
  }

  /** The process is gone unasked: put the blame on the job it worked on, then start again with what is left. */
  private died(how: string): void {
    this.process = undefined;
    this.identity = undefined;
    if (this.helper) return this.handOver(how, this.helper);
    this.deaths++;
    const message = 'The inference process ended before it answered; ask again.';
    for (const [id, { job }] of this.jobs) if (!job.isRetried) this.fail(id, { code: 'inference-failed', message });
    this.options.log.warn(`the inference process died (${how}); ${this.jobs.size} jobs on their way are sent again`);
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

  private handOver(how: string, { onDeath }: HelperOptions): void {
    const jobs = [...this.jobs.values()].map(({ job }) => job);
    this.options.log.warn(`an inference process died (${how}); another one does the ${jobs.length} jobs that it had`);
    this.loading?.reject(new Error(`it died (${how})`));
    this.loading = undefined;
    this.jobs.clear();
    this.updateTimers();
    clearTimeout(this.stepTimer);
    onDeath(jobs);
  }

  private sumOfJobs(of: (job: InferenceJob) => number): number {
    let sum = 0;
    for (const { job } of this.jobs.values()) sum += of(job);
    return sum;
  }

  private isLoading(): boolean {
    return this.loading?.isSettled === false;
  }

  private blame(): void {
    const [id, culprit] = [...this.jobs].find(([, { stepping }]) => stepping) ?? [];
    if (id === undefined || !culprit || ++culprit.crashes < 2) return;
    const { subject } = culprit.job;
    this.fail(id, { code: 'worker-crashed', message: `The inference process died twice while it worked on this ${subject}; the ${subject} may be too long for this machine’s memory.` });
  }

  private restartSoon(): void {
    if (!this.isLoading()) this.loading = new Settlement();
    const pause = firstPauseMilliseconds * 2 ** (this.deaths - 1);
    this.restartTimer = setTimeout(() => {
      this.restartTimer = undefined;
      this.start();
    }, pause);
  }

  /** Ends the process on purpose; the next request starts another. */
  private stop(): void {
    const process = this.process;
    this.process = undefined;
    this.identity = undefined;
    this.loading = undefined;
    process?.kill();
  }

  private killIfStillRunning(id: number): void {
    if (!this.jobs.delete(id)) return;
    this.stop();
    this.updateTimers();
    if (this.jobs.size > 0) void this.load().catch((error: unknown) => this.failAll(String(error)));
  }

  /** A process without work does not keep the parent alive, and ends after a while. */
  private updateTimers(): void {
    const busy = this.jobs.size > 0 || this.isLoading();
    this.process?.setReferenced(busy);
    clearTimeout(this.idleTimer);
    if (busy || !this.process) return;
    this.idleTimer = setTimeout(() => this.stop(), this.helper?.idleMilliseconds ?? defaultIdleMilliseconds);
    this.idleTimer.unref();
  }
}
