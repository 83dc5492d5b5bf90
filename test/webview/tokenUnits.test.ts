import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { TokenScore } from '../../src/core/scoring/pairScore';
import { textBlocks } from '../../webview/pair/textBlocks';
import { tokenUnits } from '../../webview/pair/tokenUnits';
import { unitFigures } from '../../webview/pair/unitFigures';

function token(start: number | null, end: number | null, change: Partial<TokenScore> = {}): TokenScore {
  const figures = { logProbability: -1, referenceLogProbability: -2, reward: 0.1, entropy: 1, chesShare: 2, kl: null, displacementShare: null, mass: null };
  return { id: 5, text: 'vocabulary entry', start, end, special: false, ...figures, ...change };
}

const shape = (text: string, tokens: TokenScore[]): string[] =>
  tokenUnits(text, tokens).map((unit) => `${unit.kind}:${unit.text}:${String(unit.tokens.length)}`);

describe('token units', () => {
  it('takes the text from the response, not from the vocabulary', () => {
    expect(shape('Hi you', [token(0, 2), token(2, 6)])).toEqual(['token:Hi:1', 'token: you:1']);
  });

  it('merges tokens that share a character, however their offsets say so', () => {
    const expected = ['token:a:1', 'token:🎉:3', 'token:b:1'];
    expect(shape('a🎉b', [token(0, 1), token(1, 3), token(1, 3), token(1, 3), token(3, 4)])).toEqual(expected);
    expect(shape('a🎉b', [token(0, 1), token(1, 1), token(1, 1), token(1, 3), token(3, 4)])).toEqual(expected);
    expect(shape('a🎉b', [token(0, 1), token(1, 2), token(2, 3), token(3, 3), token(3, 4)])).toEqual(['token:a:1', 'token:🎉:2', 'token:b:2']);
  });

  it('keeps text that no token covers', () => {
    expect(shape('a  b rest', [token(0, 1), token(3, 4)])).toEqual(['token:a:1', 'plain:  :0', 'token:b:1', 'plain: rest:0']);
    expect(shape('whole', [])).toEqual(['plain:whole:0']);
    expect(shape('', [])).toEqual([]);
  });

  it('makes pills of what the template added', () => {
    const added = token(null, null, { text: '<|im_end|>', special: true });
    expect(shape('ab', [added, token(0, 2), added])).toEqual(['special:<|im_end|>:1', 'token:ab:1', 'special:<|im_end|>:1']);
  });

  it('shows every token and every character once, whatever the offsets', () => {
    const offsets = fc.array(fc.tuple(fc.nat(14), fc.nat(4), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(fc.string({ maxLength: 12, unit: 'binary' }), offsets, (text, spans) => {
        const tokens = spans.map(([start, length, added]) => (added ? token(null, null) : token(start, start + length)));
        const units = tokenUnits(text, tokens);
        expect(units.filter((unit) => unit.start !== null).map((unit) => unit.text).join('')).toBe(text);
        expect(units.flatMap((unit) => unit.tokens)).toHaveLength(tokens.length);
      }),
    );
  });

  it('adds up the figures of merged tokens, and knows nothing where one is unknown', () => {
    const [unit] = tokenUnits('🎉', [token(0, 2), token(0, 2, { reward: null })]);
    expect(unit).toBeDefined();
    expect(unit && unitFigures(unit)).toMatchObject({ logProbability: -2, reward: null, chesShare: 4, displacementShare: null });
  });
});

describe('text blocks', () => {
  it('begin only after line ends and cover everything', () => {
    const text = `${'word '.repeat(300)}\n`.repeat(4);
    const tokens = Array.from(text.matchAll(/word |\n/g), (match) => token(match.index, match.index + match[0].length));
    const units = tokenUnits(text, tokens);
    const blocks = textBlocks(units, []);
    expect(blocks).toHaveLength(4);
    expect(blocks.map(({ chunks }) => units[(chunks.at(-1)?.to ?? 0) - 1]?.text)).toEqual(['\n', '\n', '\n', '\n']);
    const chunks = blocks.flatMap((block) => block.chunks);
    expect(chunks.map(({ from }) => from)).toEqual([0, ...chunks.slice(0, -1).map(({ to }) => to)]);
    expect(chunks.at(-1)?.to).toBe(units.length);
  });

  it('is one block of several chunks where no line ends', () => {
    const text = 'x'.repeat(1000);
    const units = tokenUnits(text, Array.from(text, (_, at) => token(at, at + 1)));
    const blocks = textBlocks(units, []);
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.chunks.at(-1)?.to).toBe(1000);
    expect(Math.max(...(blocks[0]?.chunks ?? []).map(({ from, to }) => to - from))).toBeLessThan(250);
  });

  it('begin with each message, named where there are several', () => {
    const text = 'let me look\n\n42\n\nIt is 42.';
    const units = tokenUnits(text, Array.from(text.matchAll(/\S+|\s+/g), (match) => token(match.index, match.index + match[0].length)));
    const turns = [{ role: 'assistant', start: 0, end: 11 }, { role: 'tool', start: 13, end: 15 }, { role: 'assistant', start: 17, end: 26 }];
    const blocks = textBlocks(units, turns);
    expect(blocks.map(({ role }) => role)).toEqual(['assistant', 'tool', 'assistant']);
    expect(blocks.map(({ chunks }) => units[chunks[0]?.from ?? -1]?.text)).toEqual(['let', '42', 'It']);
    expect(textBlocks(units, turns.slice(0, 1)).map(({ role }) => role)).toEqual([null]);
  });
});
