import { describe, expect, it } from 'vitest';

import type { PairTexts } from '../../../../src/core/dataset/preferencePair';
import { TextFeatures } from '../../../../src/core/noise/features/textFeatures';
import { textFeatureNames, textFeatureTable, type TextFeatureName } from '../../../../src/core/noise/features/textFeatureTable';

const features = new TextFeatures();

function difference(chosen: string, rejected: string, prompt = ''): Record<TextFeatureName, number> {
  const values = features.difference({ format: 'standard', prompt, chosen, rejected });
  return Object.fromEntries(textFeatureNames.map((name, index) => [name, values[index]])) as Record<TextFeatureName, number>;
}

/** Features of a response itself: all those of an empty one are 0. */
const of = (response: string, prompt = '') => difference(response, '', prompt);
const count = (value: number) => Math.expm1(value);

describe('text features', () => {
  it('of a response are what their table says', () => {
    const text = [
      '# Title',
      '',
      'Sure, I can help! It doesn’t cost $3.50. Does it?',
      '- **First** item (see https://example.org)',
      '* second',
      '2) third',
      '| a | b |',
      '```js',
      'const x = `y`;',
      '# no heading',
      '```',
      'Use `code` and "quotes" 😀 \\(x\\).',
    ].join('\n');
    const found = of(text);
    const counts: Partial<Record<TextFeatureName, number>> = {
      characters: text.length,
      headings: 1,
      listItems: 3,
      tableRows: 1,
      codeBlocks: 1,
      inlineCode: 1,
      bold: 1,
      formulas: 1,
      links: 1,
      emoji: 1,
      quotations: 1,
      parentheses: 2,
      questions: 1,
      exclamations: 1,
      paragraphs: 2,
      numbers: 2,
    };
    for (const [name, expected] of Object.entries(counts)) expect([name, count(found[name as TextFeatureName])]).toEqual([name, expect.closeTo(expected, 9)]);
  });

  it.each<[string, string, Partial<Record<TextFeatureName, number>>]>([
    ['sentences', 'One two. Three?! Version 3.5 of example.org\nfour', { sentences: Math.log1p(4), words: Math.log1p(9), sentenceLength: Math.log1p(9 / 4) }],
    ['words of one list', 'Perhaps it may rain.', { hedging: 50, certainty: 0 }],
    ['negation with and without an apostrophe', "No, I don't. I won’t not.", { negation: (100 * 4) / 6, contractions: (100 * 2) / 6, firstPerson: (100 * 2) / 6 }],
    ['first and second person', "I'm sure you're you, said we", { firstPerson: (100 * 2) / 6, secondPerson: (100 * 2) / 6 }],
    ['apology and politeness', 'Sorry, thank you', { apology: (100 * 1) / 3, politeness: (100 * 1) / 3 }],
    ['Chinese and Japanese', '你好。世界！', { words: Math.log1p(4), sentences: Math.log1p(2), exclamations: Math.log1p(1), nonAscii: 100 }],
    ['letters with accents', 'Éclair café', { words: Math.log1p(2), wordLength: 5, nonAscii: 200 / 11 }],
    ['capitals', 'ABcd', { capitals: 50 }],
    ['repetition', 'one two three one two three one two three', { repetition: (100 * 4) / 7, distinctWords: (100 * 3) / 9 }],
    ['a question at the end', 'Shall we?" ', { endsWithQuestion: 1, questions: Math.log1p(1) }],
    ['a question before the end', 'Shall we? Yes.', { endsWithQuestion: 0 }],
  ])('count %s', (_name, text, expected) => {
    const found = of(text);
    for (const [name, value] of Object.entries(expected)) expect([name, found[name as TextFeatureName]]).toEqual([name, expect.closeTo(value, 9)]);
  });

  it('follow Coleman and Liau for the reading level', () => {
    // 119 words, 5 sentences and 639 letters come to 14.5 in the authors' own example.
    const text = Array.from({ length: 119 }, (_, index) => 'x'.repeat(index < 44 ? 6 : 5) + (index % 24 === 23 || index === 118 ? '.' : '')).join(' ');
    expect(of(text).readingLevel).toBeCloseTo(14.5, 1);
  });

  it.each([
    ["I'm sorry, but I can't help with that.", 1],
    ['I cannot provide instructions for this.', 1],
    ['As an AI language model, I am unable to do so.', 1],
    ['I won’t do that. It would be illegal.', 1],
    ["I can't wait to show you how! First, …", 0],
    ["I'm sorry to hear that. Here is what you can do:", 0],
    ['Here is a list of things that cannot be recycled.', 0],
    [`${'Here is the recipe. '.repeat(20)}I cannot help further.`, 0],
  ])('take %j for a refusal: %i', (text, expected) => {
    expect(of(text).refusal).toBe(expected);
  });

  it.each([
    ['Sure, here you go', 1],
    ['Great question! The answer is', 1],
    ['Surely not', 0],
    ['The answer is yes', 0],
  ])('take %j for an assent: %i', (text, expected) => {
    expect(of(text).assent).toBe(expected);
  });

  it('compare a response with its prompt', () => {
    const found = of('Name the capital of France: Paris', 'Name the capital of France');
    expect(found.promptOverlap).toBeCloseTo(500 / 6, 9);
    expect(found.promptCopy).toBeCloseTo(300 / 4, 9);
    expect(of('Paris', 'Name the capital of France').promptOverlap).toBe(0);
  });

  it('turn their signs, and nothing else, when the responses are swapped', () => {
    const texts = { format: 'standard', prompt: 'Why is the sky blue?', chosen: 'Because of **scattering**. I think!', rejected: "Sorry, I can't say 🙂" } as const;
    const swapped = { ...texts, chosen: texts.rejected, rejected: texts.chosen };
    expect(features.difference(swapped)).toEqual(features.difference(texts).map((value) => (value === 0 ? 0 : -value)));
  });

  it('are those of the conversation as people read it', () => {
    const messages: PairTexts = {
      format: 'conversational',
      prompt: [{ role: 'user', content: 'Hi there' }],
      chosen: [{ role: 'assistant', content: 'Hi. All good?' }],
      rejected: [{ role: 'assistant', content: 'No' }],
    };
    expect(features.difference(messages)).toEqual(features.difference({ format: 'standard', prompt: 'Hi there', chosen: 'Hi. All good?', rejected: 'No' }));
  });

  it('do not depend on what was read before', () => {
    const texts = { format: 'standard', prompt: 'A b c', chosen: 'one two three four', rejected: 'five' } as const;
    const first = new TextFeatures().difference(texts);
    features.difference({ ...texts, prompt: 'one two three four five '.repeat(2000), chosen: 'word '.repeat(5000) });
    expect(features.difference(texts)).toEqual(first);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t \n'],
    ['punctuation', '?!…—“”()'],
    ['half a surrogate pair', 'a\ud83d b\udc00'],
    ['one endless word', 'a'.repeat(300_000)],
    ['a million backticks', '`'.repeat(1_000_000)],
    ['endless lines', '\n'.repeat(300_000)],
    ['openings that nearly match', "I'm I'm not I can ".repeat(20_000)],
    ['control characters', '\u0000\u0001\u202e\ufeff'],
  ])('are finite for %s', (_name, text) => {
    expect(features.difference({ format: 'standard', prompt: text, chosen: text, rejected: 'x' }).every(Number.isFinite)).toBe(true);
    expect(features.difference({ format: 'standard', prompt: text, chosen: text, rejected: text }).every((value) => value === 0)).toBe(true);
  });

  it('have a title and one plain sentence each', () => {
    const entries = Object.values(textFeatureTable);
    expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
    expect(entries.filter(({ explanation }) => !/^[A-Z].*\.$/s.test(explanation)).map(({ title }) => title)).toEqual([]);
  });
});
