import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadTokenizer } from '../../../src/engine/tokenizer/tokenizerFolder';
import type { TextTokenizer } from '../../../src/engine/tokenizer/textTokenizer';

export const fixtureNames = ['byte-level', 'sentence-piece', 'metaspace', 'digits', 'prefix-space'] as const;
export type FixtureName = (typeof fixtureNames)[number];

const loaded = new Map<string, Promise<TextTokenizer>>();

/** One of the small tokenizers next to this file. */
export function fixtureTokenizer(name: FixtureName): Promise<TextTokenizer> {
  return load(path.join(import.meta.dirname, 'fixtures', name));
}

/** A published tokenizer that lies beside the repository on some machines, or null. */
export function sharedFolder(name: string): string | null {
  const folder = path.resolve('../shared', name);
  return existsSync(path.join(folder, 'tokenizer.json')) ? folder : null;
}

export function load(folder: string): Promise<TextTokenizer> {
  let tokenizer = loaded.get(folder);
  if (tokenizer === undefined) loaded.set(folder, (tokenizer = loadTokenizer(folder)));
  return tokenizer;
}
