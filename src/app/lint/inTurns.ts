import { CancelledError } from '../../core/errors';
import type { Steps } from '../../core/noise/steps';
import type { CancellationSignal } from '../../core/ports';

export interface Turns {
  /** Lets others have the thread between steps, such as setImmediate of Node; without it a signal is seen only where it was aborted before. */
  readonly turn?: () => Promise<unknown>;
  readonly signal?: CancellationSignal;
}

/** Does all steps, with a turn for others after each. Rejects with CancelledError when the signal is aborted. */
export async function inTurns<T>(steps: Steps<T>, { turn, signal }: Turns): Promise<T> {
  for (;;) {
    if (signal?.aborted) throw new CancelledError('Linting was stopped.');
    const step = steps.next();
    if (step.done) return step.value;
    await turn?.();
  }
}
