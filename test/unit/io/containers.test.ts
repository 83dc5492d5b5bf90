import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';

import { readRowFields } from '../../../src/core/dataset/readRowFields';
import { CancelledError, FileChangedError, UnreadableFileError } from '../../../src/core/errors';
import type { RowSource } from '../../../src/core/ports';
import { openRowSource, type OpenRowSourceOptions } from '../../../src/io/openRowSource';
import { locateAll } from './readAll';
import { temporaryFolder } from './temporaryFolder';

const folder = temporaryFolder();
const open = (path: string, options: OpenRowSourceOptions = {}): Promise<RowSource> => openRowSource(path, { cacheFolder: folder.path('cache'), ...options });

const rows = [
  { prompt: 'One, "two"\nthree', chosen: 'Yes [', rejected: 'No }' },
  { prompt: 'é', chosen: '', rejected: '\\' },
  { prompt: 'last', chosen: 'a', rejected: 'b' },
];

/** The fields of all rows, or the reason why one has none. */
async function fieldsOf(path: string, options: OpenRowSourceOptions = {}): Promise<unknown[]> {
  const source = await open(path, options);
  const read: unknown[] = [];
  for (const location of await locateAll(source)) {
    const row = readRowFields(await source.read(location));
    read.push(row.kind === 'fields' ? row.fields : row.reason);
  }
  await source.close();
  return read;
}

async function formatOf(path: string): Promise<string> {
  return (await open(path)).container.format;
}

describe('a JSON file', () => {
  it.each([
    ['a list in one line', JSON.stringify(rows)],
    ['a list laid out', JSON.stringify(rows, null, 2)],
    ['a list, an element a line', `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`],
    ['a list with a byte order mark and CRLF', `\uFEFF${JSON.stringify(rows, null, 2).replaceAll('\n', '\r\n')}\r\n`],
    ['a list in a field', JSON.stringify({ version: '1', tags: ['x'], data: rows, info: { nested: [{}] } })],
    ['a list in a field, laid out', JSON.stringify({ version: '1', data: rows }, null, 4)],
    ['objects laid out, one after the other', rows.map((row) => JSON.stringify(row, null, 2)).join('\n')],
  ])('that is %s', async (name, content) => {
    const path = await folder.file(`${name}.json`, content);
    expect(await formatOf(path)).toBe('json');
    expect(await fieldsOf(path)).toEqual(rows);
  });

  it.each([
    ['JSON Lines', rows.map((row) => JSON.stringify(row)).join('\n')],
    ['one row', JSON.stringify(rows[0])],
    ['rows whose field is called like a list of rows', rows.map((row) => JSON.stringify({ ...row, data: [{ a: 1 }] })).join('\n')],
  ])('that holds %s is read as JSON Lines', async (name, content) => {
    const path = await folder.file(`${name}.json`, content);
    expect(await formatOf(path)).toBe('jsonl');
    expect(await fieldsOf(path)).toMatchObject(name === 'one row' ? rows.slice(0, 1) : rows);
  });

  it('tells the line on which each element begins', async () => {
    const path = await folder.file('lines.json', '\n[\n  {\n    "a": 1\n  },\n  {"a": 2}, {"a": 3},\n\n  {"a": 4}\n]');
    expect((await locateAll(await open(path))).map(({ line }) => line)).toEqual([3, 6, 6, 8]);
  });

  it('says which list where two are possible, and reads the one asked for', async () => {
    const path = await folder.file('splits.json', JSON.stringify({ train: rows, test: rows.slice(1) }));
    await expect(open(path)).rejects.toThrow(/several lists of rows \("train", "test"\)/);
    expect(await fieldsOf(path, { split: 'test' })).toEqual(rows.slice(1));
  });

  it.each([
    ['a comma too many at the end', '[{"a":1},]', ['{"a":1}', ',']],
    ['a comma too many in the middle', '[{"a":1},,{"a":2}]', ['{"a":1}', ',', '{"a":2}']],
    ['a comma before all', '[,{"a":1}]', [',', '{"a":1}']],
    ['an end that is missing', '[{"a":1},{"a":2}', ['{"a":1}', '{"a":2}', '']],
    ['an end in the middle', '[{"a":1}],{"a":2}]', ['{"a":1}', ']', '{"a":2}']],
    ['a bracket for a comma', '[{"a":1}]{"a":2},{"a":3}]', ['{"a":1}', ']{"a":2}', '{"a":3}']],
    ['a quote too many', '[\n{"a":"1},\n{"a":2}\n]', ['{"a":"1},', '{"a":2}']],
  ])('with %s loses no byte', async (name, content, expected) => {
    const source = await open(await folder.file(`${name}.json`, content));
    const texts = (await locateAll(source)).map(({ byteStart, byteLength }) => Buffer.from(content).toString('utf8', byteStart, byteStart + byteLength));
    expect(texts).toEqual(expected);
  });

  it.each([
    ['loses a brace', (text: string) => text.replace('"rejected": "\\\\"\n  }', '"rejected": "\\\\"\n  ')],
    ['has a bracket too many', (text: string) => text.replace('"prompt": "é"', '"prompt": ["é"')],
  ])('whose second element %s gives all others, laid out or an element a line', async (name, damage) => {
    const text = damage(JSON.stringify(rows, null, 2));
    const read = await fieldsOf(await folder.file(`${name}.json`, text));
    expect(read).toEqual([rows[0], expect.any(String), rows[2]]);
    const lines = `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`.replace('"rejected":"\\\\"}', '"rejected":"\\\\"');
    expect(await fieldsOf(await folder.file(`${name}-lines.json`, lines))).toEqual([rows[0], expect.any(String), rows[2]]);
  });

  it('may be laid out without any indentation', async () => {
    const flat = JSON.stringify(rows.map((row) => ({ nested: { row } })), null, 2).replaceAll(/^ +/gm, '');
    expect(await fieldsOf(await folder.file('flat.json', flat))).toEqual(rows.map((row) => ({ nested: { row } })));
  });

  it('has the same rows, whatever its chunks: 3 MB of long and odd strings', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ text: '\\"'.repeat(index * 9) + '\\'.repeat(index), more: ['}'.repeat(index * 10)] }));
    expect(await fieldsOf(await folder.file('odd.json', JSON.stringify(many)))).toEqual(many);
  });
});

