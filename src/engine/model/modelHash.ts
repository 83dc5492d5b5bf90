import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

const chunkSize = 1024 * 1024;
const tokenizerFiles = ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'chat_template.json', 'vocab.json', 'merges.txt', 'added_tokens.json'];

/** First 16 hex digits of the SHA-256 over graph, weights and tokenizer: what the scores of a model depend on. */
export function modelHash(files: readonly string[], folder: string): string {
  const hash = createHash('sha256');
  const tokenizer = tokenizerFiles.map((name) => path.join(folder, name));
  for (const file of [...files, ...tokenizer]) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) continue;
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
