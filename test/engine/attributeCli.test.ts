import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { attributionRecordSchema, attributionSetRecordSchema, type AttributionRecord } from '../../src/core/attribution/attributionRecord';
import { buildBundles, bundles } from './support/bundles';
import { runCli } from './support/runCli';

const sample = path.join(bundles.root, 'media/sample/preferences.jsonl');
const folder = mkdtempSync(path.join(tmpdir(), 'preflens-attribute-'));

beforeAll(() => buildBundles());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function recordOf(words: readonly string[]): Promise<AttributionRecord> {
  const { status, stdout, stderr } = await runCli(['attribute', ...words]);
  expect([status, stderr]).toEqual([0, '']);
  return attributionRecordSchema.parse(JSON.parse(stdout));
}

const choice = 'Which car?\nA) a red car\nB) a blue car\nAnswer:';

describe('preflens attribute', () => {
  it('attributes the margin of a pair by word, as a record that fits the contract', async () => {
    const record = await recordOf([sample, '--row', '2', '--budget', '60', '--interactions']);
    expect(record).toMatchObject({ row: 2, pair: 0, target: 'margin', unit: 'word', removal: 'delete', method: 'process', exact: false, done: true, seed: 1, response: null });
    expect(record.evaluations).toBe(60);
    expect(record.values).toHaveLength(record.players);
    expect(Math.abs(record.residual!)).toBeLessThan(1e-9);
    const sum = record.values.reduce((total, { value }) => total + value, 0);
    expect(sum).toBeCloseTo(record.full! - record.empty!, 9);
    expect(record.interactions).toHaveLength((record.players * (record.players - 1)) / 2);
    for (const { low, value, high } of record.values) expect(low <= value && value <= high).toBe(true);
  });

  it('gives the same bytes again, and the full value that scoring gives', async () => {
    const words = ['attribute', sample, '--row', '2', '--target', 'chosen', '--budget', '30'];
    const [first, second] = [await runCli(words), await runCli(words)];
    expect(first.stdout).toBe(second.stdout);
    const score = JSON.parse((await runCli(['score', sample, '--rows', '2'])).stdout) as { chosen: { logProbability: number } };
    expect(attributionRecordSchema.parse(JSON.parse(first.stdout)).full).toBeCloseTo(score.chosen.logProbability, 4);
  });

  it('becomes exact for few units, and its tokens sum to the response', async () => {
    const record = await recordOf(['--prompt', 'The cat sat on the', '--response', ' mat', '--tokens']);
    expect([record.exact, record.method, record.evaluations, record.players]).toEqual([true, 'exact', 32, 5]);
    for (const [index, { value, standardError }] of record.values.entries()) {
      expect(standardError).toBe(0);
      expect(record.tokens!.reduce((sum, token) => sum + token.values[index]!, 0)).toBeCloseTo(value, 9);
    }
  });

  it.each([
    ['mask', ['--removal', 'mask']],
    ['baseline', ['--baseline', 'thing']],
    ['delete-text', ['--removal', 'delete-text']],
    ['token unit', ['--unit', 'token', '--method', 'permutation', '--budget', '160']],
    ['sentence unit', ['--unit', 'sentence']],
    ['a pattern', ['--pattern', 'cat|mat']],
    ['owen', ['--method', 'owen', '--budget', '160']],
    ['chat', ['--chat']],
  ])('plays with %s', async (_name, words) => {
    const record = await recordOf(['--prompt', 'The cat sat. The cat on the mat slept.', '--response', ' Well', '--budget', '40', ...words]);
    expect(record.values.length).toBe(record.players);
    expect(record.players).toBeGreaterThan(1);
    expect(Number.isFinite(record.full)).toBe(true);
  });

  it('weighs options against each other, and probes how much their order and their labels matter', async () => {
    const record = await recordOf(['--prompt', choice, '--options', 'A,B', '--option', 'B', '--budget', '40', '--sensitivity', '--variants', write('variants.txt', 'Which one?\nA) red\nB) blue'), '--swaps', write('swaps.csv', 'red,green\n')]);
    expect([record.target, record.response]).toEqual(['log-odds', 1]);
    const { optionBias, kinds, variants } = record.sensitivity!;
    expect(optionBias!.labels[0]!.value + optionBias!.labels[1]!.value).toBeCloseTo(0, 9);
    expect(kinds.map(({ kind }) => kind)).toEqual(['rewrite', 'option order', 'yours', 'swap']);
    expect(variants[0]!.value).toBeCloseTo(record.full!, 4);
  });

  it('as text has bars, a sentence about noise and no control character of the data', async () => {
    const { status, stdout } = await runCli(['attribute', '--prompt', 'The \u001b[2J cat is here', '--response', ' Yes', '--format', 'text', '--sensitivity']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/[█▒]/u);
    expect(stdout).toMatch(/Token noise: \d+ %/u);
    expect(stdout).toContain('Prompt sensitivity index');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/u);
  });

  it('attributes a set of prompts, and says what it could not', async () => {
    const rows = [['red', 'blue'], ['old', 'new'], ['big', 'small']].map(([a, b], index) => `"Which car?\nA) a ${a!} car\nB) a ${b!} car\nAnswer:",A|B,t${String(index % 2)}`);
    const file = write('set.csv', ['prompt,options,template', ...rows, 'no options,,t0', '', ''].join('\n'));
    const { status, stdout } = await runCli(['attribute', '--csv', file, '--budget', '40', '--sensitivity']);
    expect(status).toBe(0);
    const record = attributionSetRecordSchema.parse(JSON.parse(stdout));
    expect([record.prompts, record.done]).toEqual([3, true]);
    expect(record.templates.map(({ name, prompts }) => [name, prompts])).toEqual([['t0', 2], ['t1', 1]]);
    expect(record.tokenNoise!.share).toBeCloseTo(record.rows.reduce((sum, row) => sum + row.tokenNoise!.share / 3, 0), 12);
    expect(record.optionBias!.labels).toHaveLength(2);
    expect(record.unattributed).toMatchObject([{ row: 3, reason: expect.stringContaining('options') as unknown }]);
    expect((await runCli(['attribute', '--csv', file, '--budget', '20', '--format', 'text'])).stdout).toContain('template');
  });

  it('SIGINT ends it with 130 and prints what is known, if anything is', async () => {
    const { status, stdout, stderr } = await runCli(['attribute', sample, '--row', '5', '--budget', '100000', '--precision', '0', '--unit', 'token'], {
      onStart: (processId) => setTimeout(() => process.kill(processId, 'SIGINT'), 10_000),
    });
    expect(status).toBe(130);
    expect(stderr).toContain('interrupted');
    if (stdout === '') return;
    const record = attributionRecordSchema.parse(JSON.parse(stdout));
    expect([record.done, record.evaluations < 100_000]).toEqual([false, true]);
  });
});

