import type { CancellationSignal, ModelSetIdentity } from '../core/ports';
import { InferenceClient, type InferenceClientOptions, type InferenceJob } from './inferenceClient';
import type { FileStamp } from './model/fileStamps';
import type { ToWorker } from './worker/protocol';

/** A job on its way; another lane may take it over. */
export interface SubmittedJob {
  lane: InferenceClient;
  id: number;
}

/** Rows or coalitions that wait, of which some could be computed elsewhere. */
const busyUnits = 2;
/** A lane that has just read the prompt of a job gets it, though it has so many characters more to read than another. */
const mostDetour = 4_000;
/** Sooner than the first process, whose end its user would notice. */
const idleMilliseconds = 60_000;
/** Processes that die so often are not worth what they cost; the system may be short of memory. */
const mostDeaths = 3;

/**
 * Processes with the same models, side by side: the first is there as long as it is needed, the others while there is plenty to do and room
 * for them (`LanePlan`). What one of the others leaves undone when it dies, the first does. Which of them computes what changes no bit.
 */
export class InferenceLanes {
  private readonly first: InferenceClient;
  private others: readonly InferenceClient[] = [];
  /** The models that the others have, or are to come to. */
  private othersName: string | undefined;
  private deaths = 0;
  private readonly submitted = new WeakMap<InferenceJob, SubmittedJob>();
  /** What each lane was given last. */
  private readonly prompts = new WeakMap<InferenceClient, string>();
  private busyTimer: NodeJS.Timeout | undefined;
  private disposed = false;

  /** `busyMilliseconds`: how long there must be more to do than one process does at once before others are started. */
  constructor(
    private readonly options: InferenceClientOptions,
    private readonly busyMilliseconds: number,
  ) {
    this.first = new InferenceClient(options);
  }

  /** Of the first process while there is one. */
  get processId(): number | undefined {
    return this.first.processId;
  }

  /** Of all processes that there are. */
  get processIds(): readonly number[] {
    return this.all().flatMap(({ processId }) => processId ?? []);
  }

  get modelFiles(): readonly FileStamp[] {
    return this.first.modelFiles;
  }

  /** How many take work now. */
  get count(): number {
    return this.ready().length;
  }

  identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    return this.first.identify(signal);
  }

  /** To the lane that has least to do, or that has just read the prompt and remembers it. */
  submit(job: InferenceJob, prompt?: string): SubmittedJob {
    const lanes = this.ready();
    const idlest = lanes.reduce((least, lane) => (lane.openSize < least.openSize ? lane : least), this.first);
    const reader = prompt === undefined ? undefined : lanes.find((lane) => this.prompts.get(lane) === prompt);
    const lane = reader && reader.openSize <= idlest.openSize + mostDetour ? reader : idlest;
    if (prompt !== undefined) this.prompts.set(lane, prompt);
    const submitted = { lane, id: lane.submit(job) };
    this.submitted.set(job, submitted);
    this.watch();
    return submitted;
  }

  /** To the first: what takes no model. */
  submitToFirst(job: InferenceJob): SubmittedJob {
    return { lane: this.first, id: this.first.submit(job) };
  }

  /** A message that no answer follows, to all. */
  tell(message: ToWorker): void {
    for (const lane of this.all()) lane.tell(message);
  }

  /** Jobs whose caller went away; see InferenceClient. */
  abandon(jobs: readonly SubmittedJob[], graceMilliseconds: number): void {
    for (const lane of new Set(jobs.map((job) => job.lane))) {
      lane.abandon(
        jobs.flatMap((job) => (job.lane === lane ? job.id : [])),
        graceMilliseconds,
      );
    }
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    clearTimeout(this.busyTimer);
    await Promise.all(this.all().map((lane) => lane.dispose()));
  }

  private all(): readonly InferenceClient[] {
    return [this.first, ...this.others];
  }

  /** The first takes work before it is loaded too; the others have come to the same models. */
  private ready(): readonly InferenceClient[] {
    const name = this.first.loadedName;
    return [this.first, ...this.others.filter((lane) => name !== undefined && lane.loadedName === name)];
  }

  private watch(): void {
    if (this.busyTimer || this.disposed) return;
    this.busyTimer = setTimeout(() => {
      this.busyTimer = undefined;
      if (this.first.openUnits >= busyUnits) this.startOthers();
    }, this.busyMilliseconds);
    this.busyTimer.unref();
  }

  private startOthers(): void {
    const name = this.first.loadedName;
    if (this.disposed || name === undefined || this.deaths >= mostDeaths) return;
    if (this.othersName !== name) this.replaceOthers(name);
    for (const lane of this.others) if (lane.processId === undefined) this.start(lane);
  }

  /** The first has come to other models than the others, or is new. */
  private replaceOthers(name: string): void {
    const { plan, loadedIdentity } = this.first;
    // What they still work on belongs to callers who hear from them that the models are others now.
    if (!plan || !loadedIdentity || this.others.some((lane) => lane.openUnits > 0)) return;
    for (const lane of this.others) void lane.dispose();
    this.othersName = name;
    const { threads, memoryMegabytes } = plan;
    const options = { ...this.options, threads, memoryMegabytes, mostLanes: 1 };
    const helper = { expected: loadedIdentity, idleMilliseconds, onDeath: (jobs: readonly InferenceJob[]) => this.takeOver(jobs) };
    this.others = Array.from({ length: plan.lanes - 1 }, () => new InferenceClient(options, helper));
  }

  private start(lane: InferenceClient): void {
    lane.identify().catch((error: unknown) => {
      if (this.disposed) return;
      this.options.log.info(`no further inference process: ${error instanceof Error ? error.message : String(error)}`);
      this.others = this.others.filter((other) => other !== lane);
    });
  }

  private takeOver(jobs: readonly InferenceJob[]): void {
    this.deaths++;
    for (const job of jobs) {
      const submitted = this.submitted.get(job);
      if (submitted) Object.assign(submitted, { lane: this.first, id: this.first.submit(job) });
    }
  }
}
