import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { comparisonRecordSchema, type ComparisonRecord } from '../../src/core/compare/comparisonRecord';
import type { PairScore } from '../../src/core/scoring/pairScore';
import { buildBundles, bundles } from './support/bundles';
import { runCli } from './support/runCli';

const folder = mkdtempSync(path.join(tmpdir(), 'preflens-compare-'));
const inFolder = (name: string) => path.join(folder, name);
const models = (name: string) => path.join(bundles.root, 'media', 'models', name);
const environment = { XDG_CACHE_HOME: inFolder('cache'), PREFLENS_STORE: inFolder('store') };
const row = (at: number, isSwapped = false) => {
  const responses = [` Keep it in a paper bag number ${String(at * 7)}.`, ` No idea, ask baker ${String(at % 5)}.`];
  return JSON.stringify({ prompt: `Question ${String(at)}: how do I keep bread fresh?`, chosen: responses[isSwapped ? 1 : 0], rejected: responses[isSwapped ? 0 : 1] });
};

beforeAll(async () => {
  await buildBundles();
  writeFileSync(inFolder('before.jsonl'), Array.from({ length: 30 }, (_, at) => `${row(at)}\n`).join(''));
  // Cleaned: the first three rows are left out, every fifth label is swapped, the order is another.
  writeFileSync(inFolder('after.jsonl'), Array.from({ length: 27 }, (_, at) => `${row(29 - at, (29 - at) % 5 === 0)}\n`).join(''));
  await runCli(['score', inFolder('before.jsonl'), '--out', inFolder('usual.jsonl')], { environment });
  await runCli(['score', inFolder('before.jsonl'), '--policy', models('tiny-reference'), '--reference', models('tiny-policy'), '--beta', '0.3', '--out', inFolder('exchanged.jsonl')], { environment });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function compared(...words: string[]): Promise<ComparisonRecord> {
  const { status, stdout, stderr } = await runCli(['compare', ...words, '--format', 'json'], { environment });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return comparisonRecordSchema.parse(JSON.parse(stdout));
}

describe('preflens compare', () => {
  it('with policy and reference exchanged finds every preference turned round, computed now or from written scores', async () => {
    const computed = await compared(inFolder('before.jsonl'), '--second-policy', models('tiny-reference'), '--second-reference', models('tiny-policy'), '--second-beta', '0.3');
    const written = await compared(inFolder('usual.jsonl'), inFolder('exchanged.jsonl'));
    expect({ ...written, first: null, second: null }).toEqual({ ...computed, first: null, second: null });
    expect(computed).toMatchObject({ matching: 'place', matched: 30, compared: 30, figure: 'rewardMargin' });
    expect(computed).toMatchObject({ flipCount: 30, agreement: { estimate: 0 }, first: { beta: 0.1 }, second: { beta: 0.3, policyHash: computed.first.referenceHash } });
    expect(computed.pearson?.estimate).toBeCloseTo(-1, 9);
    const margins = ['usual.jsonl', 'exchanged.jsonl'].map((name) => readFileSync(inFolder(name), 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as PairScore).rewardMargin!));
    expect(computed.meanChange?.estimate).toBeCloseTo(margins[1]!.reduce((sum, margin, at) => sum + margin - margins[0]![at]!, 0) / 30, 9);
  });

  it('matches two versions of a file by content and knows swapped labels', async () => {
    const record = await compared(inFolder('before.jsonl'), inFolder('after.jsonl'));
    expect(record).toMatchObject({ matching: 'content', matched: 27, swapped: 5, onlyFirst: 3, onlySecond: 0, flipCount: 0 });
    expect(record.agreement?.estimate).toBe(1);
  });

  it('takes written scores for a dataset, so that they match by content too', async () => {
    const record = await compared(inFolder('before.jsonl'), inFolder('after.jsonl'), '--first-scores', inFolder('exchanged.jsonl'));
    expect(record).toMatchObject({ matching: 'content', matched: 27, swapped: 5 });
    expect(record.first).toMatchObject({ scores: inFolder('exchanged.jsonl'), beta: 0.3 });
  });

  it('says in words what it found, and writes where it is told', async () => {
    const { status } = await runCli(['compare', inFolder('usual.jsonl'), inFolder('exchanged.jsonl'), '--list', '2', '--out', inFolder('words.txt')], { environment });
    expect(status).toBe(0);
    const text = readFileSync(inFolder('words.txt'), 'utf8');
    expect(text).toContain('30 pairs compared by rewardMargin, matched by row');
    expect(text).toContain('In how many pairs A and B prefer the same response');
  });

  it('refuses what cannot be compared, and says what to do', async () => {
    writeFileSync(inFolder('other.jsonl'), `${row(100)}\n`);
    const other = await runCli(['compare', inFolder('before.jsonl'), inFolder('other.jsonl')], { environment });
    expect([other.status, other.stderr]).toEqual([3, expect.stringContaining('no scored pair in common; give two score sets of one dataset')]);
    const twice = await runCli(['compare', inFolder('usual.jsonl'), inFolder('before.jsonl'), '--first-scores', inFolder('exchanged.jsonl')], { environment });
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringContaining('holds scores itself')]);
    const missing = await runCli(['compare', inFolder('nowhere.jsonl')], { environment });
    expect(missing.status).toBe(3);
    const format = await runCli(['compare', inFolder('usual.jsonl'), '--format', 'yaml'], { environment });
    expect([format.status, format.stderr]).toEqual([2, expect.stringContaining('--format takes text, json')]);
  });
});
