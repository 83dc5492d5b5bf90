import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { CoalitionLogProbabilities, GameRequest } from '../../src/core/attribution/promptGame';
import { ModelsReplacedError } from '../../src/core/errors';
import type { EvaluationOutcome, EvaluationRequest } from '../../src/core/ports';
import { planLanes } from '../../src/engine/model/lanePlan';
import type { WorkerScorer } from '../../src/engine/workerScorer';
import { buildBundles } from './support/bundles';
import { embedded, evaluateAll, makeScorer, standard } from './support/models';
import { isAlive, until } from './support/processes';

const scorers: WorkerScorer[] = [];

/** Two processes of one thread each, as soon as there is something to do for both. */
function startLanes(options: Parameters<typeof makeScorer>[0] = {}): WorkerScorer {
  const scorer = makeScorer({ threads: 2, busyMilliseconds: 0, ...options });
  scorers.push(scorer);
  return scorer;
}

function startOne(options: Parameters<typeof makeScorer>[0] = {}): WorkerScorer {
  return startLanes({ mostLanes: 1, ...options });
}

beforeAll(async () => {
  await buildBundles();
  undisturbed = await evaluateAll(startOne({ threads: 1 }), pairs);
});
afterEach(async () => {
  for (const scorer of scorers.splice(0)) await scorer.dispose();
});

/** Several answers to a question follow each other; every tenth row is long. */
const pairs = Array.from({ length: 40 }, (_, index) => {
  const question = `Question ${Math.floor(index / 3)}: what would you say to somebody who asks for ${Math.floor(index / 3) + 1} apples and ${'a few '.repeat(index % 5)}pears?\n`;
  return standard(question, `I would say ${index} ${index % 10 === 0 ? 'times that it depends on the season '.repeat(12) : 'times yes.'}`, 'I would say no.');
});
/** Of one process with one thread. */
let undisturbed: EvaluationOutcome[] = [];

/** The pairs over and over until there were enough; how soon a second process is there depends on the machine. */
function* rowsUntil(enough: () => boolean): Generator<EvaluationRequest> {
  for (let key = 0; key < pairs.length || !enough(); key++) yield { key, texts: pairs[key % pairs.length]!, tokens: false };
}

/** Every row once, in order, with the figures of the undisturbed run. */
async function expectUndisturbed(scorer: WorkerScorer, enough: () => boolean, onEach: () => void = () => undefined): Promise<void> {
  let rows = 0;
  for await (const outcome of scorer.evaluate(rowsUntil(enough))) {
    expect(outcome).toEqual({ ...undisturbed[rows % pairs.length], key: rows });
    rows++;
    onEach();
  }
}

/** True from so many calls after the condition held first. */
function since(condition: () => boolean, calls: number): () => boolean {
  let left: number | null = null;
  return () => {
    left ??= condition() ? calls : null;
    return left !== null && left-- <= 0;
  };
}

describe('two processes', () => {
  it('give the rows in their order, with the bits of one process and of any number of threads', async () => {
    expect(undisturbed.every((outcome) => 'evaluation' in outcome && outcome.evaluation.displacement !== null)).toBe(true);
    expect(await evaluateAll(startOne(), pairs)).toEqual(undisturbed);
    const scorer = startLanes();
    await expectUndisturbed(scorer, since(() => scorer.laneCount === 2, 60));
    expect(scorer.processIds).toHaveLength(2);
  });

  it.each([
    ['the second', 1],
    ['the first', 0],
  ])('lose and double no row when %s is killed, and change no bit', async (_, which) => {
    const scorer = startLanes();
    let killed: number | undefined;
    const killOnce = () => {
      if (killed !== undefined || scorer.laneCount < 2) return;
      killed = scorer.processIds[which];
      process.kill(killed!, 'SIGKILL');
    };
    await expectUndisturbed(scorer, since(() => killed !== undefined, 60), killOnce);
    expect(isAlive(killed!)).toBe(false);
  });

  it('play a game with the bits of one', async () => {
    const text = 'Please tell me in one sentence why the sky over the sea is blue in the morning and red in the evening, and whether fish can see it.';
    const players = [...text.matchAll(/\S+/g)].map((word) => ({ message: 0, start: word.index, end: word.index + word[0].length }));
    const request: GameRequest = { texts: { format: 'standard', prompt: text, responses: [' Light is scattered.', ' Nobody knows.'] }, players, removal: { kind: 'delete' } };
    const coalitions = Array.from({ length: 300 }, (_, index) => Uint8Array.from(players, (__, player) => Number((index * 7919 + player * 104_729) % 13 < 6)));
    const play = async (scorer: WorkerScorer) => {
      const game = await scorer.openGame(request);
      if ('code' in game) throw new Error(game.message);
      const values: CoalitionLogProbabilities[] = [];
      for await (const value of game.evaluate(coalitions)) values.push(value);
      game.close();
      return values;
    };
    const scorer = startLanes();
    await expectUndisturbed(scorer, () => scorer.laneCount === 2);
    const first = await play(scorer);
    expect(scorer.laneCount).toBe(2);
    expect(await play(startOne())).toEqual(first);
  });

  it('leave nothing behind when they are not needed any more', async () => {
    const scorer = startLanes();
    await expectUndisturbed(scorer, () => scorer.laneCount === 2);
    const ids = scorer.processIds;
    expect(ids).toHaveLength(2);
    await scorer.dispose();
    await until(() => ids.every((id) => !isAlive(id)));
  });
});