describe('what attribute refuses', () => {
  const prompt = ['--prompt', 'a b c', '--response', ' d'];
  it.each([
    ['nothing to attribute', [], 2, /Name what to attribute/],
    ['a file without a row', [sample], 2, /--row N/],
    ['a row that is not there', [sample, '--row', '9999'], 2, /has no row 9999/],
    ['a pair that is not there', [sample, '--row', '0', '--pair', '3'], 2, /--pair takes 0 to 0/],
    ['an unknown unit', [...prompt, '--unit', 'letter'], 2, /--unit takes token, word/],
    ['an unknown target', [...prompt, '--target', 'x'], 2, /--target takes chosen/],
    ['a margin of one response', [...prompt, '--target', 'margin'], 2, /about a pair/],
    ['one option', ['--prompt', 'a', '--options', 'A'], 2, /at least two/],
    ['an option that is not listed', ['--prompt', 'a', '--options', 'A,B', '--option', 'C'], 2, /takes A, B/],
    ['a broken pattern', [...prompt, '--pattern', '('], 2, /no regular expression/],
    ['an empty prompt', ['--prompt', ' ', '--response', ' d'], 2, /nothing to attribute|no text/],
    ['exact values of many words', ['--prompt', 'word '.repeat(30), '--response', ' d', '--method', 'exact'], 2, /at most 16 units/],
    ['too many words', ['--prompt', 'word. '.repeat(9000), '--response', ' d', '--max-length', '100000'], 2, /9000 units/],
    ['a missing text file', ['--prompt', '@/no/such/file', '--response', ' d'], 3, /cannot be read/],
    ['a missing dataset', ['/no/such/file.jsonl', '--row', '0'], 3, /no such file|does not exist|not there/i],
    ['a missing model', [...prompt, '--policy', '/no/such/model'], 4, /name a folder with/],
    ['a mask that is no token', [...prompt, '--mask', 'no such token'], 2, /token/],
  ] as const)('%s', async (_name, words, status, sentence) => {
    const result = await runCli(['attribute', ...words]);
    expect(result.stderr).toMatch(sentence);
    expect([result.status, result.stdout]).toEqual([status, '']);
  });
});
