import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import type { Encoding } from '../../../src/engine/tokenizer/encoding';
import type { TextTokenizer } from '../../../src/engine/tokenizer/textTokenizer';
import { load } from './fixtureTokenizer';
import { randomTexts } from './randomTexts';

const root = path.resolve(import.meta.dirname, '../../..');
const fixtures = path.join(import.meta.dirname, 'fixtures');
const shared = path.join(root, '../shared/tokenizers');

/** What the Rust library says of 10,000 texts, written by tools/parity/tokenizer_ids.py. */
interface Golden {
  readonly seed: number;
  readonly digests: string;
  /** Ids, then starts and ends in turn, of the first texts; null where that library's offsets are off. */
  readonly full: readonly (readonly [ids: number[], offsets: number[] | null])[];
}

/** `covers`: the tokens take in the whole text; otherwise white space and what the normaliser takes away lie between them. */
const families = [
  { name: 'gpt2', folder: path.join(shared, 'gpt2'), covers: true },
  { name: 'smollm2', folder: path.join(shared, 'smollm2'), covers: false },
  { name: 'phi-3-mini', folder: path.join(shared, 'phi-3-mini'), covers: true },
  { name: 'llama2', folder: path.join(shared, 'llama2'), covers: true },
  { name: 'stories260K', folder: path.join(shared, '../models/stories260K'), covers: true },
  { name: 'unigram', folder: path.join(fixtures, 'unigram'), covers: false },
  { name: 'unigram-bytes', folder: path.join(fixtures, 'unigram-bytes'), covers: false },
  { name: 'word-piece', folder: path.join(fixtures, 'word-piece'), covers: false },
  { name: 'word-piece-cased', folder: path.join(fixtures, 'word-piece-cased'), covers: false },
];

const digest = (ids: readonly number[]): string => createHash('sha256').update(ids.join(',')).digest('hex').slice(0, 6);

describe.each(families)('10,000 random texts in $name', ({ name, folder, covers }) => {
  const golden = JSON.parse(readFileSync(path.join(root, 'test/fixtures/parity/tokenizers', `${name}.json`), 'utf8')) as Golden;
  const isThere = existsSync(path.join(folder, 'tokenizer.json'));
  const texts = randomTexts(golden.seed, golden.digests.length / 6);
  let tokenizer: TextTokenizer;
  let encodings: Encoding[] = [];
  beforeAll(async () => {
    if (!isThere) return;
    tokenizer = await load(folder);
    encodings = texts.map((text) => tokenizer.encode(text, { addSpecialTokens: true }));
  });

  it.skipIf(!isThere)('have the ids of the Rust library (skipped where ../shared lacks it)', () => {
    const wrong = texts.filter((_, index) => digest(encodings[index]?.ids ?? []) !== golden.digests.slice(6 * index, 6 * index + 6));
    expect(wrong.map((text) => JSON.stringify(text))).toEqual([]);
    expect(texts).toHaveLength(10_000);
  });

  it.skipIf(!isThere)('have exact offsets, in order and inside the text (skipped where ../shared lacks it)', () => {
    const wrong = texts.filter((text, index) => fault(encodings[index], text, covers) !== null);
    expect(wrong.map((text) => JSON.stringify(text))).toEqual([]);
  });

  it.skipIf(!isThere)('have the offsets of the Rust library, but the whole of what is composed (skipped where ../shared lacks it)', () => {
    const wrong: string[] = [];
    let compared = 0;
    golden.full.forEach(([ids, offsets], index) => {
      if (offsets === null) return;
      compared += 1;
      const text = texts[index] ?? '';
      const { starts, ends } = encodings[index] ?? { starts: [], ends: [] };
      ids.forEach((id, token) => {
        const [start = -1, end = -1] = [starts[token], ends[token]];
        // Markers and invented prefixes have no text; the Rust library gives a prefix the range of what follows.
        if (start === end) return;
        const [from = 0, to = 0] = offsets.slice(2 * token, 2 * token + 2);
        if (!sameRange(text, { start, end }, { start: from, end: to })) wrong.push(`${JSON.stringify(text)}: token ${String(id)} ${String(start)}–${String(end)}, not ${String(from)}–${String(to)}`);
      });
    });
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(60);
  });

  const spelling = respelled[name];
  // Byte-level and byte-fallback tokens may spell a part of a character only.
  if (spelling) it.skipIf(!isThere)('give each token the text that it spells (skipped where ../shared lacks it)', () => {
    const wrong: string[] = [];
    texts.forEach((text, index) => {
      const { ids = [], starts = [], ends = [], special = [] } = encodings[index] ?? {};
      ids.forEach((id, token) => {
        const slice = text.slice(starts[token], ends[token]);
        const spelled = tokenizer.tokenText(id);
        if (special[token] === 1 || spelled === '[UNK]' || spelled === '<unk>' || /^<0x..>$/u.test(spelled)) return;
        // A token may be a part of a character: a syllable of Hangul is three letters without its accents.
        if (!spelling(slice).includes(spelled.replace(/^##(?=.)/u, ''))) wrong.push(`${JSON.stringify(slice)} for ${JSON.stringify(spelled)} in ${JSON.stringify(text)}`);
      });
    });
    expect(wrong).toEqual([]);
  });
});

const withoutControls = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Co}\ufffd\p{White_Space}]/gu, '');

/** What the normaliser of a family makes of a slice, written down once more and simpler; white space left out. */
const respelled: Readonly<Record<string, (slice: string) => string>> = {
  'word-piece': (slice) => withoutControls(slice).normalize('NFD').replaceAll(/\p{Mn}/gu, '').toLowerCase().replaceAll('ς', 'σ'),
  'word-piece-cased': withoutControls,
};

function fault(encoding: Encoding | undefined, text: string, covers: boolean): string | null {
  if (encoding?.exact !== true) return 'not exact';
  let [last, reached] = [0, 0];
  for (const [index, start] of encoding.starts.entries()) {
    const end = encoding.ends[index] ?? -1;
    if (start === -1) continue;
    if (start < last || end < reached || end > text.length || (covers && start > reached)) return 'out of order';
    [last, reached] = [start, end];
  }
  return !covers || reached === text.length ? null : 'ends early';
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Equal, or ours the larger by marks and parts of the same composed character. */
function sameRange(text: string, ours: Range, theirs: Range): boolean {
  if (ours.start > theirs.start || ours.end < theirs.end) return false;
  const slice = text.slice(ours.start, ours.end);
  if (/\p{M}/u.test(slice) && slice.normalize('NFKC') !== slice) return true;
  const more = text.slice(ours.start, theirs.start) + text.slice(theirs.end, ours.end);
  return /^[\p{M}\u1160-\u11ff\uff9e\u200d]*$/u.test(more);
}
