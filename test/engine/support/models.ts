import { existsSync } from 'node:fs';
import path from 'node:path';

import { WorkerScorer, type WorkerScorerOptions } from '../../../src/engine/workerScorer';
import type { EvaluationOutcome, EvaluationRequest } from '../../../src/core/ports';
import type { PairTexts } from '../../../src/core/dataset/preferencePair';
import { embeddedModels } from '../../../src/engine/embeddedModels';
import { bundles } from './bundles';

export const embedded = embeddedModels(bundles.root);

/** Real models that lie beside a developer's checkout; tests on them are skipped where they are absent. */
export const sharedModels = path.resolve(bundles.root, '../shared/models');
export const hasSharedModels = existsSync(path.join(sharedModels, 'stories260K', 'model.onnx'));
export const stories = path.join(sharedModels, 'stories260K');
if (!hasSharedModels) process.stderr.write(`skipping tests on the models in ${sharedModels}: the folder is not there\n`);

export const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function makeScorer(options: Partial<WorkerScorerOptions> = {}): WorkerScorer {
  return new WorkerScorer({
    workerFile: bundles.worker,
    ...embedded,
    convention: 'trl',
    maxLength: 1024,
    threads: 1,
    background: false,
    log: silentLog,
    ...options,
  });
}

export function standard(prompt: string, chosen: string, rejected: string): PairTexts {
  return { format: 'standard', prompt, chosen, rejected };
}

export function requestsOf(texts: readonly PairTexts[], tokens = false): EvaluationRequest[] {
  return texts.map((one, key) => ({ key, texts: one, tokens }));
}

export async function evaluateAll(scorer: WorkerScorer, texts: readonly PairTexts[], tokens = false): Promise<EvaluationOutcome[]> {
  const outcomes: EvaluationOutcome[] = [];
  for await (const outcome of scorer.evaluate(requestsOf(texts, tokens))) outcomes.push(outcome);
  return outcomes;
}
