import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { buildBundles, bundles } from './support/bundles';
import { runCli } from './support/runCli';

const sample = path.join(bundles.root, 'media/sample/preferences.jsonl');
const folder = mkdtempSync(path.join(tmpdir(), 'preflens-report-'));

beforeAll(() => buildBundles());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inFolder(name: string): string {
  return path.join(folder, name);
}

function write(name: string, rows: readonly object[]): string {
  writeFileSync(inFolder(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return inFolder(name);
}

describe('preflens report', () => {
  it('writes one page about the sample with models, small enough to attach, the same bytes again', async () => {
    const [first, second] = [inFolder('first.html'), inFolder('second.html')];
    expect((await runCli(['report', sample, '--out', first])).status).toBe(0);
    expect((await runCli(['report', sample, '--out', second])).status).toBe(0);
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
    expect(statSync(first).size).toBeLessThan(500_000);
    const { document } = parseHTML(readFileSync(first, 'utf8'));
    expect(document.querySelector('h1')!.textContent).toBe('preferences.jsonl');
    const headings = [...document.querySelectorAll('h2')].map(({ textContent }) => textContent);
    expect(headings).toEqual(['The file does not pass', 'How good the labels are', 'Margins', 'Length', 'What the file prefers', 'Slices', 'Findings', 'Where the numbers come from']);
    expect(document.body.textContent).toMatch(/SHA-256 [0-9a-f]{64}/);
    expect(document.body.textContent).toMatch(/Policy.*\([0-9a-f]{16}\)/);
    expect(document.querySelectorAll('script')).toHaveLength(0);
  });

  it('writes Markdown on a pipe, without a date unless told', async () => {
    const { status, stdout } = await runCli(['report', sample, '--no-models', '--date', '2025-06-30']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# `preferences\.jsonl`\n/);
    expect(stdout).toContain('| Date | `2025-06-30` |');
    expect(stdout).toContain('| Models | none were asked |');
    expect(stdout.endsWith('\n')).toBe(true);
  });

  it('leaves every text of the dataset out where that is asked for', async () => {
    const secret = 'zanzibar-secret';
    const rows = Array.from({ length: 12 }, (_, index) => ({ prompt: `${secret} ${String(index)}`, chosen: secret, rejected: index % 2 === 0 ? '' : secret, source: `${secret}-${String(index % 3)}` }));
    const file = write('secret.jsonl', rows);
    expect((await runCli(['report', file, '--no-models'])).stdout).toContain(secret);
    for (const format of ['html', 'markdown']) expect((await runCli(['report', file, '--no-models', '--no-texts', '--format', format])).stdout).not.toContain(secret);
  });

  it('stays small and whole with hostile rows and texts of a megabyte', async () => {
    const text = '<img src=x onerror=alert(1)>\u202e\u0000'.repeat(40_000);
    const file = write('hostile.jsonl', Array.from({ length: 8 }, () => ({ prompt: text, chosen: text, rejected: text, source: text })));
    const out = inFolder('hostile.html');
    expect((await runCli(['report', file, '--no-models', '--worst', '50', '--out', out])).status).toBe(0);
    expect(statSync(out).size).toBeLessThan(500_000);
    const { document } = parseHTML(readFileSync(out, 'utf8'));
    expect(document.querySelectorAll('img')).toHaveLength(0);
    expect(document.querySelector('.examples')!.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(readFileSync(out, 'utf8')).not.toMatch(/[\u0000-\u0008\u202e]/);
  });

  it('passes unless the limits were given here; a limit that was given decides the status', async () => {
    expect((await runCli(['report', sample, '--no-models'])).status).toBe(0);
    expect((await runCli(['report', sample, '--no-models', '--fail-on', 'error'])).status).toBe(1);
    expect((await runCli(['report', sample, '--no-models', '--fail-on', 'never'])).status).toBe(0);
  });

  it('never writes over the data, and leaves nothing half written', async () => {
    const file = write('data.md', [{ prompt: 'a', chosen: 'b', rejected: 'c' }]);
    const before = readFileSync(file, 'utf8');
    const { status, stderr } = await runCli(['report', file, '--no-models', '--out', file]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('is the dataset itself')]);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const out = inFolder('none.html');
    expect((await runCli(['report', inFolder('missing.jsonl'), '--no-models', '--out', out])).status).toBe(3);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [['--out', 'report.pdf'], /end it in \.html or \.md/],
    [['--format', 'pdf'], /html or markdown/],
    [['--worst', '51'], /at most 50/],
    [['--date', 'yesterday'], /--date takes a date/],
    [['--no-models', '--policy', 'x'], /--no-models/],
  ])('answers %j with what to do', async (flags, message) => {
    const { status, stderr } = await runCli(['report', sample, ...flags]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
