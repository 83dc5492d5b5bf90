import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { lintRecordSchema, type LintRecord } from '../../src/core/noise/lintRecord';
import { structuralCodes } from '../../src/core/noise/structural/structuralCodes';
import { buildBundles, bundles } from './support/bundles';
import { runCli } from './support/runCli';

const sample = path.join(bundles.root, 'media', 'sample');
const cache = mkdtempSync(path.join(tmpdir(), 'preflens-sample-'));
const records = new Map<string, LintRecord>();

/** What no row of a file read with default settings can have. */
const impossible = new Set(['truncated-empty']);

beforeAll(async () => {
  await buildBundles();
  for (const file of ['findings.jsonl', 'preferences.jsonl']) {
    const words = ['lint', path.join(sample, file), '--models', '--probe', '--format', 'json', '--fail-on', 'never', '--no-config'];
    const { stdout } = await runCli(words, { folder: cache, environment: { XDG_CACHE_HOME: cache } });
    records.set(file, lintRecordSchema.parse(JSON.parse(stdout)));
  }
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

describe('the sample with every kind of finding', () => {
  const key = (JSON.parse(readFileSync(path.join(sample, 'findings.key.json'), 'utf8')) as { rows: readonly { row: number; line: number; id: string; findings: readonly string[] }[] }).rows;

  it('has in each row exactly the structural findings of its key', () => {
    const structural = records.get('findings.jsonl')!.findings.filter(({ code }) => code in structuralCodes);
    for (const { row, id, findings } of key) expect([...new Set(structural.filter((finding) => finding.row === row).map(({ code }) => code))].sort(), id).toEqual([...findings].sort());
    expect(structural.filter(({ row }) => row >= key.length)).toEqual([]);
  });

  it('has every structural code somewhere', () => {
    const planted = new Set(key.flatMap(({ findings }) => findings));
    expect(Object.keys(structuralCodes).filter((code) => !planted.has(code))).toEqual([...impossible]);
  });

  it('names its rows by number, line and id', () => {
    const lines = readFileSync(path.join(sample, 'findings.jsonl'), 'utf8').trimEnd().split('\n');
    expect(key.map(({ row, line, id }) => [row, line, id])).toEqual(lines.map((text, row) => [row, row + 1, (JSON.parse(text) as { id: string }).id]));
  });
});

describe('the two samples together', () => {
  it('show what models and probe say of labels', () => {
    const codes = new Set([...records.values()].flatMap(({ findings }) => findings.map(({ code }) => code)));
    for (const code of ['label-contradicted', 'ambiguous-pair', 'displacement-risk', 'hard-to-learn'] as const) expect(codes, code).toContain(code);
  });
});
