import { setImmediate } from 'node:timers/promises';

import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

import { CancelledError } from '../../../../src/core/errors';
import { InProcessProbeTrainer } from '../../../../src/core/noise/probe/inProcessProbeTrainer';
import type { ProbeTrainer } from '../../../../src/core/noise/probe/probeTrainer';
import { ThreadProbeTrainer } from '../../../../src/engine/training/threadProbeTrainer';
import { temporaryFolder } from '../../io/temporaryFolder';
import { simulatedPairs } from './simulatedPairs';
import { trained } from './trainProbe';

const folder = temporaryFolder();
let workerFile = '';
beforeAll(async () => {
  workerFile = folder.path('probeTrainer.cjs');
  await build({ entryPoints: ['src/engine/training/threadMain.ts'], outfile: workerFile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'silent' });
});

const problem = simulatedPairs({ pairs: 400, coefficients: [1, -0.5, 0.2], seed: 3, pairsPerPrompt: 2 });
const large = simulatedPairs({ pairs: 4000, coefficients: Array.from({ length: 32 }, () => 0.1), seed: 4 });
const options = { seed: 7, coefficients: true, control: 1 };

describe.each<[string, () => ProbeTrainer]>([
  ['in this process', () => new InProcessProbeTrainer(setImmediate)],
  ['in a thread', () => new ThreadProbeTrainer(workerFile)],
])('training %s', (_name, make) => {
  it('gives the same bits, and leaves the arrays to their owner', async () => {
    const trainer = make();
    expect(await trainer.train(problem, options)).toStrictEqual(trained(problem, options));
    expect(problem.differences).toHaveLength(1200);
    expect(await trainer.train({ ...problem, differences: Float32Array.from(problem.differences) }, options)).toStrictEqual(trained(problem, options));
    await trainer.dispose();
  });

  it('tells how far it is', async () => {
    const trainer = make();
    const shares: number[] = [];
    await trainer.train(large, { seed: 1 }, { onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(10);
    expect(shares.every((share, index) => share >= (shares[index - 1] ?? 0) && share <= 1)).toBe(true);
    await trainer.dispose();
  });

  it('stops when it is told to, before and in the midst of it, and can be used again', async () => {
    const trainer = make();
    const controller = new AbortController();
    const stopped = trainer.train(large, { seed: 1 }, { signal: controller.signal, onProgress: (share) => share > 0.05 && controller.abort() });
    await expect(stopped).rejects.toSatisfy(CancelledError.is);
    await expect(trainer.train(problem, options, { signal: controller.signal })).rejects.toSatisfy(CancelledError.is);
    expect((await trainer.train(problem, options)).kind).toBe('trained');
    await trainer.dispose();
  });

  it('answers a mistake of its caller with a RangeError, and too few pairs with a reason', async () => {
    const trainer = make();
    await expect(trainer.train({ ...problem, groups: new Uint32Array(3) }, options)).rejects.toThrow(RangeError);
    const few = simulatedPairs({ pairs: 10, coefficients: [1], seed: 1 });
    expect(await trainer.train(few, { seed: 7 })).toEqual({ kind: 'untrainable', reason: 'A probe needs 50 pairs to learn from, and there are 10.' });
    await trainer.dispose();
  });
});

describe('a training thread', () => {
  it.each([
    ['ends', 'process.exit(3)', /ended with status 3/],
    ['throws', 'throw new Error("broken")', /broken/],
  ])('that %s is told of', async (name, program, message) => {
    const trainer = new ThreadProbeTrainer(await folder.file(`${name}.cjs`, program));
    await expect(trainer.train(problem, options)).rejects.toThrow(message);
  });

  it('is stopped with its owner', async () => {
    const trainer = new ThreadProbeTrainer(workerFile);
    const training = trainer.train(large, { seed: 1 });
    await trainer.dispose();
    await expect(training).rejects.toSatisfy(CancelledError.is);
  });

  it('leaves this one free while it works', async () => {
    const trainer = new ThreadProbeTrainer(workerFile);
    let turns = 0;
    let isDone = false;
    const training = trainer.train(large, { seed: 1 }).finally(() => (isDone = true));
    while (!isDone) {
      await setImmediate();
      turns++;
    }
    expect(turns).toBeGreaterThan(100);
    expect((await training).kind).toBe('trained');
  });
});
