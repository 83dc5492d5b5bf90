import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PairTexts } from '../../../src/core/dataset/preferencePair';
import { conventionNames, type ConventionName } from '../../../src/core/ports';
import type { EncodedPair, EncodedSequence } from '../../../src/engine/conventions/encodedPair';
import { encodePair } from '../../../src/engine/conventions/encodePair';
import type { TextTokenizer } from '../../../src/engine/tokenizer/textTokenizer';
import { loadTokenizer } from '../../../src/engine/tokenizer/tokenizerFolder';
import { readPair } from '../dataset/readPair';

const root = path.resolve(import.meta.dirname, '../../..');
const pairsFolder = path.join(root, 'test/fixtures/parity');
const folder = path.join(pairsFolder, 'conventions');
const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const readLines = (file: string): unknown[] => readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);

/** Made by the *_ids.py scripts of tools/parity, which run the packages themselves. */
interface Golden {
  readonly package: string;
  readonly maximumLength: number;
  /** By tokenizer and row: a digest of ids and completion masks, or null for a row that the package refuses or drops. */
  readonly tokenizers: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

interface TokenizerSpecification {
  readonly folder: string;
  readonly eos_token?: string | null;
  readonly bos_token?: string | null;
  readonly template?: { readonly text?: string; readonly from?: string } | null;
}

const specifications = readJson(path.join(folder, 'tokenizers.json')) as Record<string, TokenizerSpecification>;
const temporary = mkdtempSync(path.join(tmpdir(), 'preflens-ids-'));
afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

/** The tokenizer as the scripts set it up. */
function load(name: string): Promise<TextTokenizer> {
  const { folder: source = '', template, ...names } = specifications[name] ?? {};
  if (template === undefined) return loadTokenizer(path.join(root, source));
  const made = mkdtempSync(path.join(temporary, 'tokenizer-'));
  symlinkSync(path.resolve(root, source, 'tokenizer.json'), path.join(made, 'tokenizer.json'));
  const from = template?.from === undefined ? undefined : (readJson(path.resolve(root, template.from)) as { chat_template: string }).chat_template;
  writeFileSync(path.join(made, 'tokenizer_config.json'), JSON.stringify({ ...names, chat_template: template?.text ?? from }));
  return loadTokenizer(made);
}

type Row = readonly [id: string, texts: PairTexts];

const pairs = (readLines(path.join(pairsFolder, 'pairs.jsonl')) as { id: string; prompt: unknown; chosen: unknown; rejected: unknown }[]).map(
  ({ id, prompt, chosen, rejected }): Row => [id, { format: typeof prompt === 'string' ? 'standard' : 'conversational', prompt, chosen, rejected } as PairTexts],
);
/** One row for each documented dataset format, as it would stand in a file. */
const formats = (readLines(path.join(folder, 'formats.jsonl')) as { id: string; row: unknown }[]).map(({ id, row }): Row => {
  return [id, readPair(row as object).texts];
});

/** Packages for plain text read no row without a prompt column; Preflens splits such rows for them as TRL does. */
const readElsewhere = (convention: ConventionName, id: string): boolean =>
  (convention === 'mitchell' || convention === 'reward-bench') && id.startsWith('format-standard-implicit');

function digest({ chosen, rejected }: EncodedPair): string {
  const parts = [chosen, rejected].map(({ ids, promptLength, tokens }: EncodedSequence) => [ids, [...Array<number>(promptLength).fill(0), ...tokens.map(() => 1)]]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

const goldens = conventionNames.map((convention) => [convention, readJson(path.join(folder, `${convention}.json`)) as Golden] as const);
const cases = goldens.flatMap(([convention, golden]) => Object.entries(golden.tokenizers).map(([name, rows]) => ({ convention, golden, name, rows })));

describe.each(cases)('the convention $convention on $name, against $golden.package itself', ({ convention, golden, name, rows }) => {
  const source = path.resolve(root, specifications[name]?.folder ?? '');
  const isThere = existsSync(path.join(source, 'tokenizer.json'));
  let tokenizer: TextTokenizer;
  beforeAll(async () => {
    if (isThere) tokenizer = await load(name);
  });

  it.skipIf(!isThere)(`gives the same ids and completion masks, and refuses the same rows (skipped where ${name} is not there)`, () => {
    const wrong: string[] = [];
    for (const [id, texts] of [...pairs, ...formats]) {
      if (readElsewhere(convention, id)) continue;
      const encoded = encodePair(tokenizer, texts, { convention, maxLength: golden.maximumLength });
      const found = 'code' in encoded ? null : digest(encoded);
      if (found !== rows[id]) wrong.push('code' in encoded ? `${id}: ${encoded.message}` : id);
    }
    expect(wrong).toEqual([]);
    const encodes = Object.values(rows).some((value) => value !== null);
    expect(encodes).toBe(convention !== 'open-instruct' || tokenizer.chatTemplate !== null);
  });
});
