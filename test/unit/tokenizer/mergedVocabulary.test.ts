import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { loadTokenizer } from '../../../src/engine/tokenizer/tokenizerFolder';
import { sharedFolder } from './fixtureTokenizer';
import { randomTexts } from './randomTexts';

/** What transformers makes of vocab.json and merges.txt, written by tools/parity/merged_tokenizer_ids.py. */
const golden = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../fixtures/parity/tokenizers/merged.json'), 'utf8')) as {
  readonly seed: number;
  readonly tokenizers: Readonly<Record<string, { readonly config: object; readonly digests: string }>>;
};
const gpt2 = sharedFolder('tokenizers/gpt2');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preflens-merged-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const put = (name: string, content: unknown): Promise<void> => writeFile(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

describe('a folder with vocab.json and merges.txt alone', () => {
  it.skipIf(gpt2 === null).each(Object.entries(golden.tokenizers))('gives the ids of transformers as %s (skipped where ../shared lacks it)', async (_, { config, digests }) => {
    const { model } = JSON.parse(readFileSync(path.join(gpt2 ?? '', 'tokenizer.json'), 'utf8')) as { model: { vocab: object; merges: string[] } };
    await put('vocab.json', model.vocab);
    await put('merges.txt', `#version: 0.2\n${model.merges.join('\n')}\n`);
    await put('tokenizer_config.json', config);
    const tokenizer = await loadTokenizer(folder);
    const digest = (ids: readonly number[]): string => createHash('sha256').update(ids.join(',')).digest('hex').slice(0, 6);
    const texts = randomTexts(golden.seed, digests.length / 6);
    const wrong = texts.filter((text, index) => digest(tokenizer.encode(text, { addSpecialTokens: true }).ids) !== digests.slice(6 * index, 6 * index + 6));
    expect(wrong.map((text) => JSON.stringify(text))).toEqual([]);
    expect(texts.length).toBe(2000);
  });

  it('knows the special tokens of special_tokens_map.json and added_tokens.json', async () => {
    await put('vocab.json', { a: 0, b: 1, ab: 2, '<|endoftext|>': 3 });
    await put('merges.txt', '#version: 0.2\na b\n');
    await put('added_tokens.json', { '<|user|>': 4 });
    await put('special_tokens_map.json', { eos_token: '<|endoftext|>', additional_special_tokens: ['<|user|>', '<|new|>'] });
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.eosToken).toEqual({ text: '<|endoftext|>', id: 3 });
    expect(tokenizer.encode('ab<|user|>a<|new|>', { addSpecialTokens: true }).ids).toEqual([2, 4, 0, 5]);
    expect(tokenizer.vocabularySize).toBe(6);
  });

  it('is refused in one sentence when its merges are damaged', async () => {
    await put('vocab.json', { a: 0 });
    await put('merges.txt', 'a b c\n');
    await expect(loadTokenizer(folder)).rejects.toThrow(/vocab\.json and merges\.txt cannot be used: line 1 of merges\.txt is no pair; download both again\./u);
  });
});

describe('chat templates', () => {
  const message = [{ role: 'user', content: 'x' }];
  const rendered = async (): Promise<string | undefined> => (await loadTokenizer(folder)).chatTemplate?.render(message, { addGenerationPrompt: false });
  beforeEach(() => put('tokenizer.json', { model: { type: 'BPE', vocab: { a: 0 }, merges: [] } }));

  it('come from chat_template.jinja, then tokenizer_config.json, then chat_template.json', async () => {
    await put('chat_template.json', { chat_template: 'processor' });
    expect(await rendered()).toBe('processor');
    await put('tokenizer_config.json', { chat_template: 'configuration' });
    expect(await rendered()).toBe('configuration');
    await put('chat_template.jinja', 'file');
    expect(await rendered()).toBe('file');
  });

  it('may be named: the default is taken, and without one there is none, as in transformers', async () => {
    await put('tokenizer_config.json', { chat_template: [{ name: 'other', template: 'a' }, { name: 'default', template: 'b' }] });
    expect(await rendered()).toBe('b');
    await put('tokenizer_config.json', { chat_template: [{ name: 'other', template: 'a' }] });
    expect(await rendered()).toBeUndefined();
  });
});
