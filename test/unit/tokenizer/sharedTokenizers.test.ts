import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { load, sharedFolder } from './fixtureTokenizer';
import { checkCoverage, trickyTexts } from './offsetChecks';

const vectors = (name: string): string => path.resolve('../shared/tokenizers/llamacpp-vectors', name);

/** Texts and ids that llama.cpp publishes for well-known tokenizers. */
const published = [
  { name: 'gpt-2', folder: 'tokenizers/gpt2' },
  { name: 'llama-spm', folder: 'tokenizers/llama2' },
  { name: 'phi-3', folder: 'tokenizers/phi-3-mini' },
];
const families = [...published.map(({ folder }) => folder), 'tokenizers/smollm2', 'models/stories260K', 'models/tiny-random-gpt2'];

describe.each(published)('the published vectors of $name', ({ name, folder }) => {
  const where = sharedFolder(folder);
  it.skipIf(where === null || !existsSync(vectors(`${name}.inp`)))('agree (skipped where ../shared lacks them)', async () => {
    const tokenizer = await load(where ?? '');
    const texts = readFileSync(vectors(`${name}.inp`), 'utf8').split('\n__ggml_vocab_test__\n');
    const ids = readFileSync(vectors(`${name}.out`), 'utf8').split('\n');
    expect(texts.length).toBeGreaterThan(40);
    texts.forEach((text, index) => {
      const expected = (ids[index] ?? '').split(' ').filter(Boolean).map(Number);
      expect(tokenizer.encode(text, { addSpecialTokens: false }).ids, JSON.stringify(text)).toEqual(expected);
    });
  });
});

describe.each(families)('offsets of %s', (folder) => {
  const where = sharedFolder(folder);
  it.skipIf(where === null)('account for every character of any text (skipped where ../shared lacks it)', async () => {
    const tokenizer = await load(where ?? '');
    // SmolLM2 has no entries for these; it leaves them out, also at the end, where no token can take them in.
    const texts = folder.endsWith('smollm2') ? trickyTexts.map((text) => text.replaceAll(/[^\P{Cc}\s]/gu, '')) : trickyTexts;
    fc.assert(
      fc.property(texts, (text) => {
        checkCoverage(tokenizer.encode(text, { addSpecialTokens: true }), text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('characters without an entry', () => {
  const smollm2 = sharedFolder('tokenizers/smollm2');
  it.skipIf(smollm2 === null)('are left out in part or whole (skipped where ../shared lacks it)', async () => {
    const { ids, starts, ends, exact } = (await load(smollm2 ?? '')).encode('a\u{40000}\u0004b', { addSpecialTokens: false });
    expect([ids, [...starts], [...ends], exact]).toEqual([[81, 218, 218, 218, 82], [0, 1, 1, 1, 3], [1, 3, 3, 3, 5], true]);
  });
});

describe('white space outside ASCII', () => {
  const gpt2 = sharedFolder('tokenizers/gpt2');
  it.skipIf(gpt2 === null)('is what Unicode says in GPT-2 (skipped where ../shared lacks it)', async () => {
    const tokenizer = await load(gpt2 ?? '');
    const texts = (text: string): string[] =>
      tokenizer.encode(text, { addSpecialTokens: false }).ids.map((id) => tokenizer.tokenText(id));
    // U+FEFF is no white space, so the last space goes with it; U+0085 is.
    expect(texts('  \ufeff')).toEqual([' ', 'Ġï', '»', '¿']);
    expect(texts('a\u0085\u0085b')).toEqual(['a', 'Â', 'ħ', 'Â', 'ħ', 'b']);
  });

  const phi = sharedFolder('tokenizers/phi-3-mini');
  it.skipIf(phi === null)('is what an added token takes in Phi-3 (skipped where ../shared lacks it)', async () => {
    const tokenizer = await load(phi ?? '');
    const texts = (text: string): string[] =>
      tokenizer.encode(text, { addSpecialTokens: false }).ids.map((id) => tokenizer.tokenText(id));
    expect(texts('<|end|> \u0085\u3000x')).toEqual(['<|end|>', ' x']);
    expect(texts('<|end|>\ufeff')).toEqual(['<|end|>', ' ', '\ufeff']);
  });
});
