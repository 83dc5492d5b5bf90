import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { rowHash } from '../../src/io/rowHash';
import { buildBundles, bundles } from './support/bundles';
import { runCli } from './support/runCli';

const sample = path.join(bundles.root, 'media/sample/preferences.jsonl');
const folder = mkdtempSync(path.join(tmpdir(), 'preflens-export-'));
const inFolder = (name: string) => path.join(folder, name);
const environment = { XDG_CACHE_HOME: inFolder('cache') };

beforeAll(() => buildBundles());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const row = (prompt: string, chosen: string, rejected: string) => JSON.stringify({ prompt, chosen, rejected });
const read = (name: string) => readFileSync(inFolder(name), 'utf8');

describe('preflens export', () => {
  it('orders by the margin that preflens score gives, computed or from its file', async () => {
    const scored = await runCli(['score', sample, '--out', inFolder('scores.jsonl')], { environment });
    expect(scored.status).toBe(0);
    const words = ['export', sample, '--schema', 'trl', '--order', 'margin', '--columns', 'scores', '--out'];
    const computed = await runCli([...words, inFolder('computed.jsonl')], { environment });
    const given = await runCli([...words, inFolder('given.jsonl'), '--scores', inFolder('scores.jsonl')], { environment });
    expect([computed.status, given.status]).toEqual([0, 0]);
    expect(read('computed.jsonl')).toBe(read('given.jsonl'));
    const margins = read('given.jsonl').trimEnd().split('\n').map((line) => (JSON.parse(line) as { rewardMargin: number }).rewardMargin);
    expect(margins.length).toBe(90);
    expect(margins).toEqual([...margins].sort((one, other) => other - one));
    const { figures, source } = JSON.parse(given.stdout) as { figures: { policyHash: string }; source: { files: { sha256: string }[] } };
    expect(figures.policyHash).toMatch(/^[0-9a-f]{16}$/);
    expect(source.files[0]!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('makes the changes beside a compressed file, and names those that no longer fit', async () => {
    const rows = [row('a', '1', '2'), row('b', '3', '4'), row('c', '5', '6')];
    writeFileSync(inFolder('data.jsonl.gz'), gzipSync(rows.join('\n')));
    const before = readFileSync(inFolder('data.jsonl.gz'));
    const base = { version: 1, at: '' };
    const changes = [
      { ...base, id: '1', kind: 'swap', pair: 0, row: 0, hash: rowHash(rows[0]!) },
      { ...base, id: '2', kind: 'drop', row: 1, hash: rowHash(rows[1]!) },
      { ...base, id: '3', kind: 'swap', pair: 0, row: 2, hash: rowHash('another row') },
    ];
    writeFileSync(inFolder('data.jsonl.gz.preflens-changes.jsonl'), changes.map((change) => `${JSON.stringify(change)}\n`).join(''));
    const { status, stderr, stdout } = await runCli(['export', inFolder('data.jsonl.gz'), '--out', inFolder('changed.jsonl')], { environment });
    expect(status).toBe(0);
    expect(read('changed.jsonl')).toBe(`${row('a', '2', '1')}\n${rows[2]!}\n`);
    expect(stderr).toContain('row 2, change "swap"');
    expect(JSON.parse(stdout)).toMatchObject({ changeList: { changedRows: 1, droppedRows: 1, conflicts: 1 } });
    expect(readFileSync(inFolder('data.jsonl.gz'))).toEqual(before);
    const plain = await runCli(['export', inFolder('data.jsonl.gz'), '--out', inFolder('plain.jsonl'), '--no-changes'], { environment });
    expect(plain.status).toBe(0);
    expect(read('plain.jsonl')).toBe(rows.map((text) => `${text}\n`).join(''));
  });

  it('goes from Parquet to Parquet and back to lines without losing anything', async () => {
    const words = (from: string, to: string) => ['export', from, '--out', inFolder(to)];
    expect((await runCli(words(sample, 'one.parquet'), { environment })).status).toBe(0);
    expect((await runCli(words(inFolder('one.parquet'), 'two.parquet'), { environment })).status).toBe(0);
    expect((await runCli(words(inFolder('two.parquet'), 'three.jsonl'), { environment })).status).toBe(0);
    const parse = (text: string) => text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
    expect(parse(read('three.jsonl'))).toEqual(parse(readFileSync(sample, 'utf8')));
  });

  it('a file of which no row can be read is exported to nothing, and says why', async () => {
    writeFileSync(inFolder('broken.jsonl'), '{"prompt": "cut\n[1]\n');
    writeFileSync(inFolder('kept.jsonl'), 'from before');
    const { status, stderr } = await runCli(['export', inFolder('broken.jsonl'), '--schema', 'trl', '--out', inFolder('kept.jsonl')], { environment });
    expect(status).toBe(3);
    expect(stderr).toMatch(/2 of 2 rows cannot be read.+Nothing was written/);
    expect(read('kept.jsonl')).toBe('from before');
  });

  it('drops and swaps by what models say, by the same words as preflens lint', async () => {
    const { stdout } = await runCli(['lint', sample, '--models', '--format', 'json'], { environment });
    const linted = JSON.parse(stdout) as { findings: { code: string; row: number }[]; verdicts: { wrong: number } };
    const contradicted = new Set(linted.findings.filter(({ code }) => code === 'label-contradicted').map((finding) => finding.row));
    expect(contradicted.size).toBeGreaterThan(0);
    const exported = await runCli(['export', sample, '--schema', 'trl', '--drop', 'label-contradicted', '--out', inFolder('kept-labels.jsonl')], { environment });
    expect(exported.status).toBe(0);
    expect(JSON.parse(exported.stdout)).toMatchObject({ counts: { droppedByCode: contradicted.size, written: 90 - contradicted.size } });
    const wrong = await runCli(['export', sample, '--schema', 'trl', '--verdict', 'wrong', '--out', inFolder('wrong.jsonl')], { environment });
    expect(JSON.parse(wrong.stdout)).toMatchObject({ counts: { written: linted.verdicts.wrong, otherVerdict: 90 - linted.verdicts.wrong } });
  });

  it('answers wrong words with what would fit, and writes nothing', async () => {
    const before = readdirSync(folder).sort();
    const wrong = [['--drop', 'duplicate'], ['--order', 'random'], ['--format', 'xml'], ['--schema', 'dpo'], ['--columns', 'all'], ['--verdict', 'bad'], ['--fix', 'all']];
    for (const words of wrong) {
      const { status, stderr } = await runCli(['export', sample, '--out', inFolder('never.jsonl'), ...words], { environment });
      expect([status, words[1]]).toEqual([2, words[1]]);
      expect(stderr).toMatch(/^preflens: .+/);
    }
    expect((await runCli(['export', sample, '--out', inFolder('no-extension')], { environment })).status).toBe(2);
    expect((await runCli(['export', sample, '--out', inFolder('missing/out.jsonl')], { environment })).status).toBe(5);
    expect((await runCli(['export', inFolder('absent.jsonl'), '--out', inFolder('never.jsonl')], { environment })).status).toBe(3);
    expect(readdirSync(folder).sort()).toEqual(before);
  });
});
