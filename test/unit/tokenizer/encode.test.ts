import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextTokenizer } from '../../../src/engine/tokenizer/textTokenizer';
import { fixtureNames, fixtureTokenizer } from './fixtureTokenizer';
import { checkCoverage, trickyTexts } from './offsetChecks';

interface GoldenCase {
  readonly text: string;
  readonly ids: readonly number[];
  /** Starts and ends in turn, UTF-16. */
  readonly offsets: readonly number[];
}

const golden = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures', 'golden.json'), 'utf8'),
) as Record<string, GoldenCase[]>;

const spans = (tokenizer: TextTokenizer, text: string, addSpecialTokens = false): [string, number, number][] => {
  const { ids, starts, ends } = tokenizer.encode(text, { addSpecialTokens });
  return ids.map((id, index) => [tokenizer.tokenText(id), starts[index]!, ends[index]!]);
};

describe.each(fixtureNames)('the %s tokenizer', (name) => {
  it('gives the ids of the Rust library', async () => {
    const tokenizer = await fixtureTokenizer(name);
    for (const { text, ids } of golden[name]!) {
      expect(tokenizer.encode(text, { addSpecialTokens: true }).ids, JSON.stringify(text)).toEqual(ids);
    }
  });

  it('gives the offsets of the Rust library, but the whole of composed characters', async () => {
    const tokenizer = await fixtureTokenizer(name);
    for (const { text, offsets } of golden[name]!) {
      const { ids, starts, ends } = tokenizer.encode(text, { addSpecialTokens: true });
      ids.forEach((_, index) => {
        const [start, end] = [starts[index]!, ends[index]!];
        // Markers and invented prefixes have no text; the Rust library gives a prefix the range of what follows.
        if (start === end) return;
        expect(start).toBe(offsets[2 * index]);
        const composed = text.slice(start, end).normalize('NFKC').length < end - start;
        if (composed) expect(end).toBeGreaterThanOrEqual(offsets[2 * index + 1]!);
        else expect(end).toBe(offsets[2 * index + 1]);
      });
    }
  });

  it('accounts for every character of any text', async () => {
    const tokenizer = await fixtureTokenizer(name);
    fc.assert(
      fc.property(trickyTexts, fc.boolean(), (text, addSpecialTokens) => {
        checkCoverage(tokenizer.encode(text, { addSpecialTokens }), text);
      }),
      { numRuns: 3000 },
    );
  });

  it('counts a lone surrogate as U+FFFD', async () => {
    const tokenizer = await fixtureTokenizer(name);
    const options = { addSpecialTokens: true };
    for (const text of ['a\ud83e b', '\udd99', 'x\ud83e\ud83e\udd99']) {
      const wellFormed = new TextDecoder().decode(new TextEncoder().encode(text));
      expect(tokenizer.encode(text, options).ids).toEqual(tokenizer.encode(wellFormed, options).ids);
    }
  });
});

describe('offsets', () => {
  it('share the range of a character among its byte tokens', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    expect(spans(tokenizer, 'a𝒳')).toEqual([
      [' a', 0, 1],
      ['<0xF0>', 1, 3],
      ['<0x9D>', 1, 3],
      ['<0x92>', 1, 3],
      ['<0xB3>', 1, 3],
    ]);
  });

  it('cover the characters that a normaliser composes', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    expect(spans(tokenizer, 'e\u0301!')).toEqual([
      ['é', 0, 2],
      ['!', 2, 3],
    ]);
  });

  it('are empty for a prefix that the tokenizer invents', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    expect(spans(tokenizer, '\n')).toEqual([
      [' ', 0, 0],
      ['\n', 0, 1],
    ]);
  });

  it('include the white space that an added token takes', async () => {
    const tokenizer = await fixtureTokenizer('digits');
    expect(spans(tokenizer, 'a \u0085<trim>\u3000b')).toEqual([
      ['a', 0, 1],
      ['<trim>', 1, 10],
      ['b', 10, 11],
    ]);
  });

  it('leave markers without a range', async () => {
    const tokenizer = await fixtureTokenizer('prefix-space');
    expect(spans(tokenizer, 'a', true)).toEqual([
      ['<s>', -1, -1],
      [' a', 0, 1],
      ['</s>', -1, -1],
    ]);
    expect([...tokenizer.encode('</s>a', { addSpecialTokens: true }).special]).toEqual([1, 1, 0, 1]);
  });
});

describe('where the library splits otherwise than the Rust library', () => {
  it('takes digits outside ASCII one by one', async () => {
    const tokenizer = await fixtureTokenizer('digits');
    const { starts } = tokenizer.encode('½１2', { addSpecialTokens: false });
    expect(new Set(starts)).toEqual(new Set([0, 1, 2]));
  });

  it('lowers a sigma at the end of a word like any other', async () => {
    const tokenizer = await fixtureTokenizer('metaspace');
    const ids = (text: string): readonly number[] => tokenizer.encode(text, { addSpecialTokens: false }).ids;
    expect(ids('\u039f\u03a3')).toEqual(ids('\u03bf\u03c3'));
  });

  it('takes isolated punctuation one by one', async () => {
    expect(spans(await fixtureTokenizer('digits'), '!!')).toEqual([
      ['!', 0, 1],
      ['!', 1, 2],
    ]);
  });

  it('finds a single-word token only where it stands alone', async () => {
    const tokenizer = await fixtureTokenizer('digits');
    const texts = (text: string): string[] => spans(tokenizer, text).map(([token]) => token);
    expect(texts('\nalone\n')).toContain('alone');
    for (const text of ['aloneé', '_alone', '𝒳alone', 'alone𝒳']) expect(texts(text)).not.toContain('alone');
  });

  it('takes a word that is in the vocabulary whatever the merges say, even beside a long one', async () => {
    const tokenizer = await fixtureTokenizer('digits');
    expect(spans(tokenizer, `${'q'.repeat(200)} zebra`).at(-1)).toEqual([' zebra', 200, 206]);
  });
});

describe('tokenText', () => {
  it('decodes what it can and shows the vocabulary entry for the rest', async () => {
    const bytes = await fixtureTokenizer('byte-level');
    const half = bytes.encode('𝒳', { addSpecialTokens: false }).ids;
    expect(half.map((id) => bytes.tokenText(id)).join('')).toBe('ðĿĴ³');
    expect(bytes.tokenText(2)).toBe('<|im_end|>');
    expect(bytes.tokenText(99_999)).toBe('<99999>');
    const pieces = await fixtureTokenizer('sentence-piece');
    expect([pieces.tokenText(3 + 0x0a), pieces.tokenText(3 + 0xf0)]).toEqual(['\n', '<0xF0>']);
  });
});

describe('long texts', () => {
  it('take time in proportion', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    for (const text of ['The sky is blue é 日本語\n'.repeat(20_000), 'skyblueworld'.repeat(30_000), 'é'.repeat(200_000)]) {
      const { ids, ends, exact } = tokenizer.encode(text, { addSpecialTokens: false });
      expect([exact, ends[ids.length - 1]]).toEqual([true, text.length]);
    }
  });
});
