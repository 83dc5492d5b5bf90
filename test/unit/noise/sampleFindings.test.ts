import { readFileSync } from 'node:fs';
import path from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { defaultFindingSettings } from '../../../src/core/noise/config/findingSettings';
import type { Finding } from '../../../src/core/noise/finding';
import type { FindingCode } from '../../../src/core/noise/findingCodes';
import { loadTextLibraries } from '../../../src/core/noise/structural/textLibraries';
import { StructuralFindings } from '../../../src/core/noise/structuralFindings';
import { contentHash } from '../../../src/io/contentHash';
import { pairOf, type PlantedRow } from './plantedDefects';

const folder = path.resolve(import.meta.dirname, '../../../media/sample');

/** Troubles of the sample's key that can be seen without a model, and what they must be found as. */
const expected: Readonly<Record<string, readonly FindingCode[]>> = {
  identical: ['identical-responses'],
  'whitespace-identical': ['trivial-difference'],
  duplicate: ['duplicate-pair'],
  'near-duplicate': ['near-duplicate'],
  contradictory: ['contradictory-pair'],
  'preference-cycle': ['preference-cycle'],
  prefix: ['prefix-responses'],
  'empty-response': ['empty-rejected', 'empty-chosen'],
  'prompt-repeated': ['prompt-in-response'],
  'template-token': ['template-token'],
  'doubled-end-token': ['doubled-end-token'],
  'encoding-damage': ['mojibake', 'replacement-character'],
  'personal-data': ['personal-data'],
  'length-outlier': ['length-outlier', 'length-ratio'],
  'format-outlier': ['format-outlier'],
  'sycophancy-trigger': ['trigger-phrase'],
  'language-mismatch': ['language-mismatch'],
};

interface KeyRow {
  readonly row: number;
  readonly trouble: string | null;
}

let findings: readonly Finding[];
const key = (JSON.parse(readFileSync(path.join(folder, 'preferences.key.json'), 'utf8')) as { readonly rows: readonly KeyRow[] }).rows;

beforeAll(async () => {
  const structural = new StructuralFindings(contentHash, defaultFindingSettings, await loadTextLibraries());
  for (const [row, line] of readFileSync(path.join(folder, 'preferences.jsonl'), 'utf8').trim().split('\n').entries()) {
    const { prompt, chosen, rejected } = JSON.parse(line) as Record<'prompt' | 'chosen' | 'rejected', readonly { role: string; content: string }[]>;
    const texts: PlantedRow = { prompt, chosen: chosen[0]?.content ?? '', rejected: rejected[0]?.content ?? '' };
    structural.add(pairOf(texts, row));
  }
  findings = structural.all();
});

describe('the bundled sample', () => {
  it.each(Object.keys(expected))('gives away its trouble without a model: %s', (trouble) => {
    const rows = key.filter((row) => row.trouble === trouble).map(({ row }) => row);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(findings.filter((finding) => finding.row === row && expected[trouble]?.includes(finding.code)), `row ${String(row)}`).not.toEqual([]);
  });

  it('has neither errors nor warnings in its sound rows', () => {
    const sound = new Set(key.filter(({ trouble }) => trouble === null).map(({ row }) => row));
    expect(findings.filter(({ row, severity }) => sound.has(row) && severity !== 'information')).toEqual([]);
  });
});
