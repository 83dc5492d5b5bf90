/** One hash of the three words from `index` on; their order counts. */
export function tripleHash(hashes: Uint32Array, index: number): number {
  const mixed = Math.imul((hashes[index] ?? 0) ^ Math.imul(hashes[index + 1] ?? 0, 0x9e3779b1), 0x85ebca77);
  return (mixed ^ (mixed >>> 15) ^ Math.imul(hashes[index + 2] ?? 0, 0xc2b2ae3d)) >>> 0;
}