describe('one process stays one', () => {
  it('where memory is short', async () => {
    const scorer = startLanes({ memoryMegabytes: 500 });
    const seen = new Set<number>();
    await expectUndisturbed(scorer, () => true, () => seen.add(scorer.processIds.length));
    expect([...seen]).toEqual([1]);
  });

  it('for a row at a time', async () => {
    const scorer = startLanes();
    for (const pair of pairs.slice(0, 10)) await evaluateAll(scorer, [pair]);
    expect(scorer.processIds).toHaveLength(1);
  });
});

describe('models that are replaced while two processes work', () => {
  it('end the work with that reason; what is asked next comes from the new ones', async () => {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'preflens-lanes-')), 'policy');
    cpSync(embedded.policy, folder, { recursive: true });
    const scorer = startLanes({ policy: folder, reference: null });
    const before = await scorer.identify();
    let replaced = false;
    const run = (async () => {
      for await (const outcome of scorer.evaluate(rowsUntil(() => false))) {
        expect(outcome).toHaveProperty('evaluation');
        if (!replaced && scorer.laneCount === 2) cpSync(embedded.reference, folder, { recursive: true });
        replaced ||= scorer.laneCount === 2;
      }
    })();
    await expect(run).rejects.toSatisfy(ModelsReplacedError.is);
    const after = await scorer.identify();
    expect(after.policyHash).not.toBe(before.policyHash);
    const fresh = await evaluateAll(startOne({ policy: folder, reference: null }), pairs);
    expect(await evaluateAll(scorer, pairs)).toEqual(fresh);
  });
});

describe('how many processes there are', () => {
  const megabytes = (count: number) => count * 2 ** 20;
  const small = { bytes: megabytes(400), weightBytes: megabytes(30), ceiling: megabytes(8000), threads: 8, background: false };

  it('is one a thread, as far as half of the memory goes', () => {
    expect(planLanes(small)).toEqual({ lanes: 8, threads: 1, memoryMegabytes: 400 });
    expect(planLanes({ ...small, ceiling: megabytes(2500) })).toMatchObject({ lanes: 3, threads: 2 });
    expect(planLanes({ ...small, ceiling: megabytes(500) })).toMatchObject({ lanes: 1, threads: 8 });
    expect(planLanes({ ...small, bytes: Infinity })).toMatchObject({ lanes: 1, threads: 8 });
    expect(planLanes({ ...small, mostLanes: 1 })).toMatchObject({ lanes: 1, threads: 8 });
  });

  it('leaves each row of a larger model several threads in the editor', () => {
    const large = { ...small, bytes: megabytes(1000), weightBytes: megabytes(620) };
    expect(planLanes({ ...large, background: true })).toMatchObject({ lanes: 2, threads: 4 });
    expect(planLanes({ ...large, background: true, threads: 1 })).toMatchObject({ lanes: 1, threads: 1 });
    expect(planLanes(large)).toMatchObject({ lanes: 4, threads: 2 });
  });
});
