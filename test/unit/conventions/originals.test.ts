import { readFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import type { PairTexts } from '../../../src/core/dataset/preferencePair';
import type { ConventionName } from '../../../src/core/ports';
import { encodePair } from '../../../src/engine/conventions/encodePair';
import type { TextTokenizer } from '../../../src/engine/tokenizer/textTokenizer';
import { loadTokenizer } from '../../../src/engine/tokenizer/tokenizerFolder';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = path.join(root, 'test/fixtures/parity');

interface TrlSequence {
  readonly ids: readonly number[];
  readonly promptLength: number;
}
interface TrlRow {
  readonly id: string;
  readonly chosen: TrlSequence;
  readonly rejected: TrlSequence;
}

interface Golden {
  readonly maximumLength: number;
  readonly pairs: readonly TrlRow[];
}

/** Made by trl_ids.py, trl_ids_separate.py and mitchell_ids.py of tools/parity, which run the originals. */
const goldens: readonly [ConventionName, Golden][] = (
  [
    ['trl', 'trl-1.14.0.json'],
    ['trl-0.20', 'trl-0.20.0.json'],
    ['mitchell', 'mitchell.json'],
  ] as const
).map(([convention, name]) => [convention, JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Golden]);
const pairs = readFileSync(path.join(folder, 'pairs.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; prompt: unknown; chosen: unknown; rejected: unknown });

describe.each(goldens)('the convention %s, against the original itself', (convention, golden) => {
  const rows = new Map(golden.pairs.map((row) => [row.id, row]));
  let tokenizer: TextTokenizer;
  beforeAll(async () => {
    tokenizer = await loadTokenizer(path.join(root, 'media/models/tiny-policy'));
  });

  it.each(pairs.map((pair) => [pair.id, pair] as const))('%s: same ids, same completion, dropped alike', (id, { prompt, chosen, rejected }) => {
    const texts = { format: typeof prompt === 'string' ? 'standard' : 'conversational', prompt, chosen, rejected } as PairTexts;
    const encoded = encodePair(tokenizer, texts, { convention, maxLength: golden.maximumLength });
    const row = rows.get(id);
    if (!row) {
      expect(encoded).toMatchObject({ code: convention === 'mitchell' ? 'not-in-convention' : 'prompt-fills-max-length' });
      return;
    }
    if ('code' in encoded) throw new Error(encoded.message);
    for (const side of ['chosen', 'rejected'] as const) {
      expect([...encoded[side].ids]).toEqual(row[side].ids);
      expect(encoded[side].promptLength).toBe(row[side].promptLength);
    }
  });
});
