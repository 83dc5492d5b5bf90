import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

const chunkSize = 1024 * 1024;
const tokenizerNames = ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'chat_template.json', 'vocab.json', 'merges.txt', 'added_tokens.json'];

/** Reading gigabytes again within one load would say the same: hashes by the files' names, sizes and times. */
const known = new Map<string, string>();
const mostKnown = 16;

/** First 16 hex digits of the SHA-256 over graph, weights and tokenizer: what the scores of a model depend on. */
export function modelHash(files: readonly string[], folder: string): string {
  return knownHash([...files, ...tokenizerFiles(folder)]);
}

/** The same over the tokenizer alone. */
export function tokenizerHash(folder: string): string {
  return knownHash(tokenizerFiles(folder));
}

function tokenizerFiles(folder: string): string[] {
  return tokenizerNames.map((name) => path.join(folder, name));
}

function knownHash(files: readonly string[]): string {
  const read = files.filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  const stamp = read.map(stampOf).join('\0');
  const hash = known.get(stamp) ?? hashOf(read);
  if (known.size >= mostKnown) known.clear();
  known.set(stamp, hash);
  return hash;
}

function stampOf(file: string): string {
  const { size, mtimeMs, ctimeMs, ino } = statSync(file);
  return `${file}\0${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${path.basename(file)}\0`);
    update(hash, file);
  }
  return hash.digest('hex').slice(0, 16);
}

function update(hash: ReturnType<typeof createHash>, file: string): void {
  const descriptor = openSync(file, 'r');
  const chunk = Buffer.alloc(chunkSize);
  try {
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(descriptor);
  }
}
