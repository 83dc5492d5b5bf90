import { describe, expect, it } from 'vitest';

import { cellText } from '../../../src/editor/table/cellText';
import { labelColumns, labelText, sampleRows } from '../../../src/editor/table/labelColumns';
import { pair, tables } from './rows';

const tableOf = tables();

describe('the beginning of a text', () => {
  it('is its first line that says something', () => {
    expect(cellText('\n\n  Human: what\tis   it?\nmore')).toBe('Human: what is it?');
    expect(cellText('')).toBe('');
    expect(cellText(' \n ')).toBe('␣');
  });

  it('is cut between characters', () => {
    const cut = cellText('😀'.repeat(400));
    expect(cut.endsWith('😀…')).toBe(true);
    expect(cut.length).toBeLessThan(310);
    expect(cellText(`${'x'.repeat(299)}😀 more`)).toBe(`${'x'.repeat(299)}…`);
  });
});

describe('label columns', () => {
  const labels = async (rows: readonly unknown[]): Promise<string[]> => {
    const data = await tableOf(rows);
    return labelColumns(await Promise.all(rows.map(async (_, row) => ({ fields: await data.fields(row), textFields: (await data.read(row)).textFields }))));
  };

  it('are fields beside the texts that differ between rows', async () => {
    const rows = [
      pair('a', 'x', 'y', { source: 'web', margin: 1, same: 'always', essay: 'long '.repeat(60), tags: ['a'], maybe: null }),
      pair('b', 'x', 'y', { source: 'book', margin: 2, same: 'always', essay: 'short', tags: ['b'], maybe: true }),
      pair('c', 'x', 'y', { source: 'web', margin: 3, same: 'always', essay: 'short', tags: [], maybe: false }),
    ];
    expect(await labels(rows)).toEqual(['source', 'margin', 'maybe']);
  });

  it('may have any name, and are read from the row alone', async () => {
    expect(await labels([pair('a', 'x', 'y', { constructor: 1 }), pair('b', 'x', 'y', { constructor: 2 })])).toEqual(['constructor']);
    expect(labelText({}, 'constructor')).toBe('');
    expect(labelText({ a: { b: 1 } }, 'a')).toBe('');
    expect(labelText({ a: 0 }, 'a')).toBe('0');
  });

  it('come from rows all over the file', () => {
    expect(sampleRows(3)).toEqual([0, 1, 2]);
    const rows = sampleRows(5_000_000);
    expect(rows.length).toBe(200);
    expect(rows.at(-1)).toBeGreaterThan(4_900_000);
  });
});
