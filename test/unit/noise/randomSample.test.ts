import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { pairHashes } from '../../../src/core/noise/review/pairHashes';
import { RandomSample, type SampleChoice, type SampledPair } from '../../../src/core/noise/review/randomSample';
import { rowHash } from '../../../src/io/rowHash';

interface Texts {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

function madeFile(pairs: number): Texts[] {
  return Array.from({ length: pairs }, (_, index) => ({ prompt: `question ${index % 7}`, chosen: `better ${index}`, rejected: `worse ${index}` }));
}

function drawn(file: readonly Texts[], choice: SampleChoice): readonly SampledPair[] {
  const sample = new RandomSample(choice, rowHash);
  file.forEach((texts, row) => sample.add({ row, line: row + 1, pair: 0 }, pairHashes({ format: 'standard', ...texts }, rowHash)));
  expect(sample.population).toBe(file.length);
  return sample.pairs();
}

const names = (pairs: readonly SampledPair[], file: readonly Texts[]) => pairs.map(({ row }) => file[row]?.chosen);

describe('a random sample of pairs', () => {
  it('is the same every time, another with another seed, and has no pair twice', () => {
    const file = madeFile(3000);
    const first = drawn(file, { seed: 1, size: 60 });
    expect(drawn(file, { seed: 1, size: 60 })).toEqual(first);
    expect(new Set(first.map(({ row }) => row)).size).toBe(60);
    expect(names(drawn(file, { seed: 2, size: 60 }), file)).not.toEqual(names(first, file));
  });

  it('begins with the smaller sample when it is enlarged', () => {
    const file = madeFile(3000);
    const small = drawn(file, { seed: 3, size: 40 });
    expect(drawn(file, { seed: 3, size: 200 }).slice(0, 40)).toEqual(small);
    expect(drawn(file, { seed: 3, size: 5000 })).toHaveLength(3000);
  });

  it('stays when rows move, and loses or gains only what is gone or new', () => {
    const file = madeFile(500);
    const before = names(drawn(file, { seed: 1, size: 30 }), file);
    const moved = [...file].reverse();
    expect(names(drawn(moved, { seed: 1, size: 30 }), moved)).toEqual(before);
    const edited = file.map((texts) => (texts.chosen === before[4] ? { ...texts, chosen: 'somebody mended this' } : texts));
    const after = names(drawn(edited, { seed: 1, size: 30 }), edited);
    const rest = before.filter((name) => name !== before[4]);
    expect(after.filter((name) => rest.includes(name)).slice(0, 29)).toEqual(rest.slice(0, after.filter((name) => rest.includes(name)).length));
    expect(after.filter((name) => rest.includes(name)).length).toBeGreaterThanOrEqual(28);
  });

  it('holds a pair whichever of its responses is preferred', () => {
    const file = madeFile(400);
    const before = drawn(file, { seed: 9, size: 50 });
    const swapped = file.map(({ prompt, chosen, rejected }) => ({ prompt, chosen: rejected, rejected: chosen }));
    const after = drawn(swapped, { seed: 9, size: 50 });
    expect(after.map(({ row }) => row)).toEqual(before.map(({ row }) => row));
    expect(after.map(({ hash }) => hash)).toEqual(before.map(({ swapped: turned }) => turned));
  });

  it('tells pairs with the same content apart, so that each can be drawn', () => {
    const file = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? { prompt: 'p', chosen: 'a', rejected: 'b' } : { prompt: 'p', chosen: 'b', rejected: 'a' }));
    const sample = drawn(file, { seed: 1, size: 40 });
    expect(new Set(sample.map(({ occurrence }) => occurrence)).size).toBe(40);
  });

  it('draws every pair about equally often', () => {
    const file = madeFile(50);
    const times = new Uint32Array(50);
    for (let seed = 0; seed < 2000; seed++) for (const { row } of drawn(file, { seed, size: 10 })) times[row]!++;
    // Each is binomial with 400 expected and a deviation of 18; the bound is one that a uniform draw stays within.
    const statistic = times.reduce((sum, count) => sum + (count - 400) ** 2 / (400 * 0.8), 0);
    expect(statistic).toBeLessThan(85);
    expect(Math.min(...times)).toBeGreaterThan(310);
  });

  it('is the prefix of one order, whatever the file', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 }), fc.nat(40), fc.nat(5), (letters, size, seed) => {
        const file = letters.map((letter) => ({ prompt: '', chosen: letter, rejected: 'z' }));
        const whole = drawn(file, { seed, size: 1000 });
        expect(drawn(file, { seed, size: size + 1 })).toEqual(whole.slice(0, size + 1));
      }),
    );
  });
});
