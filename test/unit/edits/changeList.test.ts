import { appendFile, readFile, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ChangedSource } from '../../../src/app/export/changedSource';
import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { ChangeList } from '../../../src/core/edits/changeList/changeList';
import type { ChangeRecord } from '../../../src/core/edits/changeList/changeRecord';
import { parseChangeList } from '../../../src/core/edits/changeList/parseChangeList';
import { SilencedFindings } from '../../../src/core/edits/changeList/silencedFindings';
import { pairsOfRow } from '../../../src/core/edits/pairsOfRow';
import { ChangeListFile } from '../../../src/io/changes/changeListFile';
import { openRowSource } from '../../../src/io/openRowSource';
import { rowHash } from '../../../src/io/rowHash';
import { temporaryFolder } from '../io/temporaryFolder';

const row = (prompt: string, chosen: string, rejected: string) => JSON.stringify({ prompt, chosen, rejected });
const folder = temporaryFolder();
let files = 0;
const freshFile = () => folder.path(`data-${files++}.jsonl`);
const tools = { hash: rowHash, read: pairsOfRow(new DatasetReader()) };
const base = { version: 1, at: '2026-01-01T00:00:00.000Z' } as const;

async function texts(source: ChangedSource): Promise<Record<number, string>> {
  const found: Record<number, string> = {};
  for await (const chunk of source.locate()) {
    for (const location of chunk) {
      const content = await source.read(location);
      if (content.kind === 'text') found[location.row] = Buffer.from(content.bytes).toString();
    }
  }
  return found;
}