const tableText = (delimiter: string, end: string): string => {
  const cell = (text: string): string => (/["\n,;\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [['prompt', 'chosen', 'rejected'], ...rows.map(({ prompt, chosen, rejected }) => [prompt, chosen, rejected])].map((cells) => cells.map(cell).join(delimiter) + end).join('');
};

describe('a table', () => {
  it.each([
    ['commas', 'csv', tableText(',', '\n'), 'csv'],
    ['commas, CRLF and a byte order mark', 'csv', `\uFEFF${tableText(',', '\r\n')}`, 'csv'],
    ['semicolons', 'csv', tableText(';', '\n'), 'csv'],
    ['bars', 'csv', tableText('|', '\n'), 'csv'],
    ['tabs', 'tsv', tableText('\t', '\n'), 'tsv'],
    ['tabs under another name', 'csv', tableText('\t', '\n'), 'tsv'],
    ['no line end at the end', 'csv', tableText(',', '\n').trimEnd(), 'csv'],
    ['blank lines', 'csv', tableText(',', '\n\n'), 'csv'],
    ['no name that says so', 'data', tableText(',', '\n'), 'csv'],
  ])('with %s', async (name, extension, content, format) => {
    const path = await folder.file(`${name}.${extension}`, content);
    expect(await formatOf(path)).toBe(format);
    expect(await fieldsOf(path)).toEqual(rows);
  });

  it('gives any cells back that Python’s rules write', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' ', 'é'), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (cells) => {
        const content = `x,y\n${cells.map((pair) => pair.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`;
        expect(await fieldsOf(await folder.file('any.csv', content))).toEqual(cells.map(([x, y]) => ({ x, y })));
      }),
      { numRuns: 100 },
    );
  });

  it('names the row that is ragged, and keeps the others', async () => {
    const read = await fieldsOf(await folder.file('ragged.csv', 'a,b\n1,2\n1\n1,2,3\n3,4\n'));
    expect(read).toEqual([{ a: '1', b: '2' }, expect.stringContaining('1 cell, and the header 2'), expect.stringContaining('3 cells, and the header 2'), { a: '3', b: '4' }]);
  });

  it('says where a quote is never closed', async () => {
    const read = await fieldsOf(await folder.file('open.csv', 'a,b\n1,2\n1,"2\n3,4\n'));
    expect(read).toEqual([{ a: '1', b: '2' }, expect.stringContaining('never closed')]);
  });

  it('tells the line on which each record begins', async () => {
    const path = await folder.file('records.csv', 'a,b\n\n1,"x\ny"\n2,z\n');
    expect((await locateAll(await open(path))).map(({ line }) => line)).toEqual([3, 5]);
  });

  it('gives columns of one name distinct names', async () => {
    expect(await fieldsOf(await folder.file('twice.csv', 'a,a,a\n1,2,3\n'))).toEqual([{ a: '1', 'a.1': '2', 'a.2': '3' }]);
  });

  it('has no rows, and no error, where it is empty or only a header', async () => {
    expect(await fieldsOf(await folder.file('empty.csv', ''))).toEqual([]);
    expect(await fieldsOf(await folder.file('header.csv', 'a,b\n'))).toEqual([]);
  });
});

