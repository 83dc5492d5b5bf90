import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { lintRecordSchema, lintRecordsSchema, type LintRecord } from '../../src/core/noise/lintRecord';
import { bundles } from './support/bundles';
import { lintFolder } from './support/lintFolder';
import type { CliResult } from './support/runCli';

const sample = path.join(bundles.root, 'media/sample/preferences.jsonl');
const folder = lintFolder();
const { write } = folder;
const lint = (...words: string[]): Promise<CliResult> => folder.run(['lint', ...words]);

const row = (prompt: string, chosen: string, rejected: string) => `${JSON.stringify({ prompt, chosen, rejected })}\n`;
const clean = row('Is water wet?', ' Yes, when it touches something.', ' No idea at all.') + row('Name a colour.', ' Blue is one.', ' Seven is one.');
/** An error and a warning. */
const noisy = row('Is water wet?', '', ' No.') + row('Name a colour.', ' Blue.', ' Red.') + row('Name a colour.', ' Blue.', ' Red.');

async function record(...words: string[]): Promise<LintRecord> {
  return lintRecordSchema.parse(JSON.parse((await lint('--format', 'json', ...words)).stdout));
}

describe('preflens lint', () => {
  it('finds in the sample what is planted there, and fails on it', async () => {
    const { status, stdout } = await lint(sample, '--format', 'json');
    expect(status).toBe(1);
    const found = lintRecordSchema.parse(JSON.parse(stdout));
    const key = JSON.parse(readFileSync(path.join(bundles.root, 'media/sample/preferences.key.json'), 'utf8')) as { rows: { row: number; trouble: string | null }[] };
    const planted = (trouble: string) => key.rows.filter((one) => one.trouble === trouble).map((one) => one.row);
    const rowsWith = (code: string) => found.findings.filter((finding) => finding.code === code).map((finding) => finding.row);
    expect(rowsWith('duplicate-pair')).toEqual(expect.arrayContaining(planted('duplicate')));
    expect(rowsWith('identical-responses')).toEqual(expect.arrayContaining(planted('identical')));
    expect(rowsWith('contradictory-pair')).toEqual(expect.arrayContaining(planted('contradictory')));
    expect(found).toMatchObject({ rows: 90, pairs: 90, container: 'jsonl', models: [], omitted: 0, noiseRate: null });
    expect(Object.values(found.verdicts).reduce((sum, count) => sum + count, 0)).toBe(90);
    expect(found.pairVerdicts.length).toBe(90 - found.verdicts.fine);
  });

  it('passes a clean file and says so in words', async () => {
    write('clean.jsonl', clean);
    const { status, stdout } = await lint('clean.jsonl');
    expect(status).toBe(0);
    expect(stdout).toContain('clean.jsonl (jsonl): 2 rows, 2 pairs');
    expect(stdout).toMatch(/1 file: 0 errors, 0 warnings, \d+ information; passed\n$/);
    expect(stdout).toContain('Models: none asked');
  });

  it.each([
    [[], 1],
    [['--fail-on', 'never'], 0],
    [['--codes', 'duplicate-pair'], 0],
    [['--codes', 'duplicate-pair', '--fail-on', 'warning'], 1],
    [['--codes', 'contradictory-pair', '--fail-on', 'information'], 0],
  ])('with %j ends with %i', async (flags, status) => {
    write('noisy.jsonl', noisy);
    expect((await lint('noisy.jsonl', ...flags)).status).toBe(status);
  });

  it('text names every code with its count, shows a few and counts the rest', async () => {
    write('many.jsonl', Array.from({ length: 40 }, (_, index) => row(`Question ${String(index)}?`, '', ' No.')).join('') + noisy);
    const { stdout } = await lint('many.jsonl', '--codes', 'empty-chosen,duplicate-pair', '--max-findings', '4');
    expect(stdout).toMatch(/error {2}empty-chosen {2}.+ \(41\)\n(?: {4}line \d+: .+\n){3} {4}… and 38 more/);
    expect(stdout).toMatch(/warning {2}duplicate-pair {2}.+ \(1\)\n {4}line 43: /);
  });

  it('a row that cannot be read is an error, wherever the others stand', async () => {
    write('broken.jsonl', `${clean}{"prompt": "cut o\n`);
    const found = await lint('broken.jsonl', '--format', 'json');
    expect(found.status).toBe(1);
    expect(lintRecordSchema.parse(JSON.parse(found.stdout))).toMatchObject({ unreadable: [{ row: 2, line: 3, code: 'invalid-json' }], failures: ['1 row cannot be read.'] });
    expect((await lint('broken.jsonl', '--fail-on', 'never')).status).toBe(0);
  });

  it('silenced findings do not fail a build, and are counted', async () => {
    write('noisy.jsonl', noisy);
    const before = await record('noisy.jsonl', '--codes', 'empty-chosen');
    expect(before).toMatchObject({ findings: [{ row: 0 }] });
    const { pairContentKey } = await import('../../src/core/dataset/pairContentKey');
    const { rowHash } = await import('../../src/io/rowHash');
    const hash = rowHash(pairContentKey({ format: 'standard', prompt: 'Is water wet?', chosen: '', rejected: ' No.' }));
    write('noisy.jsonl.preflens-changes.jsonl', `${JSON.stringify({ version: 1, id: '1', at: '', kind: 'silence', row: 0, hash, code: 'empty-chosen', reason: 'wanted' })}\n`);
    const after = await lint('noisy.jsonl', '--codes', 'empty-chosen', '--format', 'json');
    expect(after.status).toBe(0);
    const silent = lintRecordSchema.parse(JSON.parse(after.stdout));
    expect(silent.findings).toEqual([]);
    expect(silent.silenced).toBeGreaterThan(before.silenced);
  });

  it('gives the same bytes again, in all formats', async () => {
    for (const format of ['text', 'json', 'sarif']) {
      const [first, second] = [await lint(sample, '--format', format), await lint(sample, '--format', format)];
      expect(first.stdout).toBe(second.stdout);
    }
  });

  it('no control character of the data reaches a terminal', async () => {
    write('hostile.jsonl', `${row('p\u001b[2J', '\u001b]0;x\u0007', '\u001b]0;x\u0007')}${JSON.stringify({ '\u001b[31mred': 1, '\u202edrow': 2 })}\n`);
    for (const format of ['text', 'json', 'sarif']) {
      const { stdout, stderr } = await lint('hostile.jsonl', '--format', format);
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
      // JSON has the texts as they are; programs read it.
      if (format !== 'json') expect(stdout + stderr).not.toContain('\u202e');
    }
  });
});

