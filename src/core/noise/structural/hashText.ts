import type { Hash64 } from './hashIndex';
import { mixed } from './textSketch';

/** 64 bits of a text, which for a cryptographic hash written as text are as good as 64 of its bits. */
export function hashText(text: string): Hash64 {
  let [low, high] = [0x2545f491, 0x1b873593];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(((low << 5) | (low >>> 27)) ^ code, 0x9e3779b1);
    high = Math.imul(((high << 7) | (high >>> 25)) ^ code, 0x85ebca6b);
  }
  return { low: mixed(low ^ text.length) >>> 0, high: mixed(high + text.length) >>> 0 };
}
