import { CancelledError } from '../../errors';
import type { ProbeOutcome } from './probeOutcome';
import type { ProbeOptions, ProbeProblem } from './probeProblem';
import type { ProbeControls, ProbeTrainer } from './probeTrainer';
import { trainingSteps } from './trainingSteps';

/** Trains in the thread of its caller. */
export class InProcessProbeTrainer implements ProbeTrainer {
  /** `turn` lets others have the thread between steps, such as setImmediate of Node; without it a signal is seen only where it was aborted before. */
  constructor(private readonly turn: () => Promise<unknown> = () => Promise.resolve()) {}

  async train(problem: ProbeProblem, options: ProbeOptions, { signal, onProgress }: ProbeControls = {}): Promise<ProbeOutcome> {
    const steps = trainingSteps(problem, options);
    for (;;) {
      if (signal?.aborted) throw new CancelledError('Training was stopped.');
      const step = steps.next();
      if (step.done) return step.value;
      onProgress?.(step.value);
      await this.turn();
    }
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}
