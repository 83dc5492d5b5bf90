import { describe, expect, it } from 'vitest';

import { probeSensitivity } from '../../../src/app/attribution/probeSensitivity';
import type { GameTexts } from '../../../src/core/attribution/promptGame';
import { findOptions } from '../../../src/core/attribution/sensitivity/optionLayout';
import { optionOrders } from '../../../src/core/attribution/sensitivity/optionOrders';
import { promptRewrites } from '../../../src/core/attribution/sensitivity/promptRewrites';
import { parseSwaps, termSwaps } from '../../../src/core/attribution/sensitivity/termSwaps';
import { parseVariants, userVariants } from '../../../src/core/attribution/sensitivity/userVariants';
import { FakeGameHost } from './support/fakeGameHost';

const choice = (prompt: string, responses: readonly string[] = ['A', 'B']): GameTexts => ({ format: 'standard', prompt, responses });
const promptOf = (texts: GameTexts) => (texts.format === 'standard' ? texts.prompt : texts.prompt.map(({ content }) => content).join('|'));

describe('the options of a prompt', () => {
  it.each([
    ['on lines', 'Which?\nA) a red car\nB) a blue car\nAnswer:', ['A', 'B'], ['a red car', 'a blue car']],
    ['in brackets, in a row', 'Choose (A) tea or (B) coffee.', ['A', 'B'], ['tea', 'coffee']],
    ['in a sentence', 'You may have (A) a car for 9,000 dollars or (B) a bus. The better option is', ['A', 'B'], ['a car for 9,000 dollars', 'a bus']],
    ['with numbers', '1. one\n2. two\n3. three', ['1', '2', '3'], ['one', 'two', 'three']],
    ['with colons and commas', 'Pick A: tea, B: coffee', ['A', 'B'], ['tea', 'coffee']],
  ])('are found %s', (_name, text, labels, contents) => {
    const options = findOptions(text);
    expect(options?.map(({ label }) => label)).toEqual(labels);
    expect(options?.map(({ content }) => content)).toEqual(contents);
  });

  it.each(['A single letter A) here', 'Plan B. It is 2. fine', 'no options', ''])('are not seen in "%s"', (text) => {
    expect(findOptions(text)).toBeNull();
  });
});

describe('the orders of options', () => {
  it('are all of them for two, the prompt as it is first', () => {
    const orders = optionOrders(choice('Which?\nA) tea\nB) coffee\nAnswer:'), 64, 1);
    expect(orders?.arrangements.map(({ variant }) => promptOf(variant.texts))).toEqual([
      'Which?\nA) tea\nB) coffee\nAnswer:',
      'Which?\nB) tea\nA) coffee\nAnswer:',
      'Which?\nA) coffee\nB) tea\nAnswer:',
      'Which?\nB) coffee\nA) tea\nAnswer:',
    ]);
    expect(orders?.arrangements.map(({ responses }) => responses)).toEqual([[0, 1], [1, 0], [0, 1], [1, 0]]);
    expect(orders?.leftOut).toBe(0);
  });

  it('are balanced where there are too many, and say how many are left out', () => {
    const texts = choice('A) w\nB) x\nC) y\nD) z', ['w', 'x', 'y', 'z']);
    const orders = optionOrders(texts, 64, 3)!;
    expect(orders.leftOut).toBe(24 ** 2 - orders.arrangements.length);
    for (const of of ['contents', 'labels'] as const) {
      for (let position = 0; position < 4; position++) {
        const counts = [0, 1, 2, 3].map((index) => orders.arrangements.filter((one) => one[of][position] === index).length);
        expect(new Set(counts).size).toBe(1);
      }
    }
    expect(optionOrders(texts, 64, 3)).toEqual(orders);
    expect(optionOrders(texts, 64, 4)).not.toEqual(orders);
  });

  it('are unknown where the responses name no option', () => {
    expect(optionOrders(choice('A) tea\nB) coffee', ['milk', 'tea']), 64, 1)).toBeNull();
  });
});

describe('rewrites', () => {
  const texts = choice('You are kind.\n\nHuman: Is tea good, or bad? Say why.\n\nAssistant:');

  it('touch the form of what the user said last, and no turn marks', () => {
    const rewrites = promptRewrites(texts);
    expect(rewrites.length).toBeGreaterThan(12);
    expect(new Set(rewrites.map(({ name }) => name)).size).toBe(rewrites.length);
    for (const { texts: rewritten } of rewrites) {
      expect(promptOf(rewritten)).toMatch(/^You are kind\.\n\nHuman: [^]*\n\nAssistant:$/);
      const letters = promptOf(rewritten).toLowerCase().replace(/[^a-z]/g, '');
      expect(letters).toContain('isteagoodorbadsaywhy');
    }
  });

  it('change the marks of options alone', () => {
    const marks = promptRewrites(choice('Which?\nA) tea\nB) coffee')).filter(({ name }) => name.startsWith('options'));
    expect(marks.map((one) => promptOf(one.texts).split('\n')[1])).toEqual(['A. tea', '(A) tea', 'A: tea']);
  });

  it('go into the last message of the user', () => {
    const [first] = promptRewrites({ format: 'conversational', prompt: [{ role: 'system', content: 'Be kind.' }, { role: 'user', content: 'Hi. You there?' }], responses: [[{ role: 'assistant', content: 'Yes' }]] });
    expect(promptOf(first!.texts)).toBe('Be kind.|Hi.  You there?');
  });

  it('are none for an empty prompt', () => {
    expect(promptRewrites(choice('  '))).toEqual([]);
  });
});

