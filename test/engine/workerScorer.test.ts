import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { CancelledError, ModelRefusedError } from '../../src/core/errors';
import type { EvaluationOutcome } from '../../src/core/ports';
import type { WorkerScorer } from '../../src/engine/workerScorer';
import { buildBundles, bundles } from './support/bundles';
import { evaluateAll, makeScorer, requestsOf, standard } from './support/models';
import { isAlive, until } from './support/processes';

const faultyWorker = path.join(bundles.root, 'test/fixtures/workers/faulty.cjs');
const scorers: WorkerScorer[] = [];

function start(...options: Parameters<typeof makeScorer>): WorkerScorer {
  const scorer = makeScorer(...options);
  scorers.push(scorer);
  return scorer;
}

beforeAll(() => buildBundles());
afterEach(async () => {
  for (const scorer of scorers.splice(0)) await scorer.dispose();
});

const pairs = Array.from({ length: 60 }, (_, index) =>
  standard(`Question ${index}: what is ${index} plus one?\n`, `It is ${index + 1}.`, `I do not know what ${'very '.repeat(index % 7)}large numbers are.`),
);

describe('a process that is killed from outside', () => {
  it('loses and doubles no row, and changes no bit of any figure', async () => {
    const undisturbed = await evaluateAll(start(), pairs);
    const scorer = start();
    const outcomes: EvaluationOutcome[] = [];
    let kills = 0;
    for await (const outcome of scorer.evaluate(requestsOf(pairs))) {
      outcomes.push(outcome);
      const due = outcomes.length === 5 || outcomes.length === 20 || outcomes.length === 45;
      if (due && scorer.processId !== undefined) {
        process.kill(scorer.processId, 'SIGKILL');
        kills++;
      }
    }
    expect(kills).toBe(3);
    expect(outcomes.map(({ key }) => key)).toEqual(pairs.map((_, key) => key));
    expect(outcomes).toEqual(undisturbed);
  });

  it('is started again for a request that comes after it died idle', async () => {
    const scorer = start();
    const [before] = await evaluateAll(scorer, pairs.slice(0, 1));
    process.kill(scorer.processId!, 'SIGKILL');
    await until(() => scorer.processId === undefined);
    expect(await evaluateAll(scorer, pairs.slice(0, 1))).toEqual([before]);
  });
});

describe('a row that kills the process', () => {
  it('is answered with a failure after the second death; its neighbours are scored', async () => {
    const scorer = start({ workerFile: faultyWorker });
    const texts = [standard('fine', 'a', 'b'), standard('crash', 'a', 'b'), standard('fine', 'aa', 'b')];
    const outcomes = await evaluateAll(scorer, texts);
    expect(outcomes.map(({ key }) => key)).toEqual([0, 1, 2]);
    expect(outcomes.map((outcome) => ('failure' in outcome ? outcome.failure.code : 'scored'))).toEqual(['scored', 'worker-crashed', 'scored']);
  });

  it('a process that never loads is given up with a sentence instead of being started for ever', async () => {
    const scorer = start({ workerFile: faultyWorker, policy: 'dies-while-loading' });
    await expect(scorer.identify()).rejects.toThrow(/died 6 times in a row.*see the log/);
  });
});

describe('cancelling', () => {
  it('ends the stream at once and keeps the scorer usable', async () => {
    const scorer = start();
    const controller = new AbortController();
    const seen: number[] = [];
    for await (const { key } of scorer.evaluate(requestsOf(pairs), controller.signal)) {
      seen.push(key);
      if (seen.length === 3) controller.abort();
    }
    expect(seen).toEqual([0, 1, 2]);
    expect(await evaluateAll(scorer, pairs.slice(0, 2))).toHaveLength(2);
  });

  it('kills a run that does not end, without harm to another caller', async () => {
    const scorer = start({ workerFile: faultyWorker });
    await scorer.identify();
    const first = scorer.processId;
    const mark = path.join(mkdtempSync(path.join(tmpdir(), 'preflens-hang-')), 'hangs');
    const controller = new AbortController();
    const hanging = (async () => {
      for await (const outcome of scorer.evaluate(requestsOf([standard('hang', mark, 'b')]), controller.signal)) expect(outcome).toBeUndefined();
    })();
    await until(() => existsSync(mark));
    controller.abort();
    await hanging;
    await until(() => scorer.processId !== first);
    expect(await evaluateAll(scorer, [standard('fine', 'abc', 'b')])).toMatchObject([{ evaluation: { chosen: { logProbability: -3 } } }]);
  });

  it('while the models load rejects with CancelledError', async () => {
    const controller = new AbortController();
    const identifying = start().identify(controller.signal);
    controller.abort();
    await expect(identifying).rejects.toSatisfy(CancelledError.is);
  });
});

describe('several callers at once', () => {
  it('are served side by side, each in its own order', async () => {
    const scorer = start();
    const order: string[] = [];
    const long = (async () => {
      for await (const { key } of scorer.evaluate(requestsOf(pairs))) order.push(`dataset ${key}`);
    })();
    await until(() => order.length > 2);
    for await (const { key } of scorer.evaluate(requestsOf(pairs.slice(0, 1), true))) order.push(`explain ${key}`);
    expect(order.length).toBeLessThan(pairs.length);
    await long;
    expect(order.filter((entry) => entry.startsWith('dataset'))).toEqual(pairs.map((_, key) => `dataset ${key}`));
  });
});

describe('the end', () => {
  it('dispose leaves no process behind', async () => {
    const scorer = start();
    await scorer.identify();
    const id = scorer.processId!;
    expect(isAlive(id)).toBe(true);
    await scorer.dispose();
    await until(() => !isAlive(id));
  });

  it('a model that cannot be used is refused with a sentence that says what would work', async () => {
    const refused = start({ policy: path.join(bundles.root, 'media') }).identify();
    await expect(refused).rejects.toSatisfy(ModelRefusedError.is);
    await expect(refused).rejects.toThrow(/holds no \.onnx file; export the model with Optimum/);
  });
});

describe('tokens under another convention', () => {
  it('are those that the figures of that convention rest on, and come while rows are scored', async () => {
    const [pair] = pairs;
    if (!pair) throw new Error('no pair');
    const scorer = start();
    const scoring = evaluateAll(scorer, pairs.slice(0, 8));
    const [own, other] = await Promise.all([scorer.viewTokens(pair, null), scorer.viewTokens(pair, 'trl-0.20')]);
    if ('code' in own || 'code' in other) throw new Error('refused');
    expect([own.convention, other.convention]).toEqual(['trl', 'trl-0.20']);
    const [scored] = await evaluateAll(start({ convention: 'trl-0.20' }), [pair], true);
    if (!scored || !('evaluation' in scored)) throw new Error('not scored');
    expect(other.chosen.completion.map(({ id }) => id)).toEqual(scored.evaluation.chosen.tokens?.map(({ id }) => id));
    expect(await scoring).toHaveLength(8);
  });

  it('are refused in one sentence, and answered as such when the process dies', async () => {
    const [pair] = pairs;
    if (!pair) throw new Error('no pair');
    const scorer = start();
    expect(await scorer.viewTokens(pair, 'open-instruct')).toMatchObject({ code: 'not-in-convention' });
    const dying = start({ workerFile: faultyWorker });
    await dying.identify();
    expect(await dying.viewTokens(pair, null)).toMatchObject({ code: 'inference-failed' });
  });
});
