import type { Steps } from '../../../src/core/noise/steps';

/** A function that does all its steps at once. */
export function inOneGo<Arguments extends readonly unknown[], T>(steps: (...given: Arguments) => Steps<T>): (...given: Arguments) => T {
  return (...given) => {
    const run = steps(...given);
    for (;;) {
      const step = run.next();
      if (step.done) return step.value;
    }
  };
}
