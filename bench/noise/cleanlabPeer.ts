import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { sigmoid } from '../../src/core/scoring/logistic';
import { RandomSource } from '../../src/core/statistics/randomSource';

export interface CleanlabResult {
  readonly suspicion: readonly number[];
  readonly rate: number;
}

/**
 * cleanlab on out-of-fold probabilities of a probe. It knows classes, not pairs: each pair is shown either way round by the toss of a seeded coin, so that both
 * classes ("the first is better", "the second is") exist. Null without a Python.
 */
export function cleanlab(root: string, logits: Float64Array, seed: number): CleanlabResult | null {
  const python = process.env['PREFLENS_BENCH_PYTHON'];
  if (!python) return null;
  const random = new RandomSource(seed);
  const rows = Array.from(logits, (logit) => {
    const right = sigmoid(Number.isNaN(logit) ? 0 : logit);
    const label = random.integer(2);
    return { label, first: label === 1 ? right : 1 - right };
  });
  const output = execFileSync(python, [path.join(root, 'bench/noise/cleanlab_side.py')], { input: JSON.stringify(rows), encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'ignore'] });
  return JSON.parse(output) as CleanlabResult;
}
