import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { pairScoreSchema } from '../../src/core/scoring/pairScore';
import { buildBundles, bundles } from './support/bundles';
import { hasSharedModels, sharedModels, stories } from './support/models';
import { runCli } from './support/runCli';

const sample = path.join(bundles.root, 'media/sample/preferences.jsonl');
const folder = mkdtempSync(path.join(tmpdir(), 'preflens-cli-'));
const emptyFolder = mkdtempSync(path.join(tmpdir(), 'preflens-cli-empty-'));

beforeAll(() => buildBundles());
afterAll(() => [folder, emptyFolder].forEach((one) => rmSync(one, { recursive: true, force: true })));

interface Line {
  readonly row: number;
  readonly line: number;
  readonly error?: { readonly code: string; readonly column: number; readonly message: string };
}

function linesOf(text: string): Line[] {
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
}

function write(name: string, content: string | Buffer): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const good = JSON.stringify({ prompt: 'Is water wet? ', chosen: 'Yes.', rejected: 'No.' });

describe('preflens score', () => {
  it('writes one PairScore a line that fits the public contract', async () => {
    const { status, stdout } = await runCli(['score', sample, '--rows', '0-4', '--tokens']);
    expect(status).toBe(0);
    const scores = linesOf(stdout).map((line) => pairScoreSchema.parse(line));
    expect(scores.map(({ row, line }) => [row, line])).toEqual([0, 1, 2, 3, 4].map((row) => [row, row + 1]));
    for (const { chosen, rewardMargin, referenceHash, beta } of scores) {
      expect(chosen.tokens!.length).toBe(chosen.tokenCount);
      expect(rewardMargin).not.toBeNull();
      expect(referenceHash).toMatch(/^[0-9a-f]{16}$/);
      expect(beta).toBe(0.1);
    }
  });

  it('gives the same bytes again', async () => {
    const [first, second] = [await runCli(['score', sample, '--rows', '0-2']), await runCli(['score', sample, '--rows', '0-2'])];
    expect(first.stdout).toBe(second.stdout);
  });

  it('scales rewards with beta and leaves log-probabilities alone', async () => {
    const one = pairScoreSchema.parse(linesOf((await runCli(['score', sample, '--rows', '0'])).stdout)[0]);
    const ten = pairScoreSchema.parse(linesOf((await runCli(['score', sample, '--rows', '0', '--beta', '1'])).stdout)[0]);
    expect(ten.rewardMargin).toBeCloseTo(one.rewardMargin! * 10, 9);
    expect(ten.chosen.logProbability).toBe(one.chosen.logProbability);
  });

  it('as text shows the worst pairs first, and no control character of the data reaches the terminal', async () => {
    const file = write('escape.jsonl', `${good}\n${JSON.stringify({ prompt: 'p', chosen: '\u001b[2Jgone\u202e', rejected: 'b' })}\n`);
    const { stdout } = await runCli(['score', file, '--format', 'text']);
    expect(stdout).toContain('worst first');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(stdout).toContain('␛[2Jgone');
  });

  it('answers bad rows in place, with what is wrong and where; good rows still score', async () => {
    const lines: (string | Buffer)[] = [
      `\ufeff${good}\r`,
      '{"prompt": "a", "chosen": "b", "rej',
      '',
      '{"prompt": "a", "chosen": "b"}',
      '[1, 2]',
      '{"prompt": "a", "chosen": 3, "rejected": "b"}',
      '{"prompt": "a\u0000", "chosen": "b", "rejected": "c"}',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
      '{"prompt": "lone \\ud800 surrogate ", "chosen": "b\\udc00", "rejected": "c"}',
      JSON.stringify({ prompt: 'Long. ', chosen: 'word '.repeat(1_000_000), rejected: 'no' }),
      good,
    ];
    const content = Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
    const { status, stdout } = await runCli(['score', write('bad.jsonl', content)]);
    expect(status).toBe(0);
    const found = linesOf(stdout).map(({ row, line, error }) => [row, line, error?.code ?? 'scored']);
    expect(found).toEqual([
      [0, 1, 'scored'],
      [1, 2, 'invalid-json'],
      [2, 4, 'missing-field'],
      [3, 5, 'not-an-object'],
      [4, 6, 'wrong-type'],
      [5, 7, 'invalid-json'],
      [6, 8, 'invalid-utf8'],
      [7, 9, 'scored'],
      [8, 10, 'scored'],
      [9, 11, 'scored'],
    ]);
    for (const { error } of linesOf(stdout)) if (error) expect(error.message.length).toBeGreaterThan(20);
  });

  it('--out puts the whole file in place at the end', async () => {
    const out = path.join(folder, 'scores.jsonl');
    const { status, stdout } = await runCli(['score', sample, '--rows', '0-2', '--out', out]);
    expect([status, stdout]).toEqual([0, '']);
    expect(linesOf(readFileSync(out, 'utf8'))).toHaveLength(3);
  });

  it('SIGINT ends it with 130 and keeps what was scored', async () => {
    const result = await runCli(['score', sample], {
      onOutput: (processId, stdout) => {
        if (stdout.split('\n').length === 4) process.kill(processId, 'SIGINT');
      },
    });
    expect(result.status).toBe(130);
    const rows = linesOf(result.stdout).map(({ row }) => row);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.length).toBeLessThan(90);
    expect(rows).toEqual(rows.map((_, index) => index));
    expect(result.stderr).toContain('interrupted after');
  });

  it('an empty file has no rows and is no error', async () => {
    expect(await runCli(['score', write('empty.jsonl', '')])).toMatchObject({ status: 0, stdout: '' });
  });
});