describe('a compressed file', () => {
  const text = rows.map((row) => JSON.stringify(row)).join('\n');

  it.each([
    ['JSON Lines', 'a.jsonl.gz', text],
    ['a JSON list', 'b.json.gz', JSON.stringify(rows, null, 1)],
    ['a table', 'c.csv.gz', tableText(',', '\n')],
    ['a name that hides it', 'd.jsonl', text],
  ])('of %s', async (_, name, content) => {
    const path = await folder.file(name, gzipSync(content));
    expect((await open(path)).container).toMatchObject({ compression: 'gzip', files: [path] });
    expect(await fieldsOf(path)).toEqual(rows);
  });

  it('in several members, padded with zeros, is read to its end', async () => {
    const path = await folder.file('members.jsonl.gz', Buffer.concat([gzipSync(text.slice(0, 30)), gzipSync(text.slice(30)), Buffer.alloc(512)]));
    expect(await fieldsOf(path)).toEqual(rows);
  });

  it.each([
    ['is cut off', gzipSync(text).subarray(0, 60), /damaged: it ends in the middle/],
    ['fails its checksum', changed(gzipSync(text), -6), /is damaged/],
    ['has other bytes behind it', Buffer.concat([gzipSync(text), Buffer.from('{"a":1}')]), /is damaged/],
    ['has another member that is broken', Buffer.concat([gzipSync(text), changed(gzipSync(text), 0)]), /is damaged/],
  ])('that %s is refused rather than read in part', async (name, content, message) => {
    await expect(open(await folder.file(`${name}.jsonl.gz`, content))).rejects.toThrow(message);
  });

  it('that unpacks to more than the limit says how to raise it', async () => {
    const bomb = await folder.file('bomb.jsonl.gz', gzipSync(Buffer.alloc(5_000_000, 0x20)));
    await expect(open(bomb, { maximalUnpackedBytes: 1_000_000 })).rejects.toThrow(/--max-unpacked/);
    expect(await fieldsOf(bomb, { maximalUnpackedBytes: 5_000_000 })).toEqual([]);
    await expect(open(bomb, { maximalUnpackedBytes: 1_000_000 })).rejects.toThrow(/--max-unpacked/);
  });

  it('is unpacked once for each version, outside its folder, and nothing half is left', async () => {
    const cacheFolder = folder.path('own-cache');
    const path = await folder.file('once.jsonl.gz', gzipSync(text));
    const unpacked = async (): Promise<string[]> => (await readdir(join(cacheFolder, 'unpacked'))).filter((name) => !name.endsWith('.used'));
    await Promise.all([open(path, { cacheFolder }), open(path, { cacheFolder })]);
    const [first] = await unpacked();
    await open(path, { cacheFolder });
    expect(await unpacked()).toEqual([first]);
    await writeFile(path, gzipSync(`${text}\n${text}`));
    expect(await fieldsOf(path, { cacheFolder })).toEqual([...rows, ...rows]);
    expect(await unpacked()).toHaveLength(2);
  });

  // The folder is made on the way: whether it exists when the request is taken back depends on the machine.
  const unpackedIn = async (cacheFolder: string): Promise<string[]> => readdir(join(cacheFolder, 'unpacked')).catch(() => []);

  it.each([
    ['before it begins', async () => []],
    ['while it unpacks', async (cacheFolder: string) => vi.waitUntil(async () => (await unpackedIn(cacheFolder)).length > 0, { interval: 1, timeout: 30_000 })],
  ])('stops when asked %s, and leaves nothing behind', async (when, moment) => {
    const cacheFolder = folder.path(`stopped-cache-${when.replaceAll(' ', '-')}`);
    const path = await folder.file('stopped.jsonl.gz', gzipSync(Buffer.alloc(200_000_000, 0x20)));
    const controller = new AbortController();
    const stopped = expect(open(path, { cacheFolder, signal: controller.signal })).rejects.toSatisfy(CancelledError.is);
    await moment(cacheFolder);
    controller.abort();
    await stopped;
    expect(await unpackedIn(cacheFolder)).toEqual([]);
  });

  it('that changes is noticed', async () => {
    const path = await folder.file('changing.jsonl.gz', gzipSync(text));
    const source = await open(path);
    const [first] = await locateAll(source);
    await writeFile(path, gzipSync('{"a":1}'));
    await expect(source.read(first!)).rejects.toSatisfy(FileChangedError.is);
  });
});

