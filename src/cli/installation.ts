import { realpathSync } from 'node:fs';
import path from 'node:path';

/** Where this installation's parts lie: the bundle stands in dist, beside the worker. */
const dist = path.dirname(realpathSync(__filename));

export const installation = {
  root: path.dirname(dist),
  workerFile: path.join(dist, 'worker.js'),
  parquetWorkerFile: path.join(dist, 'parquetWorker.js'),
  probeTrainerFile: path.join(dist, 'probeTrainer.js'),
} as const;
