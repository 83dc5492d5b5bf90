/** The hash of a word grows by one unit at a time. */
export function nextWordHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x9e3779b1) ^ (hash >>> 15);
}
