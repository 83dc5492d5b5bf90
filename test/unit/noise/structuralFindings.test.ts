import { describe, expect, it } from 'vitest';

import type { PreferencePair } from '../../../src/core/dataset/preferencePair';
import { findingCodes } from '../../../src/core/noise/findingCodes';
import { StructuralFindings } from '../../../src/core/noise/structuralFindings';

function pair(row: number, prompt: string, chosen: string, rejected: string): PreferencePair {
  const source = (name: string, text: string) => [{ path: [name], start: 0, end: text.length }];
  return {
    row,
    line: row + 1,
    pair: 0,
    schema: 'trl-explicit',
    texts: { format: 'standard', prompt, chosen, rejected },
    sources: { prompt: source('prompt', prompt), chosen: source('chosen', chosen), rejected: source('rejected', rejected) },
    notes: [],
    provenance: { chosen: 'chosen', rejected: 'rejected' },
    labels: {},
  };
}

function find(...pairs: readonly (readonly [string, string, string])[]) {
  const findings = new StructuralFindings((text) => text);
  for (const [row, texts] of pairs.entries()) findings.add(pair(row, ...texts));
  return findings.all();
}

const places = (...pairs: readonly (readonly [string, string, string])[]) => find(...pairs).map(({ row, code }) => [row, code]);

describe('findings that need no model', () => {
  it('has none for sound pairs, even where they share texts', () => {
    expect(find(['p', 'a', 'b'], ['q', 'b', 'a'], ['p', 'a', 'c'], ['p', 'b', 'c'])).toEqual([]);
  });

  it('reports identical responses, once, and not as a contradiction of itself', () => {
    expect(places(['p', 'a', 'a'])).toEqual([[0, 'identical-responses']]);
    expect(places(['p', 'a', 'a'], ['p', 'a', 'a'])).toEqual([[0, 'identical-responses'], [1, 'identical-responses'], [1, 'duplicate-pair']]);
  });

  it('reports empty and blank responses', () => {
    expect(places(['p', '', 'b'], ['p', 'a', ' \n'])).toEqual([[0, 'empty-chosen'], [1, 'empty-rejected']]);
    expect(find(['p', ' \n', 'b'])[0]).toMatchObject({ severity: 'error', evidence: { side: 'chosen', characters: 2 } });
  });

  it('reports every later copy of a pair, and names the first', () => {
    const findings = find(['p', 'a', 'b'], ['p', 'a', 'b'], ['p', 'a', 'b']);
    expect(findings.map(({ row, code }) => [row, code])).toEqual([[1, 'duplicate-pair'], [2, 'duplicate-pair']]);
    expect(findings[1]).toEqual({
      row: 2,
      line: 3,
      pair: 0,
      code: 'duplicate-pair',
      severity: 'warning',
      message: 'The same pair stands in line 1 already.',
      evidence: { otherRow: 0, otherLine: 1 },
    });
  });

  it('reports both sides of a contradiction, in file order, once for each row', () => {
    const findings = find(['p', 'a', 'b'], ['x', 'a', 'b'], ['p', 'b', 'a'], ['p', 'b', 'a']);
    expect(findings.map(({ row, code }) => [row, code])).toEqual([
      [0, 'contradictory-pair'],
      [2, 'contradictory-pair'],
      [3, 'contradictory-pair'],
      [3, 'duplicate-pair'],
    ]);
    expect(findings[0]?.message).toContain('line 3');
    expect(findings[1]?.message).toContain('line 1');
  });

  it('compares by the hash, so that no texts are held', () => {
    const hashed: string[] = [];
    const findings = new StructuralFindings((text) => {
      hashed.push(text);
      return 'same';
    });
    findings.add(pair(0, 'p', 'a', 'b'));
    findings.add(pair(1, 'q', 'c', 'd'));
    expect(findings.all().map(({ code }) => code)).toContain('duplicate-pair');
    expect(hashed).toContain('["standard","p","a","b"]');
  });

  it('explains every code', () => {
    for (const kind of Object.values(findingCodes)) {
      expect(kind.explanation).toMatch(/\.$/);
      expect(kind.title).not.toBe('');
    }
  });
});