describe('lists of the user', () => {
  it('are variants on lines, between hyphens or in JSON', () => {
    expect(parseVariants('one\r\ntwo\n\n')).toEqual(['one', 'two']);
    expect(parseVariants('one\nmore\n---\ntwo\n')).toEqual(['one\nmore', 'two']);
    expect(parseVariants('["one\\n", "two"]')).toEqual(['one\n', 'two']);
    expect(() => parseVariants(' \n')).toThrow(/no variants/);
    expect(userVariants(choice('\n\nHuman: Hi\n\nAssistant:'), ['Hello']).map(({ texts }) => promptOf(texts))).toEqual(['\n\nHuman: Hello\n\nAssistant:']);
  });

  it('are swaps of columns, whole words, letters kept as they are', () => {
    const table = parseSwaps('# groups\nhe,she\nhis,her\nJohn,Mary\n');
    const swaps = termSwaps({ format: 'standard', prompt: 'He said JOHN lost his hat; Johnson did not.', responses: ['his', 'none'] }, table);
    expect(swaps).toHaveLength(1);
    expect(swaps[0]).toMatchObject({ name: 'he → she, john → Mary, his → her', texts: { prompt: 'She said MARY lost her hat; Johnson did not.', responses: ['her', 'none'] } });
    expect(() => parseSwaps('he,she\nhim')).toThrow(/Line 2 of the swaps/);
    expect(() => parseSwaps('')).toThrow(/empty/);
  });

  it('take terms as text, not as patterns', () => {
    const [swap] = termSwaps(choice('Is C++ (or a.b) good?'), parseSwaps('C++,Rust\na.b,x'));
    expect(promptOf(swap!.texts)).toBe('Is Rust (or x) good?');
  });
});

describe('the probe', () => {
  const logOdds = { kind: 'logOdds', option: 0 } as const;

  it('tells a liked label from a liked content', async () => {
    // The label "A" is liked wherever it stands; the response is a label.
    const label = new FakeGameHost({ effect: (_word, token) => (token === 'A' ? 0.2 : 0) });
    const byLabel = await probeSensitivity(label, { texts: choice('Which?\nA) tea\nB) coffee\nAnswer:'), target: logOdds, seed: 1 });
    const [a, b] = byLabel!.optionBias!.labels;
    expect(a!.value).toBeGreaterThan(0.2);
    expect(a!.value + b!.value).toBeCloseTo(0, 12);
    for (const { value } of byLabel!.optionBias!.contents) expect(value).toBeCloseTo(0.5, 12);
    for (const { value } of byLabel!.optionBias!.positions) expect(value).toBeCloseTo(0, 12);
    // The content "tea" is liked under whatever label.
    const content = new FakeGameHost({ effect: (_word, token) => (token === 'tea' ? 0.2 : 0) });
    const byContent = await probeSensitivity(content, { texts: choice('Which?\nA) tea\nB) coffee\nAnswer:', ['tea', 'coffee']), target: logOdds, seed: 1 });
    expect(byContent!.optionBias!.labels[0]!.value).toBeCloseTo(0, 12);
    expect(byContent!.optionBias!.contents[0]!.value).toBeGreaterThan(0.7);
    expect(byContent!.signChanges).toBe(0);
  });

  it('reports spread, worst pair and index, and changes nothing for a prompt that the model does not read', async () => {
    const deaf = await probeSensitivity(new FakeGameHost({ effect: () => 0 }), { texts: choice('Is tea good?'), target: logOdds, seed: 1 });
    expect(deaf!.worstPair!.distance).toBe(0);
    expect(deaf!.promptSensitivityIndex).toEqual([0, 0]);
    const report = (await probeSensitivity(new FakeGameHost(), { texts: choice('Is tea good, for us?'), target: { kind: 'response', response: 0 }, seed: 1, variants: ['Tea?'], swaps: [['tea', 'milk']] }))!;
    const values = report.variants.map(({ value }) => value);
    expect(report.variants[0]!.kind).toBe('as it is');
    expect(report.worstPair!.distance).toBeCloseTo(Math.max(...values) - Math.min(...values), 12);
    expect(report.kinds.map(({ kind }) => kind)).toEqual(['rewrite', 'yours', 'swap']);
    expect(report.promptSensitivityIndex![0]).toBeGreaterThan(0);
    expect([report.signChanges, report.optionBias, report.leftOut]).toEqual([null, null, 0]);
  });

  it('stopped, reports what is known and how much is left', async () => {
    const abort = new AbortController();
    const report = await probeSensitivity(new FakeGameHost({ onEvaluate: (count) => { if (count === 4) abort.abort(); } }), { texts: choice('Is tea good?'), target: logOdds, seed: 1, signal: abort.signal });
    expect(report!.variants.length).toBeGreaterThanOrEqual(4);
    expect(report!.leftOut).toBeGreaterThan(5);
  });

  it('says that an empty prompt has no other words', async () => {
    await expect(probeSensitivity(new FakeGameHost(), { texts: choice(''), target: logOdds, seed: 1 })).rejects.toThrow(/empty/);
  });
});
