import { describe, expect, it } from 'vitest';

import { openDatasetReader } from '../../../src/core/dataset/openDatasetReader';
import type { Finding } from '../../../src/core/noise/finding';
import { findingNeighbour } from '../../../src/editor/findings/findingNeighbour';
import { rowsWithout } from '../../../src/editor/findings/rowsWithout';
import { textSource } from '../../../src/editor/findings/textSource';
import { findingGroups, wholeView } from '../../../src/editor/findings/tree/findingGroups';

function finding(row: number, code: Finding['code'], severity: Finding['severity'] = 'warning'): Finding {
  return { row, line: row + 1, pair: 0, code, severity, message: '', evidence: {} };
}

describe('the list of findings', () => {
  const findings = [finding(9, 'empty-chosen', 'error'), finding(4, 'duplicate-pair'), finding(2, 'duplicate-pair'), finding(7, 'empty-rejected'), finding(1, 'language-mismatch', 'information')];

  it('has the severest kinds first, then the more frequent, and keeps the rank inside', () => {
    expect(findingGroups(findings, wholeView).map(({ code, findings: group }) => [code, group.map(({ row }) => row)])).toEqual([
      ['empty-chosen', [9]],
      ['duplicate-pair', [4, 2]],
      ['empty-rejected', [7]],
      ['language-mismatch', [1]],
    ]);
  });

  it('can be in the order of the file and without some severities', () => {
    const groups = findingGroups(findings, { severities: ['warning'], order: 'row' });
    expect(groups.map(({ code, findings: group }) => [code, group.map(({ row }) => row)])).toEqual([['duplicate-pair', [2, 4]], ['empty-rejected', [7]]]);
  });
});

describe('the next finding', () => {
  const findings = [7, 2, 5, 2].map((row) => finding(row, 'duplicate-pair'));

  it('is the nearest behind in the file, and at the end the first', () => {
    expect([undefined, 0, 2, 5, 7, 9].map((row) => findingNeighbour(findings, row, 'next')?.row)).toEqual([2, 2, 5, 7, 2, 2]);
  });

  it('backwards is the nearest before, and at the start the last', () => {
    expect([undefined, 9, 7, 5, 2, 0].map((row) => findingNeighbour(findings, row, 'previous')?.row)).toEqual([7, 7, 5, 2, 7, 7]);
  });

  it('of nothing is nothing', () => {
    expect(findingNeighbour([], 3, 'next')).toBeUndefined();
  });
});

describe('the text of an editor as a source', () => {
  const row = (name: string) => JSON.stringify({ prompt: name, chosen: 'yes', rejected: 'no' });

  it.each([
    ['jsonl', `\ufeff${row('a')}\r\n\r\n${row('b')}\n${row('c')}`, [1, 3, 4]],
    ['json', `[\n  ${row('a')},\n  ${row('b')},\n\n  ${row('c')}\n]\n`, [2, 3, 5]],
    ['csv', `prompt,chosen,rejected\na,"ye\ns",no\nb,yes,no\nc,yes,no\n`, [2, 4, 5]],
  ] as const)('%s has rows on their lines, and the pairs of the file', async (format, text, lines) => {
    const source = textSource(text, format);
    const reader = await openDatasetReader(source);
    const found: [number, string][] = [];
    for await (const chunk of source.locate()) {
      for (const location of chunk) {
        const read = await reader.read(source, location);
        if (read.kind === 'read') found.push([location.line, String(read.pairs[0]?.texts.prompt)]);
      }
    }
    expect(found).toEqual(['a', 'b', 'c'].map((name, index) => [lines[index], name]));
  });

  it('can be without some rows, and the others keep their numbers', async () => {
    const rows: number[] = [];
    for await (const chunk of rowsWithout(textSource(`${row('a')}\n${row('b')}\n${row('c')}\n`, 'jsonl'), new Set([1])).locate()) rows.push(...chunk.map((location) => location.row));
    expect(rows).toEqual([0, 2]);
  });
});