describe('exit status and sentences', () => {
  it.each([
    ['an unknown option', ['score', sample, '--no-such'], 2, /unknown option/],
    ['no file named', ['score'], 2, /missing required argument/],
    ['beta 0', ['score', sample, '--beta', '0'], 2, /--beta takes a number above 0, not "0"/],
    ['an unknown convention', ['score', sample, '--convention', 'x'], 2, /--convention takes trl/],
    ['a bad row range', ['score', sample, '--rows', '9-2'], 2, /--rows takes a range/],
    ['a missing file', ['score', '/no/such/file.jsonl'], 3, /no such file|does not exist|not there/i],
    ['a folder without data', ['score', emptyFolder], 3, /is a folder without dataset files/],
    ['a missing model', ['score', sample, '--policy', '/no/such/model'], 4, /name a folder with tokenizer\.json and model\.onnx/],
  ])('%s', async (_, words, status, sentence) => {
    const result = await runCli(words);
    expect(result.stderr).toMatch(sentence);
    expect(result.status).toBe(status);
    expect(result.stdout).toBe('');
  });

  it('a Git LFS pointer says how to get the real file', async () => {
    const pointer = write('pointer.jsonl', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    const result = await runCli(['score', pointer]);
    expect(result).toMatchObject({ status: 3 });
    expect(result.stderr).toContain('git lfs pull');
  });

  it('an output folder that is missing is said before anything is scored', async () => {
    const result = await runCli(['score', sample, '--out', '/no/such/folder/out.jsonl']);
    expect(result.status).toBe(5);
    expect(result.stderr).toContain('folder does not exist');
  });
});

describe('preflens inspect', () => {
  it('says what the sample is, and finds what is planted there for everybody to see', async () => {
    const { status, stdout } = await runCli(['inspect', sample]);
    const record = JSON.parse(stdout) as Record<string, unknown> & { findings: { row: number; code: string }[] };
    expect(status).toBe(0);
    expect(record).toMatchObject({ container: 'jsonl', schema: 'trl-conversational', confidence: 1, rows: 90, pairs: 90, unpaired: 0, ties: 0, unreadable: [] });
    const key = JSON.parse(readFileSync(path.join(bundles.root, 'media/sample/preferences.key.json'), 'utf8')) as { rows: { row: number; trouble: string | null }[] };
    const planted = (trouble: string) => key.rows.filter((row) => row.trouble === trouble).map(({ row }) => row);
    const found = (code: string) => record.findings.filter((finding) => finding.code === code).map(({ row }) => row);
    expect(found('duplicate-pair')).toEqual(expect.arrayContaining(planted('duplicate')));
    expect(found('identical-responses')).toEqual(expect.arrayContaining(planted('identical')));
    expect(found('contradictory-pair')).toEqual(expect.arrayContaining(planted('contradictory')));
  });
});

describe('datasets of other layouts', () => {
  const write = (name: string, rows: readonly object[]) => {
    const file = path.join(folder, name);
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return file;
  };
  const ranked = { instruction: 'What colour is the sky?', input: '', output: ['Blue.', 'Bluish.', 'Green.'] };
  const unpaired = { prompt: 'What colour is the sky?', completion: 'Blue.', label: true };

  it('score has a record for each pair of a row, and one for a row without any', async () => {
    const { status, stdout } = await runCli(['score', write('mixed.jsonl', [ranked, ranked, unpaired]), '--format', 'jsonl']);
    expect(status).toBe(0);
    const records = stdout.trim().split('\n').map((line) => JSON.parse(line) as { row: number; pair: number | null; rewardMargin?: number; error?: { code: string } });
    expect(records.map(({ row, pair }) => [row, pair])).toEqual([[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [2, null]]);
    expect(records.slice(0, 3).map(({ rewardMargin }) => rewardMargin)).toEqual(records.slice(3, 6).map(({ rewardMargin }) => rewardMargin));
    expect(records[6]?.error).toMatchObject({ code: 'no-pair', message: expect.stringMatching(/wanted/) as unknown });
  });

  it('inspect says what the data leave open, until it is answered', async () => {
    const row = { prompt: 'p', response_0: 'a', response_1: 'b', better_response_id: 0, safer_response_id: 1 };
    const file = write('safe.jsonl', [row]);
    const open = JSON.parse((await runCli(['inspect', file])).stdout) as Record<string, unknown>;
    expect(open).toMatchObject({ schema: 'pku-saferlhf', confidence: 1, pairs: 1, choices: [{ key: 'gold', values: ['better', 'safer'] }], notes: { 'reading-assumed': 1 } });
    const answered = JSON.parse((await runCli(['inspect', file, '--choose', 'gold=safer'])).stdout) as Record<string, unknown>;
    expect(answered).toMatchObject({ choices: [], notes: {} });
  });

  it('a mapping reads what no schema knows', async () => {
    const file = write('survey.jsonl', [{ form: { ask: 'p' }, replies: ['a', 'b'] }]);
    expect(JSON.parse((await runCli(['inspect', file])).stdout)).toMatchObject({ schema: null, pairs: 0 });
    const mapped = await runCli(['inspect', file, '--map', 'prompt=form.ask,chosen=replies[1],rejected=replies[0]']);
    expect(JSON.parse(mapped.stdout)).toMatchObject({ schema: 'named-columns', confidence: 1, pairs: 1, unreadable: [] });
  });

  it.each([
    ['--schema', 'nothing'],
    ['--map', 'chosen=a'],
    ['--map', 'answer=a,chosen=b,rejected=c'],
    ['--choose', 'gold=silver'],
    ['--choose', 'gold'],
  ])('%s %s is wrong usage, and says what is taken', async (flag, value) => {
    const { status, stderr } = await runCli(['inspect', sample, flag, value]);
    expect(status).toBe(2);
    expect(stderr).toContain(`${flag} takes`);
  });
});

describe('preflens models', () => {
  it('lists the embedded pair with what it gives', async () => {
    const { stdout } = await runCli(['models'], { environment: { XDG_CONFIG_HOME: folder, APPDATA: folder, HOME: folder } });
    const { models } = JSON.parse(stdout) as { models: { usable: boolean; chatTemplate: boolean; gives: string[] }[] };
    expect(models).toHaveLength(2);
    for (const model of models) expect(model).toMatchObject({ usable: true, chatTemplate: true, gives: expect.arrayContaining(['ches']) as unknown });
  });

  it.skipIf(!hasSharedModels)('remembers a model that works and says why another does not', async () => {
    const environment = { XDG_CONFIG_HOME: path.join(folder, 'registry'), APPDATA: path.join(folder, 'registry'), HOME: path.join(folder, 'registry') };
    expect((await runCli(['models', '--add', stories], { environment })).status).toBe(0);
    const refused = await runCli(['models', '--add', path.join(sharedModels, 'multimodal-no-input-ids')], { environment });
    expect(refused.status).toBe(4);
    expect(refused.stdout).toContain('instead of input_ids');
    const { models } = JSON.parse((await runCli(['models'], { environment })).stdout) as { models: { folder: string }[] };
    expect(models.map((model) => model.folder)).toContain(stories);
    expect(models).toHaveLength(3);
  });
});

const helpfulHarmless = path.resolve(bundles.root, '../shared/data/preferences/hh-rlhf/harmless-base-test.first1500.jsonl.gz');
const canKillChildren = process.platform === 'linux' && existsSync('/proc');

/** The inference process that a command line forked. */
function childOf(processId: number): number | undefined {
  try {
    const children = readdirSync(`/proc/${processId}/task`).flatMap((task) => readFileSync(`/proc/${processId}/task/${task}/children`, 'utf8').trim().split(' '));
    return children.map(Number).find((id) => id > 0);
  } catch {
    const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(processId)]).toString().trim();
    return listed === '' ? undefined : Number(listed.split('\n')[0]);
  }
}

describe.skipIf(!existsSync(helpfulHarmless) || !hasSharedModels || !canKillChildren)('1,500 HH-RLHF pairs', () => {
  it('lose and double no row when the inference process is killed three times on the way', async () => {
    const file = write('hh.jsonl', gunzipSync(readFileSync(helpfulHarmless)));
    const due = [50, 400, 1000];
    let kills = 0;
    const result = await runCli(['score', file, '--policy', stories], {
      onOutput: (processId, stdout) => {
        if (kills >= due.length || stdout.split('\n').length < due[kills]!) return;
        const child = childOf(processId);
        if (child === undefined) return;
        process.kill(child, 'SIGKILL');
        kills++;
      },
    });
    expect([kills, result.status]).toEqual([3, 0]);
    const lines = linesOf(result.stdout);
    expect(lines.map(({ row }) => row)).toEqual(Array.from({ length: 1500 }, (_, row) => row));
    // The model has 512 positions; longer prompts are answered as TRL would drop them.
    const codes = new Set(lines.flatMap(({ error }) => (error ? [error.code] : [])));
    expect([...codes]).toEqual(['prompt-fills-max-length']);
  });
});
