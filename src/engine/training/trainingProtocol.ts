import type { ProbeOutcome } from '../../core/noise/probe/probeOutcome';
import type { ProbeOptions, ProbeProblem } from '../../core/noise/probe/probeProblem';

export interface TrainingTask {
  readonly problem: ProbeProblem;
  readonly options: ProbeOptions;
}

/** Thread → client; the last message is an outcome or a refusal. */
export type TrainingReply =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'outcome'; readonly outcome: ProbeOutcome }
  /** A RangeError of the caller's making. */
  | { readonly kind: 'refused'; readonly message: string };
