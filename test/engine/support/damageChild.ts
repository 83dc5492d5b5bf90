import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Decoder } from '../../../src/engine/model/decoder';
import { findModelFiles } from '../../../src/engine/model/modelFiles';

/** What became of one damaged file. */
export interface DamageOutcome {
  readonly seed: number;
  readonly outcome: 'scored' | 'refused' | 'defect';
  readonly message: string;
}

/** Mulberry32: the same damage for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function damaged(original: Buffer, seed: number): Buffer {
  const random = generator(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const bytes = Buffer.from(original);
  if (seed % 10 === 0) return bytes.subarray(0, below(bytes.length));
  for (let count = 1 + below(4); count > 0; count--) {
    const place = below(bytes.length);
    if (seed % 3 === 0) bytes[place] = below(256);
    else if (seed % 3 === 1) bytes[place] = (bytes[place] ?? 0) ^ (1 << below(8));
    else bytes.copyWithin(place, below(bytes.length), place + 1 + below(16));
  }
  return bytes;
}

async function attempt(folder: string): Promise<Pick<DamageOutcome, 'outcome' | 'message'>> {
  try {
    const decoder = await Decoder.load(findModelFiles(folder), { threads: 1, lowMemory: false, cacheFolder: null });
    await decoder.measure([1, 2, 3], 1);
    await decoder.release();
    return { outcome: 'scored', message: '' };
  } catch (error) {
    const refused = error instanceof Error && error.name === 'ModelRefusedError';
    return { outcome: refused ? 'refused' : 'defect', message: String(error) };
  }
}

async function main([source = '', folder = '', from = '0', to = '0']: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(source)) copyFileSync(path.join(source, name), path.join(folder, name));
  const original = readFileSync(path.join(source, 'model.onnx'));
  for (let seed = Number(from); seed < Number(to); seed++) {
    const place = path.join(folder, String(seed));
    mkdirSync(place, { recursive: true });
    for (const name of readdirSync(source).filter((one) => one !== 'model.onnx')) linkSync(path.join(folder, name), path.join(place, name));
    writeFileSync(path.join(place, 'model.onnx'), damaged(original, seed));
    process.send?.({ seed, outcome: 'begun' });
    process.send?.({ seed, ...(await attempt(place)) });
    rmSync(place, { recursive: true });
  }
  process.disconnect();
}

void main(process.argv.slice(2));
