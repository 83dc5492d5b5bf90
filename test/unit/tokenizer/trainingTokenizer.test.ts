import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { load } from './fixtureTokenizer';

/** Written by tools/parity/training_ids.py with the tokenizer library of the training. */
interface Golden {
  readonly longest: number;
  readonly digits: number;
  readonly lines: number;
  readonly tokenizerSha256: string;
  readonly files: readonly { readonly file: string; readonly lines: number; readonly sha256: string }[];
  readonly digests: string;
}

const root = path.resolve(import.meta.dirname, '../../..');
const golden = JSON.parse(readFileSync(path.join(root, 'test/fixtures/parity/tokenizers/training.json'), 'utf8')) as Golden;
const data = path.join(root, '../shared/data');
const missing = golden.files.filter(({ file }) => !existsSync(path.join(data, file)));
if (missing.length > 0) process.stderr.write(`skipping the 10,000 lines of the training tokenizer: ${data} lacks ${missing.map(({ file }) => file).join(', ')}\n`);

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

function readLines(file: string, digest: string): string[] {
  const bytes = readFileSync(path.join(data, file));
  expect(sha256(bytes), `${file} is the file of the golden digests`).toBe(digest);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => /[^ {},[\]\r]/u.test(line));
}

function picked(lines: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => (lines[Math.floor((index * lines.length) / count)] ?? '').slice(0, golden.longest).replace(/[\uD800-\uDBFF]$/u, ''));
}

describe('the tokenizer of the embedded models', () => {
  const folder = path.join(root, 'media/models/tiny-policy');

  it('is the one that the golden digests were made with', () => {
    expect(sha256(readFileSync(path.join(folder, 'tokenizer.json'))), 'run tools/parity/training_ids.py again').toBe(golden.tokenizerSha256);
    expect(golden.lines).toBe(10_000);
  });

  it.skipIf(missing.length > 0)('gives 10,000 lines of real text the ids of the training (skipped where ../shared lacks them)', async () => {
    const tokenizer = await load(folder);
    const lines = golden.files.flatMap(({ file, lines: count, sha256: digest }) => picked(readLines(file, digest), count));
    const wrong = lines.filter((line, index) => {
      const ids = tokenizer.encode(line, { addSpecialTokens: false }).ids;
      return sha256([...ids].join(',')).slice(0, golden.digits) !== golden.digests.slice(index * golden.digits, (index + 1) * golden.digits);
    });
    expect(lines).toHaveLength(golden.lines);
    expect(wrong).toEqual([]);
  }, 300_000);
});