describe('a file in UTF-16', () => {
  const text = rows.map((row) => JSON.stringify(row)).join('\r\n');
  const bigEndian = (content: string): Buffer => Buffer.from(content, 'utf16le').swap16();

  it.each([
    ['with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['without a mark', Buffer.from(text, 'utf16le')],
    ['of the other byte order', bigEndian(`\uFEFF${text}`)],
  ])('%s is read', async (name, content) => {
    expect(await fieldsOf(await folder.file(`${name}.jsonl`, content))).toEqual(rows);
  });

  it('with half a character is refused', async () => {
    await expect(open(await folder.file('half.jsonl', Buffer.from('\uFEFF{"a":"\uD800"}', 'utf16le')))).rejects.toThrow(/cut in half/);
  });
});

describe('a folder of shards', () => {
  const shard = async (name: string, file: string, content: string | Buffer): Promise<void> => {
    await mkdir(folder.path(name), { recursive: true });
    await writeFile(join(folder.path(name), file), content);
  };
  const line = (row: number): string => `${JSON.stringify(rows[row])}\n`;

  it('is one dataset, in the order of the shards, with rows numbered through', async () => {
    await shard('hub', 'train-00001-of-00002.jsonl', line(2));
    await shard('hub', 'train-00000-of-00002.jsonl', line(0) + line(1));
    await shard('hub', 'README.md', '# card');
    await shard('hub', 'dataset_infos.json', '{}');
    const source = await open(folder.path('hub'));
    expect(source.container.files.map((file) => file.slice(-8, -6))).toEqual(['02', '02']);
    expect((await locateAll(source)).map(({ row, line: number, file }) => [row, number, file])).toEqual([[0, 1, 0], [1, 2, 0], [2, 1, 1]]);
    expect(await fieldsOf(folder.path('hub'))).toEqual(rows);
  });

  it('may lie in its data folder, compressed or Parquet, with hashes in the names', async () => {
    await shard('deep/data', 'train-00000-of-00001-0123456789abcdef.jsonl.gz', gzipSync(line(0)));
    expect(await fieldsOf(folder.path('deep'))).toEqual(rows.slice(0, 1));
    const parquet = readFileSync(resolve('test/fixtures/parquet/snappy-1.parquet'));
    for (const number of [0, 1]) await shard('parquet', `default-train-0000${String(number)}-of-00002.parquet`, parquet);
    const source = await open(folder.path('parquet'));
    const located = await locateAll(source);
    expect(located).toHaveLength(120);
    const again = await open(folder.path('parquet'));
    const [second, same] = [await source.read(located[61]!), await again.read(located[61]!)];
    expect(second.kind === 'values' && second.fields['prompt']).toBe('Question 1: café?');
    expect(same).toEqual(second);
  });

  it('asks where there are several splits', async () => {
    await shard('splits', 'train-00000-of-00001.jsonl', line(0));
    await shard('splits', 'test-00000-of-00001.jsonl', line(1));
    await expect(open(folder.path('splits'))).rejects.toThrow(/several splits \("test", "train"\)/);
    expect(await fieldsOf(folder.path('splits'), { split: 'test' })).toEqual([rows[1]]);
    await expect(open(folder.path('splits'), { split: 'dev' })).rejects.toThrow(/no split "dev"; there are "test", "train"/);
  });

  it.each([
    ['lacks a shard', ['train-00000-of-00003.jsonl', 'train-00002-of-00003.jsonl'], /lacks 1 of 3 shards \(the first is number 1\)/],
    ['mixes formats', ['train-00000-of-00002.jsonl', 'train-00001-of-00002.csv'], /several formats \(csv, jsonl\)|several formats \(jsonl, csv\)/],
    ['mixes two writings', ['train-00000-of-00001.jsonl', 'train-00000-of-00002.jsonl', 'train-00001-of-00002.jsonl'], /several writings/],
    ['holds no dataset', ['notes.txt'], /folder without dataset files/],
  ])('that %s is refused', async (name, files, message) => {
    for (const file of files) await shard(name, file, line(0));
    await expect(open(folder.path(name))).rejects.toThrow(message);
  });

  it.skipIf(process.platform === 'win32')('with a link in a circle is refused', async () => {
    await shard('circle', 'train-00000-of-00002.jsonl', line(0));
    await symlink(folder.path('circle/train-00001-of-00002.jsonl'), folder.path('circle/train-00001-of-00002.jsonl'));
    await expect(open(folder.path('circle'))).rejects.toSatisfy(UnreadableFileError.is);
  });
});

describe('a Parquet file', () => {
  const fixture = (name: string): string => resolve('test/fixtures/parquet', name);
  const expected = JSON.parse(readFileSync(fixture('expected.json'), 'utf8')) as Record<string, unknown>[];

  it.each(['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4'].flatMap((codec) => [`${codec}-1.parquet`, `${codec}-2.parquet`]))('%s gives what pyarrow reads', async (name) => {
    const read = await fieldsOf(fixture(name));
    expect(read).toMatchObject(expected);
    expect(read[7]).toMatchObject({ big: String(2n ** 60n + 7n), when: '2020-01-01T00:00:00.000007Z', day: '2020-01-08', price: 0.7, details: { source: null, votes: 7 }, raw: 'B8g=' });
  });

  it('has numbers for places, in any order, and is known without its name', async () => {
    const path = await folder.file('renamed.data', readFileSync(fixture('zstd-2.parquet')));
    const source = await open(path);
    expect(source.container.format).toBe('parquet');
    const located = await locateAll(source);
    expect(located[59]).toEqual({ row: 59, line: 0, byteStart: 0, byteLength: 0 });
    const read = await Promise.all([59, 3, 31, 30].map((row) => source.read(located[row]!)));
    expect(read.map((content) => content.kind === 'values' && content.fields['prompt'])).toEqual([59, 3, 31, 30].map((row) => `Question ${String(row)}: café?`));
  });

  it('whose pages are damaged gives its other rows', async () => {
    const bytes = readFileSync(fixture('zstd-1.parquet'));
    bytes.fill(0xff, 60, 100);
    const source = await open(await folder.file('damaged.parquet', bytes));
    const kinds = await Promise.all((await locateAll(source)).map(async (location) => (await source.read(location)).kind));
    expect(kinds).toEqual([...Array<string>(25).fill('damaged'), ...Array<string>(35).fill('values')]);
  });

  it('without its end is refused', async () => {
    await expect(open(await folder.file('cut.parquet', readFileSync(fixture('none-1.parquet')).subarray(0, 9000)))).rejects.toThrow(/damaged footer/);
  });

  it('that changes is noticed', async () => {
    const path = await folder.file('changing.parquet', readFileSync(fixture('none-1.parquet')));
    const source = await open(path);
    const [first, second] = await locateAll(source);
    await source.read(first!);
    await writeFile(path, readFileSync(fixture('none-2.parquet')));
    await expect(source.read(second!)).rejects.toSatisfy(FileChangedError.is);
    await rm(path);
    await expect(source.read(second!)).rejects.toSatisfy(FileChangedError.is);
  });
});

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy[index] = (copy[index] ?? 0) ^ 0x55;
  return copy;
}
