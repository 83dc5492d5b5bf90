import { expect } from 'vitest';

import type { ProbeOutcome, TrainedProbe } from '../../../../src/core/noise/probe/probeOutcome';
import type { ProbeOptions, ProbeProblem } from '../../../../src/core/noise/probe/probeProblem';
import { trainingSteps } from '../../../../src/core/noise/probe/trainingSteps';

export function outcomeOf(problem: ProbeProblem, options: ProbeOptions = { seed: 1 }): ProbeOutcome {
  const steps = trainingSteps(problem, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export function trained(problem: ProbeProblem, options: ProbeOptions = { seed: 1 }): TrainedProbe {
  const outcome = outcomeOf(problem, options);
  if (outcome.kind !== 'trained') expect.fail(outcome.reason);
  return outcome;
}
