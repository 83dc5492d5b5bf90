import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Coalition } from '../../src/core/attribution/coalition';
import type { CoalitionLogProbabilities, GameRequest, OpenGame } from '../../src/core/attribution/promptGame';
import type { WorkerScorer } from '../../src/engine/workerScorer';
import { buildBundles } from './support/bundles';
import { evaluateAll, makeScorer, standard } from './support/models';

let scorer: WorkerScorer;
beforeAll(async () => {
  await buildBundles();
  scorer = makeScorer();
});
afterAll(() => scorer.dispose());

async function open(request: GameRequest): Promise<OpenGame> {
  const game = await scorer.openGame(request);
  if ('code' in game) throw new Error(game.message);
  return game;
}

async function evaluate(game: OpenGame, coalitions: readonly Coalition[]): Promise<CoalitionLogProbabilities[]> {
  const results: CoalitionLogProbabilities[] = [];
  for await (const one of game.evaluate(coalitions)) results.push(one);
  return results;
}

describe('with every unit present', () => {
  it('tokens and probabilities are those of the scored pair', async () => {
    const [prompt, responses] = ['The sky is blue today', [' and clear', ' and grey']];
    const game = await open({ texts: { format: 'standard', prompt, responses }, players: 'token', removal: { kind: 'delete' } });
    const [full] = await evaluate(game, [new Uint8Array(game.opening.players.length).fill(1)]);
    const [outcome] = await evaluateAll(scorer, [standard(prompt, responses[0]!, responses[1]!)], true);
    if (!outcome || 'failure' in outcome) throw new Error('not scored');
    for (const [index, side] of [outcome.evaluation.chosen, outcome.evaluation.rejected].entries()) {
      expect(game.opening.responses[index]?.map(({ id, text }) => ({ id, text }))).toEqual(side.tokens?.map(({ id, text }) => ({ id, text })));
      for (const [token, { logProbability, referenceLogProbability }] of (side.tokens ?? []).entries()) {
        expect(full?.policy[index]?.[token]).toBeCloseTo(logProbability!, 5);
        expect(full?.reference?.[index]?.[token]).toBeCloseTo(referenceLogProbability!, 5);
      }
    }
  });
});