describe('several files', () => {
  it('are one list as JSON, each with its own record, and one line at the end as text', async () => {
    write('a.jsonl', clean);
    write('b.jsonl', noisy);
    const { status, stdout } = await lint('a.jsonl', 'b.jsonl', '--format', 'json');
    expect(status).toBe(1);
    const { files } = lintRecordsSchema.parse(JSON.parse(stdout));
    expect(files.map(({ file, failures }) => [file, failures.length])).toEqual([['a.jsonl', 0], ['b.jsonl', 1]]);
    expect((await lint('a.jsonl', 'b.jsonl')).stdout).toMatch(/\n2 files: 1 error, .+; 1 failed\n$/);
  });

  it('one that cannot be read does not keep the others from being linted', async () => {
    write('a.jsonl', noisy);
    write('b.jsonl', clean);
    const { status, stdout, stderr } = await lint('a.jsonl', 'missing.jsonl', 'b.jsonl', '--format', 'json');
    expect(status).toBe(3);
    expect(stderr).toContain('missing.jsonl does not exist');
    const { files, passedOver } = lintRecordsSchema.parse(JSON.parse(stdout));
    expect([files.map(({ file }) => file), passedOver.map(({ file, reason }) => [file, reason])]).toEqual([['a.jsonl', 'b.jsonl'], [['missing.jsonl', 'unreadable']]]);
  });

  it('patterns and folders find datasets, and pass over what is none', async () => {
    for (const name of ['a.jsonl', 'deep/b.jsonl', 'deep/down/c.csv', '.hidden/d.jsonl', 'node_modules/e.jsonl']) write(name, name.endsWith('.csv') ? 'prompt,chosen,rejected\np,a,b\n' : clean);
    write('package.json', { name: 'x', version: '1' });
    write('deep/b.jsonl.preflens-changes.jsonl', '');
    const filesOf = async (...words: string[]) => lintRecordsSchema.parse(JSON.parse((await lint(...words, '--format', 'json')).stdout)).files.map(({ file }) => file);
    expect(await filesOf('**/*.jsonl')).toEqual(['a.jsonl', 'deep/b.jsonl']);
    expect(await filesOf('deep/*')).toEqual(['deep/b.jsonl']);
    expect(await filesOf('.')).toEqual(['a.jsonl', 'deep/b.jsonl', 'deep/down/c.csv']);
    const nothing = await lint('*.parquet');
    expect([nothing.status, nothing.stderr]).toEqual([2, expect.stringContaining('No dataset file fits the pattern "*.parquet"')]);
  });

  it('a folder of shards is one dataset', async () => {
    write('shards/train-00000-of-00002.jsonl', clean);
    write('shards/train-00001-of-00002.jsonl', noisy);
    expect(await record('shards')).toMatchObject({ file: 'shards', rows: 5 });
  });
});

