import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { lintRecordSchema } from '../../src/core/noise/lintRecord';
import { lintFolder } from './support/lintFolder';

const folder = lintFolder();
const { write } = folder;
const audit = (...words: string[]) => folder.run(['audit', ...words]);

interface Line {
  readonly row: number;
  readonly hash: string;
  readonly occurrence: number;
  readonly decision: string | null;
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

const rows = Array.from({ length: 200 }, (_, index) => ({ prompt: `Question ${String(index)}?`, chosen: ` Answer ${String(index)}.`, rejected: ` No ${String(index)}.` }));
const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const linesOf = (output: string) => output.trim().split('\n').map((line) => JSON.parse(line) as Line);

describe('preflens audit', () => {
  it('draws pairs with their texts, the same every time, and a larger sample begins with the smaller', async () => {
    write('data.jsonl', text);
    const first = await audit('data.jsonl', '--sample', '20');
    expect(first.status).toBe(0);
    const drawn = linesOf(first.stdout);
    expect(drawn).toHaveLength(20);
    for (const { row, prompt, chosen, rejected, decision } of drawn) expect({ prompt, chosen, rejected, decision }).toEqual({ ...rows[row], decision: null });
    expect((await audit('data.jsonl', '--sample', '20', '--seed', '1')).stdout).toBe(first.stdout);
    expect(linesOf((await audit('data.jsonl', '--sample', '50')).stdout).slice(0, 20)).toEqual(drawn);
    expect((await audit('data.jsonl', '--sample', '20', '--seed', '2')).stdout).not.toBe(first.stdout);
    expect(existsSync(folder.path('data.jsonl.preflens-review.jsonl'))).toBe(false);
  });

  it('takes decisions in, gives the rate with its exact interval, and so does linting', async () => {
    write('data.jsonl', text);
    await audit('data.jsonl', '--sample', '60', '--out', 'sample.jsonl');
    const lines = linesOf(readFileSync(folder.path('sample.jsonl'), 'utf8'));
    write('decided.jsonl', lines.map((line, index) => JSON.stringify({ ...line, decision: index < 7 ? 'swap' : index < 58 ? 'keep' : index === 58 ? 'unsure' : null })).join('\n'));
    const { status, stdout } = await audit('data.jsonl', '--sample', '60', '--decisions', 'decided.jsonl', '--format', 'json');
    expect(status).toBe(0);
    const { auditedRate, sample } = JSON.parse(stdout) as { auditedRate: object; sample: Line[] };
    expect(auditedRate).toMatchObject({ seed: 1, pairs: 200, sampled: 60, right: 51, wrong: 7, unsure: 1, open: 1, rate: { estimate: 7 / 58 } });
    expect(sample.filter(({ decision }) => decision === 'swap')).toHaveLength(7);
    // From now on the sample is known: nothing need be told again.
    const words = (await audit('data.jsonl', '--format', 'text')).stdout;
    expect(words).toContain('60 of 200 pairs drawn at random (seed 1)');
    expect(words).toMatch(/by 58 reviewed pairs drawn at random 12\.1 % \(\d+\.\d % to \d+\.\d %\); 1 of 60 are open/);
    const linted = await folder.run(['lint', 'data.jsonl', '--format', 'json', '--fail-on', 'never']);
    expect(lintRecordSchema.parse(JSON.parse(linted.stdout)).auditedRate).toEqual(auditedRate);
    expect((await folder.run(['lint', 'data.jsonl', '--fail-on', 'never'])).stdout).toMatch(/Wrong labels: not known\..+\n +by 58 reviewed pairs drawn at random 12\.1 %/);
  });

  it('says what is wrong with decisions, and then takes none of them', async () => {
    write('data.jsonl', text);
    const [first] = linesOf((await audit('data.jsonl', '--sample', '1')).stdout);
    const foreign = { hash: '0123456789abcdef', occurrence: 0, decision: 'keep' };
    write('foreign.jsonl', `${JSON.stringify({ ...first, decision: 'keep' })}\n${JSON.stringify(foreign)}\n`);
    const refused = await audit('data.jsonl', '--sample', '1', '--decisions', 'foreign.jsonl');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('not in this sample');
    write('odd.jsonl', `${JSON.stringify({ ...first, decision: 'maybe' })}\n`);
    expect((await audit('data.jsonl', '--sample', '1', '--decisions', 'odd.jsonl')).stderr).toContain('Line 1 of odd.jsonl is no decision');
    expect((await audit('data.jsonl', '--sample', '1', '--decisions', 'missing.jsonl')).status).toBe(3);
    expect(existsSync(folder.path('data.jsonl.preflens-review.jsonl'))).toBe(false);
  });

  it.each([
    [['--sample', '0'], '--sample takes a whole number from 1 to 100000'],
    [['--sample', '1e9'], '--sample takes a whole number'],
    [['--sample', '5', '--seed', '-1'], '--seed takes a whole number from 0'],
    [['--sample', '5', '--format', 'sarif'], '--format takes text, json, jsonl'],
    [[], 'say how many pairs to draw'],
  ])('with %j says what it takes', async (flags, message) => {
    write('data.jsonl', text);
    const { status, stderr } = await audit('data.jsonl', ...flags);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it('reads conversations, and leaves control characters of a text out of the terminal', async () => {
    const turns = (content: string) => [{ role: 'assistant', content }];
    write('chat.jsonl', `${JSON.stringify({ prompt: [{ role: 'user', content: 'Hi \u001b[31m\u202e' }], chosen: turns('Hello.'), rejected: turns('Go.') })}\n`);
    const [line] = linesOf((await audit('chat.jsonl', '--sample', '5')).stdout);
    expect(line?.chosen).toEqual(turns('Hello.'));
    expect((await audit('chat.jsonl', '--sample', '5', '--format', 'text')).stdout).not.toMatch(/[\u001b\u202e]/);
  });
});
