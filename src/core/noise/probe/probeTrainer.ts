import type { CancellationSignal } from '../../ports';
import type { ProbeOutcome } from './probeOutcome';
import type { ProbeOptions, ProbeProblem } from './probeProblem';

export interface ProbeControls {
  readonly signal?: CancellationSignal;
  /** Share of the work that is done, 0 … 1, never falling. */
  readonly onProgress?: (share: number) => void;
}

/** Trains probes, in this thread (`InProcessProbeTrainer`) or in one of its own (`ThreadProbeTrainer` of the engine); both give the same bits. */
export interface ProbeTrainer {
  /** Rejects with CancelledError when the signal is aborted, with RangeError on arrays that do not fit each other or are not finite. */
  train(problem: ProbeProblem, options: ProbeOptions, controls?: ProbeControls): Promise<ProbeOutcome>;
  dispose(): Promise<void>;
}