describe('the configuration', () => {
  it('switches codes off, changes severities, and is named in the record', async () => {
    write('noisy.jsonl', noisy);
    write('preflens.config.json', '{\n  // emptiness is meant\n  "codes": { "empty-chosen": "off", "duplicate-pair": "error" },\n}');
    const { status, stdout } = await lint('noisy.jsonl', '--format', 'json');
    const found = lintRecordSchema.parse(JSON.parse(stdout));
    expect(status).toBe(1);
    expect(found.configuration).toEqual(['preflens.config.json']);
    expect(found.findings.filter(({ severity }) => severity === 'error').map(({ code, row: at }) => [code, at])).toEqual([['duplicate-pair', 2]]);
    expect((await record('noisy.jsonl', '--no-config')).findings.find(({ severity }) => severity === 'error')?.code).toBe('empty-chosen');
    write('strict/all.json', { codes: { 'empty-chosen': 'warning' }, failOn: 'warning' });
    expect(await record('noisy.jsonl', '--config', 'strict/all.json')).toMatchObject({ configuration: ['strict/all.json'], failures: [expect.stringContaining('severity warning or above')] });
  });

  it('has the last word on what is ignored, and flags have it on all else', async () => {
    write('data/old/a.jsonl', noisy);
    write('data/b.jsonl', noisy);
    write('preflens.config.json', { failOn: 'never', ignore: ['old/'] });
    const found = await lint('data', '--format', 'json');
    expect(found.status).toBe(0);
    expect(lintRecordsSchema.parse(JSON.parse(found.stdout))).toMatchObject({ files: [{ file: 'data/b.jsonl' }], passedOver: [{ file: 'data/old/a.jsonl', reason: 'ignored' }] });
    expect((await lint('data', '--fail-on', 'error')).status).toBe(1);
    const named = await lint('data/old/a.jsonl');
    expect([named.status, named.stderr]).toEqual([0, expect.stringContaining('the configuration ignores it')]);
  });

  it('with a mistake ends with usage, place and advice, before anything is read', async () => {
    write('noisy.jsonl', noisy);
    write('preflens.config.json', '{\n  "codes": { "empty-chosn": "off" }\n}');
    const { status, stdout, stderr } = await lint('noisy.jsonl');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('preflens.config.json:2:14: Unknown code "empty-chosn"; did you mean "empty-chosen"?');
  });

  it('that names a model out of its repository loads none', async () => {
    write('noisy.jsonl', noisy);
    write('preflens.config.json', { models: { policy: '../../elsewhere' } });
    expect(await lint('noisy.jsonl')).toMatchObject({ status: 2, stderr: expect.stringContaining('leads out of') as unknown });
  });

  it('that names a model which is not there says so', async () => {
    write('noisy.jsonl', noisy);
    write('preflens.config.json', { models: { policy: 'models/none' } });
    expect(await lint('noisy.jsonl')).toMatchObject({ status: 4, stderr: expect.stringContaining(path.join('models', 'none')) as unknown });
  });
});

describe('models', () => {
  it('are asked where somebody asks for them, and named', async () => {
    const found = await record(sample, '--models');
    expect(found.models).toEqual([expect.objectContaining({ policyName: 'tiny-policy', referenceName: 'tiny-reference', convention: 'trl' })]);
    expect(found.page.lengthBias).not.toBeNull();
    expect(Object.values(found.verdicts).reduce((sum, count) => sum + count, 0)).toBe(90);
    expect(found.noiseRateReason).not.toBe('');
  });

  it('a limit of the noise rate is held, or the run fails', async () => {
    const text = await lint(sample, '--fail-on', 'never', '--max-noise', '0', '--no-models');
    expect(text.status).toBe(1);
    expect(text.stdout).toMatch(/Failed: (The noise rate (is estimated at|could not be told)|At least .* are wrong|From .* cannot be told)/);
    write('few.jsonl', clean);
    const few = await lint('few.jsonl', '--max-noise', '1', '--no-models');
    expect([few.status, few.stdout]).toEqual([1, expect.stringContaining('could not be told')]);
  });
});

describe('wrong words and full disks', () => {
  it.each([
    ['no file', [], /missing required argument/],
    ['an unknown format', [sample, '--format', 'xml'], /--format takes text, json, sarif, not "xml"/],
    ['an unknown severity', [sample, '--fail-on', 'fatal'], /--fail-on takes error, warning, information, never/],
    ['a rate of 30', [sample, '--max-noise', '30'], /--max-noise takes a share from 0 to 1, not "30"/],
    ['a mistyped code', [sample, '--codes', 'duplicate-pear'], /unknown code "duplicate-pear"; did you mean "duplicate-pair"\?/],
    ['no code', [sample, '--codes', ','], /--codes takes finding codes/],
    ['models and none', [sample, '--no-models', '--policy', 'x'], /--no-models asks no model/],
    ['an unknown convention', [sample, '--convention', 'x'], /--convention takes trl/],
    ['no finding at all', [sample, '--max-findings', '0'], /--max-findings takes a whole number from 1/],
  ])('%s ends with usage', async (_, words, sentence) => {
    const result = await lint(...words);
    expect(result.stderr).toMatch(sentence);
    expect([result.status, result.stdout]).toEqual([2, '']);
  });

  it('a report appears whole or not at all', async () => {
    write('noisy.jsonl', noisy);
    const done = await lint('noisy.jsonl', '--out', 'report.json');
    expect([done.status, done.stdout]).toEqual([1, '']);
    lintRecordSchema.parse(JSON.parse(readFileSync(folder.path('report.json'), 'utf8')));
    expect((await lint('noisy.jsonl', '--out', 'missing/report.json')).status).toBe(5);
    write('preflens.config.json', '{');
    expect((await lint('noisy.jsonl', '--out', 'never.json')).status).toBe(2);
    expect(readdirSync(folder.path()).sort()).toEqual(['.git', 'noisy.jsonl', 'preflens.config.json', 'report.json']);
  });
});
