/**
 * A number of 53 bits for a text, the same everywhere: two multiply-and-rotate lanes over its UTF-16 units (after MurmurHash3). Texts that share one by
 * chance or malice are merely taken for one prompt.
 */
export function textFingerprint(text: string): number {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x9e3779b1);
    high = Math.imul(high ^ unit, 0x5f356495);
  }
  return 0x100000000 * (mixed(high, low) & 0x1fffff) + (mixed(low, high) >>> 0);
}

function mixed(own: number, other: number): number {
  return Math.imul(own ^ (own >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
}
