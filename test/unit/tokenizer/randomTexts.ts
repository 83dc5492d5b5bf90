import { readFileSync } from 'node:fs';
import path from 'node:path';

const atoms = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../fixtures/parity/tokenizers/atoms.json'), 'utf8')) as string[];

/** mulberry32. */
function generator(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** The same texts as tools/parity/random_texts.py. */
export function randomTexts(seed: number, count: number): string[] {
  const draw = generator(seed);
  return Array.from({ length: count }, () => Array.from({ length: draw(13) }, () => part(draw)).join(''));
}

function part(draw: (limit: number) => number): string {
  if (draw(8) !== 0) return atoms[draw(atoms.length)] ?? '';
  const code = draw(4) === 0 ? draw(0x20000) : draw(0x3000);
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : String.fromCodePoint(code);
}