describe('a change list', () => {
  it('gives, over random changes, undoes and redoes, the rows that a naive model has', async () => {
    const step = fc.constantFrom('swap', 'drop', 'text', 'undo', 'redo');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, fc.nat(3)), { maxLength: 20 }), async (steps) => {
        const file = freshFile();
        const original = [0, 1, 2, 3].map((index) => ({ prompt: `p${index}`, chosen: `c${index}`, rejected: `r${index}` }));
        await writeFile(file, original.map((fields) => `${JSON.stringify(fields)}\n`).join(''));
        const stored = new ChangeListFile(file);
        const done: { readonly id: string; readonly apply: (rows: (typeof original[0] | null)[]) => void }[] = [];
        let undone: typeof done = [];
        for (const [index, [kind, at]] of steps.entries()) {
          const place = { row: at, hash: rowHash(JSON.stringify(original[at])) };
          if (kind === 'undo' || kind === 'redo') {
            const moved = kind === 'undo' ? done.pop() : undone.pop();
            if (moved === undefined) continue;
            (kind === 'undo' ? undone : done).push(moved);
            await stored.append({ kind, of: moved.id });
            continue;
          }
          const text = `new ${index}`;
          const change = kind === 'text' ? ({ kind: 'set-text', pair: 0, side: 'chosen', text, ...place } as const) : ({ kind, ...(kind === 'swap' ? { pair: 0 } : {}), ...place } as { kind: 'drop'; row: number; hash: string });
          const { id } = await stored.append(change);
          undone = [];
          done.push({
            id,
            apply: (rows) => {
              const fields = rows[at];
              if (kind === 'drop' || !fields) rows[at] = null;
              else rows[at] = kind === 'swap' ? { prompt: fields.prompt, chosen: fields.rejected, rejected: fields.chosen } : { ...fields, chosen: text };
            },
          });
        }
        const expected: (typeof original[0] | null)[] = [...original];
        for (const { apply } of done) apply(expected);
        const { list } = await stored.read();
        const found = await texts(new ChangedSource(await openRowSource(file, { cacheFolder: folder.path('cache') }), list.byRow, tools));
        expect(found).toEqual(Object.fromEntries(expected.flatMap((fields, index) => (fields ? [[index, JSON.stringify(fields)]] : []))));
      }),
      { numRuns: 60 },
    );
  });

  it('never applies a change to another row, and says which were left out', async () => {
    const file = freshFile();
    await writeFile(file, `${row('a', 'b', 'c')}\n${row('d', 'e', 'f')}\n`);
    const stored = new ChangeListFile(file);
    await stored.append({ kind: 'swap', pair: 0, row: 0, hash: rowHash(row('a', 'b', 'c')) });
    await stored.append({ kind: 'drop', row: 1, hash: rowHash(row('d', 'e', 'f')) });
    await stored.append({ kind: 'drop', row: 9, hash: rowHash('gone') });
    // Another program puts a row in front: every row has another number.
    const rows = [row('new', 'x', 'y'), row('a', 'b', 'c'), row('d', 'e', 'f')];
    await writeFile(file, rows.map((text) => `${text}\n`).join(''));
    const source = new ChangedSource(await openRowSource(file, { cacheFolder: folder.path('cache') }), (await stored.read()).list.byRow, tools);
    expect(await texts(source)).toEqual({ 0: rows[0], 1: rows[1], 2: rows[2] });
    const { changedRows, droppedRows, conflicts } = source.applied();
    expect([changedRows, droppedRows]).toEqual([0, 0]);
    expect(conflicts.map(({ change }) => [change.kind, change.row])).toEqual([['swap', 0], ['drop', 1], ['drop', 9]]);
  });

  it('survives a kill in the middle of a line, and later changes stand on lines of their own', async () => {
    const stored = new ChangeListFile(freshFile());
    const first = await stored.append({ kind: 'drop', row: 0, hash: rowHash('a') });
    await appendFile(stored.path, '{"version":1,"id":"torn","kind":"dr');
    const second = await stored.append({ kind: 'drop', row: 1, hash: rowHash('b') });
    const { list, damaged } = await stored.read();
    expect(list.active.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(damaged.map(({ line }) => line)).toEqual([2]);
    expect((await readFile(stored.path, 'utf8')).split('\n')).toHaveLength(4);
  });

  it('takes changes of several windows, written at the same time', async () => {
    const file = freshFile();
    const [one, two] = [new ChangeListFile(file), new ChangeListFile(file)];
    await Promise.all(Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? one : two).append({ kind: 'drop', row: index, hash: rowHash(String(index)) })));
    const { list, damaged } = await one.read();
    expect(damaged).toEqual([]);
    expect(list.active.map((change) => ('row' in change ? change.row : -1)).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  it('passes over lines that are no records, and says which', () => {
    const good: ChangeRecord = { ...base, id: '1', kind: 'drop', row: 0, hash: '0123456789abcdef' };
    const text = ['[1]', JSON.stringify({ ...good, row: -1 }), JSON.stringify({ ...good, version: 2 }), '', JSON.stringify(good), '{"a'].join('\n');
    const { records, damaged } = parseChangeList(text);
    expect(records).toEqual([good]);
    expect(damaged.map(({ line }) => line)).toEqual([1, 2, 3, 6]);
  });

  it('cannot redo what was undone before something new was done', () => {
    const drop = (id: string): ChangeRecord => ({ ...base, id, kind: 'drop', row: 0, hash: '0123456789abcdef' });
    const list = new ChangeList([drop('1'), { ...base, id: '2', kind: 'undo', of: '1' }, drop('3'), { ...base, id: '4', kind: 'redo', of: '1' }]);
    expect(list.active.map(({ id }) => id)).toEqual(['3']);
    expect(list.redoable).toBeUndefined();
  });

  it('keeps findings silent by content, whatever the row', () => {
    const list = new ChangeList([{ ...base, id: '1', kind: 'silence', row: 3, hash: '0123456789abcdef', code: 'duplicate-pair', reason: 'wanted' }]);
    const silenced = new SilencedFindings(list.silences);
    expect(silenced.reason('0123456789abcdef', 'duplicate-pair')).toBe('wanted');
    expect(silenced.reason('0123456789abcdef', 'empty-chosen')).toBeUndefined();
    expect(silenced.reason('fedcba9876543210', 'duplicate-pair')).toBeUndefined();
  });
});
