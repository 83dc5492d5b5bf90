import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';

import { ModelsReplacedError } from '../core/errors';
import type { CancellationSignal, EvaluationOutcome, EvaluationRequest, ModelSetIdentity, Scorer } from '../core/ports';
import { isUnchanged, type FileStamp } from './model/fileStamps';
import type { WorkerScorer, WorkerScorerOptions } from './workerScorer';

/** Where identities are kept from one session to the next. */
export interface IdentityMemory {
  get(name: string): Promise<Uint8Array | undefined>;
  set(name: string, value: Uint8Array): Promise<void>;
}

interface Remembered {
  readonly identity: ModelSetIdentity;
  readonly stamps: readonly FileStamp[];
}

/**
 * Says what a model set is without loading it, as long as its files are those of the last load, so that stored figures show
 * at once. Loads when a pair must really be measured, and rejects with ModelsReplacedError if it then is another model after all.
 */
export class RememberedIdentityScorer implements Scorer {
  private readonly name: string;
  private lastLoad: Remembered | undefined;
  /** What callers were told. */
  private told: ModelSetIdentity | undefined;
  private verified = false;

  constructor(
    private readonly worker: WorkerScorer,
    options: Pick<WorkerScorerOptions, 'workerFile' | 'policy' | 'reference' | 'convention' | 'maxLength' | 'allFigures' | 'memoryMegabytes'>,
    private readonly memory: IdentityMemory,
  ) {
    const { workerFile, policy, reference, convention, maxLength, allFigures, memoryMegabytes } = options;
    // Another build of the engine may read a folder in another way.
    const build = statSync(workerFile, { throwIfNoEntry: false });
    const named = [workerFile, build?.size, build?.mtimeMs, policy, reference, convention, maxLength, allFigures, memoryMegabytes];
    this.name = createHash('sha256').update(JSON.stringify(named)).digest('hex').slice(0, 32);
  }

  async identify(signal?: CancellationSignal): Promise<ModelSetIdentity> {
    this.told = this.verified ? undefined : await this.recall();
    return this.told ?? this.load(signal);
  }

  async *evaluate(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal?: CancellationSignal,
  ): AsyncGenerator<EvaluationOutcome> {
    try {
      yield* this.worker.evaluate(this.afterLoading(requests, signal), signal);
    } catch (error) {
      if (ModelsReplacedError.is(error)) this.forget();
      throw error;
    }
  }

  dispose(): Promise<void> {
    return this.worker.dispose();
  }

  private async *afterLoading(
    requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>,
    signal: CancellationSignal | undefined,
  ): AsyncGenerator<EvaluationRequest> {
    for await (const request of requests) {
      if (!this.verified) await this.load(signal);
      yield request;
    }
  }

  private async load(signal: CancellationSignal | undefined): Promise<ModelSetIdentity> {
    const { told } = this;
    const identity = await this.worker.identify(signal);
    this.verified = true;
    const isNew = this.lastLoad?.stamps !== this.worker.modelFiles;
    this.lastLoad = { identity, stamps: this.worker.modelFiles };
    // Without it the next session loads the models first; nothing else is lost.
    if (isNew) await this.memory.set(this.name, Buffer.from(JSON.stringify(this.lastLoad))).catch(() => undefined);
    if (told && JSON.stringify(told) !== JSON.stringify(identity)) throw new ModelsReplacedError();
    return identity;
  }

  /** What was loaded last, if its files are still the same. */
  private async recall(): Promise<ModelSetIdentity | undefined> {
    this.lastLoad ??= await this.readMemory();
    return this.lastLoad && isUnchanged(this.lastLoad.stamps) ? this.lastLoad.identity : undefined;
  }

  private async readMemory(): Promise<Remembered | undefined> {
    try {
      const bytes = await this.memory.get(this.name);
      return bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as Remembered);
    } catch {
      return undefined;
    }
  }

  private forget(): void {
    this.told = undefined;
    this.verified = false;
  }
}
