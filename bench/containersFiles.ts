import { closeSync, openSync, writeSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const blockRows = 2000;

/** Writes a file of about `bytes` bytes, in blocks that differ by their numbers only. */
function writeBlocks(file: string, bytes: number, texts: { readonly head: string; readonly tail: string; readonly block: string; readonly between: string }): string {
  const descriptor = openSync(file, 'w');
  const block = Buffer.from(texts.between + texts.block);
  let written = writeSync(descriptor, texts.head + texts.block);
  while (written < bytes) written += writeSync(descriptor, block);
  writeSync(descriptor, texts.tail);
  closeSync(descriptor);
  return file;
}

function pair(index: number, characters: number): Record<string, unknown> {
  const words = 'The answer, as "people" say, is\nnot simple: it depends on many things — and on more. ';
  const text = (start: number): string => words.repeat(Math.ceil(characters / words.length) + 1).slice(start % 40, (start % 40) + Math.max(4, characters / 3 + (index % 7)));
  return { prompt: text(index), chosen: text(index * 3), rejected: text(index * 7), score: index / 8 };
}

const rows = (characters: number): Record<string, unknown>[] => Array.from({ length: blockRows }, (_, index) => pair(index, characters));

export function writeJsonLines(file: string, bytes: number, characters: number): string {
  return writeBlocks(file, bytes, { head: '', tail: '', between: '', block: rows(characters).map((row) => `${JSON.stringify(row)}\n`).join('') });
}

export function writeJsonArray(file: string, bytes: number, characters: number): string {
  const block = rows(characters).map((row) => JSON.stringify(row, null, 2)).join(',\n');
  return writeBlocks(file, bytes, { head: '[\n', tail: '\n]\n', between: ',\n', block });
}

export function writeTable(file: string, bytes: number, characters: number): string {
  const cell = (value: unknown): string => `"${String(value).replaceAll('"', '""')}"`;
  const block = rows(characters).map((row) => `${Object.values(row).map(cell).join(',')}\n`).join('');
  return writeBlocks(file, bytes, { head: 'prompt,chosen,rejected,score\n', tail: '', between: '', block });
}

/** Packs with gzip, which is quicker than what Node has. */
export function writeGzip(file: string, original: string): string {
  const output = openSync(file, 'w');
  execFileSync('gzip', ['-1', '-c', original], { stdio: ['ignore', output, 'inherit'] });
  closeSync(output);
  return file;
}
