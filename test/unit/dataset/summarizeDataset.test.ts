import { describe, expect, it } from 'vitest';

import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { pairContentKey } from '../../../src/core/dataset/pairContentKey';
import { summarizeDataset } from '../../../src/core/dataset/summarizeDataset';
import { ContentHashes } from '../../../src/core/edits/changeList/contentHashes';
import type { SilenceRecord } from '../../../src/core/edits/changeList/changeRecord';
import { SilencedFindings } from '../../../src/core/edits/changeList/silencedFindings';
import { CancelledError } from '../../../src/core/errors';
import type { RowLocation, RowSource } from '../../../src/core/ports';
import { readPair } from './readPair';

function sourceOf(rows: readonly (object | string)[]): RowSource {
  const texts = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  const locations: RowLocation[] = texts.map((text, row) => ({ row, line: row + 1, byteStart: 0, byteLength: text.length }));
  return {
    container: { format: 'jsonl', compression: null, files: ['rows.jsonl'] },
    async *locate() {
      yield await Promise.resolve(locations);
    },
    read: ({ row }) => Promise.resolve({ kind: 'text', bytes: Buffer.from(texts[row] ?? ''), syntax: { kind: 'json' } }),
    close: () => Promise.resolve(),
  };
}

const same = (text: string) => text;

describe('the summary of a dataset', () => {
  it('counts rows, schemas and fields, and keeps the unreadable rows', async () => {
    const summary = await summarizeDataset(
      sourceOf([
        { prompt: 'p', chosen: 'a', rejected: 'b', source: 'x' },
        { prompt: 'q', chosen: 'a', rejected: 'b' },
        { chosen: 'x y', rejected: 'x z' },
        { prompt: 'p' },
        '{"broken',
        '{"__proto__":1,"prompt":"r","chosen":"a","rejected":"b"}',
      ]),
      new DatasetReader(),
      same,
    );
    expect(summary).toMatchObject({ rows: 6, pairs: 4, ties: 0, unpaired: 0 });
    expect(summary.schemas).toEqual([
      { schema: 'trl-explicit', rows: 3, share: 0.75 },
      { schema: 'trl-implicit', rows: 1, share: 0.25 },
    ]);
    expect(summary.unreadable.map(({ line, code }) => [line, code])).toEqual([[4, 'missing-field'], [5, 'invalid-json']]);
    expect(JSON.parse(JSON.stringify(summary.fields))).toEqual(JSON.parse('{"prompt":4,"chosen":4,"rejected":4,"source":1,"__proto__":1}'));
    expect(summary.findings).toEqual([]);
  });

  it('of an empty dataset names no schema', async () => {
    const summary = await summarizeDataset(sourceOf([]), new DatasetReader(), same);
    expect(summary).toMatchObject({ rows: 0, pairs: 0, schemas: [], notes: {}, fields: {} });
  });

  it('leaves out findings that somebody silenced, of that content and code alone, and counts them', async () => {
    const rows = [{ prompt: 'p', chosen: 'a', rejected: 'a' }, { prompt: 'q', chosen: 'a', rejected: 'a' }, { prompt: 'p', chosen: '', rejected: '' }];
    const silence = (row: object, code: string): SilenceRecord => ({ version: 1, id: '1', at: '', kind: 'silence', row: 0, hash: pairContentKey(readPair(row).texts), code, reason: 'a test' });
    const silences = new ContentHashes(new SilencedFindings([silence({ prompt: 'p', chosen: 'a', rejected: 'a' }, 'identical-responses')]), same);
    const summary = await summarizeDataset(sourceOf(rows), new DatasetReader(), same, undefined, silences);
    expect(summary.silenced).toBe(1);
    expect(summary.findings.filter(({ code }) => code === 'identical-responses').map(({ row }) => row)).toEqual([1, 2]);
    expect(summary.findings.some(({ code }) => code === 'empty-chosen')).toBe(true);
  });

  it('is not given for a part of the file', async () => {
    const signal = AbortSignal.abort();
    const failure = summarizeDataset(sourceOf([{ prompt: 'p', chosen: 'a', rejected: 'b' }]), new DatasetReader(), same, signal);
    await expect(failure).rejects.toSatisfy(CancelledError.is);
  });
});

describe('the content key of a pair', () => {
  const key = (row: object) => pairContentKey(readPair(row).texts);
  const turn = (role: string, content: string) => ({ role, content });

  it('is the same for the same texts in another schema', () => {
    expect(key({ chosen: 'The sky is blue', rejected: 'The sky is green' })).toBe(
      key({ id: 1, prompt: 'The sky is', chosen: ' blue', rejected: ' green' }),
    );
  });

  it('differs whenever a scorer would see something else', () => {
    const chat = { prompt: [turn('user', 'p')], chosen: [turn('assistant', 'c')], rejected: [turn('assistant', 'r')] };
    const rows = [
      { prompt: 'p', chosen: 'c', rejected: 'r' },
      { prompt: 'pc', chosen: '', rejected: 'r' },
      { prompt: 'p"', chosen: ',"c', rejected: 'r' },
      { prompt: 'p', chosen: 'r', rejected: 'c' },
      chat,
      { ...chat, prompt: [turn('system', 'p')] },
      { ...chat, prompt: [turn('user', 'p'), turn('user', '')] },
      { ...chat, tools: [] },
      { ...chat, tools: [{ name: 't' }] },
      { ...chat, chat_template_kwargs: { a: 1 } },
    ];
    expect(new Set(rows.map(key)).size).toBe(rows.length);
  });
});
