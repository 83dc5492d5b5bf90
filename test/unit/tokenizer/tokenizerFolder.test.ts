import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelRefusedError } from '../../../src/core/errors';
import { loadTokenizer } from '../../../src/engine/tokenizer/tokenizerFolder';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'preflens-tokenizer-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const small = {
  model: { type: 'BPE', vocab: { a: 0, b: 1, ab: 2 }, merges: ['a b'] },
  added_tokens: [
    { id: 3, content: '</s>', special: true },
    { id: 4, content: '<bos>', special: true },
  ],
};

const put = async (name: string, content: unknown): Promise<void> => {
  await writeFile(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
};

const refusal = async (): Promise<string> => {
  const error: unknown = await loadTokenizer(folder).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!ModelRefusedError.is(error)) throw new Error(`expected a refusal, got ${String(error)}`);
  expect(error.folder).toBe(folder);
  expect(error.message).toMatch(/^[^\n]+[^.]\.$/u);
  return error.message;
};

describe('loadTokenizer', () => {
  it('loads what lacks optional parts', async () => {
    await put('tokenizer.json', small);
    const tokenizer = await loadTokenizer(folder);
    expect(tokenizer.encode('abb', { addSpecialTokens: true }).ids).toEqual([2, 1]);
    expect(tokenizer.vocabularySize).toBe(5);
    expect(tokenizer.chatTemplate).toBeNull();
  });

  it('takes usual names for end and beginning only where no file mentions them', async () => {
    await put('tokenizer.json', small);
    expect((await loadTokenizer(folder)).eosToken).toEqual({ text: '</s>', id: 3 });
    expect((await loadTokenizer(folder)).bosToken).toEqual({ text: '<bos>', id: 4 });
    await put('special_tokens_map.json', { eos_token: { content: '<bos>' } });
    expect((await loadTokenizer(folder)).eosToken).toEqual({ text: '<bos>', id: 4 });
    await put('tokenizer_config.json', { eos_token: null, bos_token: 'no token' });
    expect((await loadTokenizer(folder)).eosToken).toBeNull();
    expect((await loadTokenizer(folder)).bosToken).toBeNull();
  });

  it('finds the chat template in either place, a file of its own first', async () => {
    const render = async (tools?: unknown[]): Promise<string | undefined> =>
      (await loadTokenizer(folder)).chatTemplate?.render([], { addGenerationPrompt: false, ...(tools ? { tools } : {}) });
    await put('tokenizer.json', small);
    await put('tokenizer_config.json', { chat_template: 'one{{ eos_token }}' });
    expect(await render()).toBe('one</s>');
    const named = [{ name: 'tool_use', template: 'tools' }, { name: 'default', template: 'two' }];
    await put('tokenizer_config.json', { chat_template: named });
    expect([await render(), await render([{}])]).toEqual(['two', 'tools']);
    await put('chat_template.jinja', 'three');
    expect(await render()).toBe('three');
  });

  it('refuses a folder without tokenizer.json', async () => {
    expect(await refusal()).toContain('no tokenizer.json');
    folder = path.join(folder, 'nowhere');
    expect(await refusal()).toContain('no tokenizer.json');
  });

  it.each([
    ['broken JSON', '{"model": ', 'not valid JSON'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', 'git lfs pull'],
    ['no object', '[1]', 'does not hold a JSON object'],
    ['no model', '{}', 'it has no model'],
    ['no vocabulary', { model: { type: 'BPE' } }, 'no vocabulary'],
    ['an absurd id', { model: { type: 'BPE', vocab: { a: 4e9 }, merges: [] } }, 'no sensible number'],
    ['an absurd added id', { ...small, added_tokens: [{ id: -1, content: 'x' }] }, 'no sensible number'],
    ['an added token without content', { ...small, added_tokens: [{ id: 9 }] }, 'without content'],
    ['an unknown normaliser', { ...small, normalizer: { type: 'Zalgo' } }, 'Zalgo'],
    ['an unknown pre-tokenizer', { ...small, pre_tokenizer: { type: 'Zalgo' } }, 'Zalgo'],
    ['merges that are none', { model: { type: 'BPE', vocab: { a: 0 }, merges: 7 } }, 'cannot be used'],
    ['a bad regular expression', { ...small, pre_tokenizer: { type: 'Split', pattern: { Regex: '(' } } }, 'cannot be used'],
    [
      'a post-processor that adds what is no token',
      { ...small, post_processor: { type: 'TemplateProcessing', single: [{ SpecialToken: { id: 'x' } }, { Sequence: { id: 'A' } }] } },
      'which is no token',
    ],
    ['a post-processor that drops the text', { ...small, post_processor: { type: 'TemplateProcessing', single: [] } }, 'leaves the text out'],
  ])('refuses a tokenizer.json with %s', async (_, content, reason) => {
    await put('tokenizer.json', content);
    expect(await refusal()).toContain(reason);
  });

  it('refuses a broken tokenizer_config.json', async () => {
    await put('tokenizer.json', small);
    await put('tokenizer_config.json', 'nonsense');
    expect(await refusal()).toContain('tokenizer_config.json is not valid JSON');
  });

  it('refuses files that are too large, no files, or no text', async () => {
    const large = await open(path.join(folder, 'tokenizer.json'), 'w');
    await large.truncate(64 * 1024 * 1024 + 1);
    await large.close();
    expect(await refusal()).toContain('larger than 64 MB');
    await rm(path.join(folder, 'tokenizer.json'));
    await mkdir(path.join(folder, 'tokenizer.json'));
    expect(await refusal()).toContain('not a file');
    await rm(path.join(folder, 'tokenizer.json'), { recursive: true });
    await writeFile(path.join(folder, 'tokenizer.json'), Uint8Array.of(0x7b, 0xff, 0x7d));
    expect(await refusal()).toContain('not valid UTF-8');
  });

  it('reads a file with a byte order mark', async () => {
    await put('tokenizer.json', `\ufeff${JSON.stringify(small)}`);
    expect((await loadTokenizer(folder)).vocabularySize).toBe(5);
  });

  it('keeps offsets monotone where the text cannot be accounted for', async () => {
    const wordPiece = {
      model: { type: 'WordPiece', vocab: { '[UNK]': 0, hel: 1, '##lo': 2, wor: 3, '##ld': 4 }, unk_token: '[UNK]', continuing_subword_prefix: '##' },
      // What the text becomes is found, but not what becomes of what.
      pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Replace', pattern: { String: 'zz' }, content: 'z' }, { type: 'Whitespace' }] },
    };
    await put('tokenizer.json', wordPiece);
    const { ids, starts, ends, exact } = (await loadTokenizer(folder)).encode('hello zoo world', { addSpecialTokens: true });
    expect([ids, exact]).toEqual([[1, 2, 0, 3, 4], false]);
    expect([...starts]).toEqual([...starts].sort((left, right) => left - right));
    expect([...ends]).toEqual([...ends].sort((left, right) => left - right));
    expect(ends[4]).toBe(15);
  });

  it('does not mix up fixtures with prototypes', async () => {
    const text = await readFile(path.join(import.meta.dirname, 'fixtures', 'digits', 'tokenizer.json'), 'utf8');
    await put('tokenizer.json', text);
    const tokenizer = await loadTokenizer(folder);
    for (const word of ['constructor', '__proto__', 'toString']) {
      const { ids, exact } = tokenizer.encode(word, { addSpecialTokens: false });
      expect([ids.every(Number.isInteger), exact]).toEqual([true, true]);
    }
  });
});
