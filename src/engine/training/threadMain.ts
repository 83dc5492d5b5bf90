import { parentPort, workerData } from 'node:worker_threads';

import type { ProbeOutcome } from '../../core/noise/probe/probeOutcome';
import { trainingSteps } from '../../core/noise/probe/trainingSteps';
import type { TrainingReply, TrainingTask } from './trainingProtocol';

/** Progress is told in hundredths. */
const progressStep = 0.01;

function train({ problem, options }: TrainingTask): ProbeOutcome {
  const steps = trainingSteps(problem, options);
  let told = 0;
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (step.value < told + progressStep) continue;
    told = step.value;
    send({ kind: 'progress', share: told });
  }
}

function send(reply: TrainingReply): void {
  parentPort?.postMessage(reply);
}

try {
  send({ kind: 'outcome', outcome: train(workerData as TrainingTask) });
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  send({ kind: 'refused', message: error.message });
}
