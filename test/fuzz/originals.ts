import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file of one container, and the name it is written under. */
export interface Original {
  readonly container: 'jsonl' | 'json' | 'csv' | 'parquet' | 'gzip' | 'utf-16';
  readonly name: string;
  readonly bytes: Buffer;
}

const pairs = Array.from({ length: 14 }, (_, index) => ({
  prompt: `Question ${String(index)}, "quoted" and\nbroken? `,
  chosen: index % 3 === 0 ? [{ role: 'assistant', content: 'Yes [1], {2}' }] : `Yes, ${'é'.repeat(index % 4)}\\n`,
  rejected: 'No; | \t',
  score: index / 3,
}));
const lines = pairs.map((pair) => JSON.stringify(pair)).join('\n');
const quoted = (value: unknown): string => `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`;
const table = (delimiter: string, end: string): string =>
  ['prompt', 'chosen', 'rejected'].join(delimiter) + end + pairs.map(({ prompt, chosen }, index) => [quoted(prompt), quoted(chosen), `plain ${String(index)}`].join(delimiter) + end).join('');

const text = (container: Original['container'], name: string, content: string): Original => ({ container, name, bytes: Buffer.from(content) });
const parquetFolder = resolve('test/fixtures/parquet');

export const originals: readonly Original[] = [
  text('jsonl', 'a.jsonl', `${lines}\n`),
  text('jsonl', 'b.json', `\uFEFF${lines.replaceAll('\n', '\r\n')}\r\n\r\n`),
  text('json', 'c.json', JSON.stringify(pairs)),
  text('json', 'd.json', JSON.stringify(pairs, null, 2)),
  text('json', 'e.json', `[\n${lines.replaceAll('\n', ',\n')}\n]\n`),
  text('json', 'f.json', JSON.stringify({ version: [1, 2], data: pairs, more: { a: [{}] } }, null, 1)),
  text('json', 'g.json', pairs.map((pair) => JSON.stringify(pair, null, '\t')).join('\n')),
  text('csv', 'h.csv', table(',', '\n')),
  text('csv', 'i.tsv', `\uFEFF${table('\t', '\r\n')}`),
  text('csv', 'j.csv', table(';', '\n')),
  ...readdirSync(parquetFolder)
    .filter((name) => name.endsWith('.parquet'))
    .map((name): Original => ({ container: 'parquet', name, bytes: readFileSync(resolve(parquetFolder, name)) })),
  { container: 'gzip', name: 'k.jsonl.gz', bytes: gzipSync(lines) },
  { container: 'gzip', name: 'l.csv.gz', bytes: Buffer.concat([gzipSync(table(',', '\n').slice(0, 300)), gzipSync(table(',', '\n').slice(300))]) },
  { container: 'utf-16', name: 'm.jsonl', bytes: Buffer.from(`\uFEFF${lines}`, 'utf16le') },
];
