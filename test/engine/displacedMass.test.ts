import { readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PairTexts } from '../../src/core/dataset/preferencePair';
import type { PairEvaluation } from '../../src/core/scoring/pairEvaluation';
import { buildBundles, bundles } from './support/bundles';
import { evaluateAll, makeScorer } from './support/models';

interface SampleRow {
  readonly id: string;
  readonly prompt: unknown;
  readonly chosen: unknown;
  readonly rejected: unknown;
}

/** The row of the shipped sample that shows where displaced probability goes. */
function displacedRow(): PairTexts {
  const lines = readFileSync(path.join(bundles.root, 'media/sample/preferences.jsonl'), 'utf8').trimEnd().split('\n');
  const row = lines.map((line) => JSON.parse(line) as SampleRow).find(({ id }) => id === 'safe-09');
  expect(row, 'the sample has the row safe-09').toBeDefined();
  return { format: 'conversational', prompt: row?.prompt, chosen: row?.chosen, rejected: row?.rejected } as PairTexts;
}

describe('the sample pair of Never over No', () => {
  const scorer = makeScorer();
  let evaluation: PairEvaluation;
  beforeAll(async () => {
    await buildBundles();
    const [outcome] = await evaluateAll(scorer, [displacedRow()], true);
    if (!outcome || !('evaluation' in outcome)) throw new Error(`the row could not be measured: ${JSON.stringify(outcome)}`);
    evaluation = outcome.evaluation;
  });
  afterAll(async () => {
    await scorer.dispose();
  });

  it('moves the predicted probability to the third answer, Yes, more than to any other token', () => {
    expect(evaluation.chosen.mass?.gains[0]).toMatchObject({ text: 'Yes' });
    const first = evaluation.chosen.tokens?.[0];
    expect(first?.mass?.gains[0]).toMatchObject({ text: 'Yes' });
    expect(first?.mass?.losses[0]).toMatchObject({ text: 'No' });
  });

  it('gives the chosen answer itself next to nothing of what No loses', () => {
    const { gains = [], losses = [] } = evaluation.chosen.tokens?.[0]?.mass ?? {};
    const [lost, third] = [losses[0]?.change ?? 0, gains[0]?.change ?? 0];
    const own = gains.find(({ id }) => id === evaluation.chosen.tokens?.[0]?.id)?.change ?? 0;
    expect(lost).toBeLessThan(0);
    expect(third).toBeGreaterThan(-lost / 2);
    expect(own).toBeLessThan(third / 100);
  });
});
