import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import path from 'node:path';

import type { HashMemory } from './hashMemory';

const chunkSize = 1024 * 1024;
const tokenizerNames = ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'chat_template.json', 'vocab.json', 'merges.txt', 'added_tokens.json'];

/** A clock of a file system may be as coarse as this: a file changed within it may change again and look the same. */
const racyMilliseconds = 2_000;

/** First 16 hex digits of the SHA-256 over graph, weights and tokenizer: what the scores of a model depend on. */
export function modelHash(files: readonly string[], folder: string, memory: HashMemory): string {
  return knownHash([...files, ...tokenizerFiles(folder)], memory);
}

/** The same over the tokenizer alone. */
export function tokenizerHash(folder: string, memory: HashMemory): string {
  return knownHash(tokenizerFiles(folder), memory);
}

function tokenizerFiles(folder: string): string[] {
  return tokenizerNames.map((name) => path.join(folder, name));
}

/** Reading gigabytes again would say the same: hashes are remembered by the files' places, sizes and times. */
function knownHash(files: readonly string[], memory: HashMemory): string {
  const started = Date.now();
  const before = stampsOf(files);
  const stamp = before.map((one) => one.text).join('\0');
  const known = memory.read(stamp);
  if (known !== undefined) return known;
  const hash = hashOf(before.map((one) => one.file));
  const isUnchanged = stampsOf(files).map((one) => one.text).join('\0') === stamp;
  if (isUnchanged) memory.write(stamp, hash, before.every((one) => one.newest < started - racyMilliseconds));
  return hash;
}

interface HashedFile {
  readonly file: string;
  readonly text: string;
  /** Milliseconds since 1970 of the last change of content or attributes. The second cannot be set back by tools. */
  readonly newest: number;
}

function stampsOf(files: readonly string[]): HashedFile[] {
  return files.flatMap((file) => {
    const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
    return stats?.isFile() === true ? [{ file, text: stampText(file, stats), newest: Number(stats.mtimeMs > stats.ctimeMs ? stats.mtimeMs : stats.ctimeMs) }] : [];
  });
}

function stampText(file: string, { dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${file}\0${[dev, ino, size, mtimeNs, ctimeNs].join(' ')}`;
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
