import { describe, expect, it } from 'vitest';

import { emptyPairColumns } from '../../../src/core/overview/emptyPairColumns';
import type { Finding } from '../../../src/core/noise/finding';
import { verdictNames } from '../../../src/core/noise/lintReport';
import { judgedRows } from '../../../src/editor/table/judgedRows';
import { parseFilter, type FilterTerm } from '../../../src/shared/tableFilter';
import { inOneGo } from '../noise/inOneGo';

const columns = { ...inOneGo(emptyPairColumns)(4), row: Uint32Array.of(0, 1, 1, 3), verdict: Uint8Array.of(...(['fine', 'fine', 'wrong', 'wrong'] as const).map((name) => verdictNames.indexOf(name))) };
const finding = (row: number, code: Finding['code']): Finding => ({ row, line: row + 1, pair: 0, code, severity: 'warning', message: '', evidence: {} });
const report = { columns, findings: [finding(2, 'duplicate-pair'), finding(3, 'empty-chosen')] };
const rows = (text: string) => {
  const parsed = parseFilter(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return Array.from(judgedRows(report, parsed.terms[0] as Extract<FilterTerm, { kind: 'judged' }>, 4));
};

describe('a filter by what the search for findings says', () => {
  it('keeps rows of which one pair has the verdict', () => {
    expect(rows('verdict:wrong')).toEqual([0, 1, 0, 1]);
    expect(rows('verdict:fine')).toEqual([1, 1, 0, 0]);
  });

  it('keeps rows with a finding of the code, however it is written', () => {
    expect(rows('finding:Duplicate-Pair')).toEqual([0, 0, 1, 0]);
    expect(rows('finding:empty-rejected')).toEqual([0, 0, 0, 0]);
  });

  it('says what is wrong with a code or verdict that there is not', () => {
    expect(parseFilter('finding:nonsense')).toMatchObject({ kind: 'problem', message: expect.stringContaining('duplicate-pair') as string });
    expect(parseFilter('verdict:maybe')).toMatchObject({ kind: 'problem', message: expect.stringContaining('wrong, ambiguous') as string });
    expect(parseFilter('"verdict":maybe')).toMatchObject({ terms: [{ kind: 'label', column: 'verdict' }] });
  });
});
