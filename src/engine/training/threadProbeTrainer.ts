import { Worker } from 'node:worker_threads';

import { CancelledError } from '../../core/errors';
import type { ProbeOutcome } from '../../core/noise/probe/probeOutcome';
import type { ProbeOptions, ProbeProblem } from '../../core/noise/probe/probeProblem';
import type { ProbeControls, ProbeTrainer } from '../../core/noise/probe/probeTrainer';
import type { TrainingReply, TrainingTask } from './trainingProtocol';

/** Numbers lie outside the heap. */
const heapMegabytes = 1024;

/**
 * Trains each probe in a thread of its own, so that the extension host stays responsive, and a training that is stopped ends at once. Arrays on a
 * SharedArrayBuffer are read where they are, others are copied; the caller's stay as they were.
 */
export class ThreadProbeTrainer implements ProbeTrainer {
  private readonly workers = new Map<Worker, (error: Error) => void>();

  /** `workerFile` is the bundled thread, dist/probeTrainer.js. */
  constructor(private readonly workerFile: string) {}

  async train(problem: ProbeProblem, options: ProbeOptions, { signal, onProgress }: ProbeControls = {}): Promise<ProbeOutcome> {
    if (signal?.aborted) throw new CancelledError('Training was stopped.');
    const task: TrainingTask = { problem, options };
    const worker = new Worker(this.workerFile, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
    let stop: () => void = () => undefined;
    try {
      return await new Promise<ProbeOutcome>((resolve, reject) => {
        stop = () => reject(new CancelledError('Training was stopped.'));
        signal?.addEventListener('abort', stop);
        this.workers.set(worker, reject);
        worker.on('message', (reply: TrainingReply) => {
          if (reply.kind === 'progress') onProgress?.(reply.share);
          else if (reply.kind === 'outcome') resolve(reply.outcome);
          else reject(new RangeError(reply.message));
        });
        worker.on('error', reject);
        worker.on('exit', (code) => reject(new Error(`The thread that trains the probe ended with status ${String(code)}; close other programs if memory is short, and try again.`)));
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      this.workers.delete(worker);
      void worker.terminate();
    }
  }

  dispose(): Promise<void> {
    for (const reject of this.workers.values()) reject(new CancelledError('Training was stopped.'));
    return Promise.resolve();
  }
}
