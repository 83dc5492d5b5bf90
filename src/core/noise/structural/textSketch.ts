import type { Hash64 } from './hashIndex';
import { normalizedCharacters } from './normalizedCharacters';
import { scanWords, type WordScan } from './wordScan';

export const sketchBins = 64;
/** Stands where no piece of the text falls into a bin. */
export const emptyBin = 0x7fffffff;
const pieceLength = 5;

/** What is kept of a text while its pair is looked at. */
export interface TextSketch extends Hash64, WordScan {
  /** Of the digits alone, 32 bits. */
  readonly digitHash: number;
  /** Of the normalised text, UTF-16 units. */
  readonly length: number;
  /**
   * One-permutation MinHash (Li, Owen and Zhang 2012) of its five-character pieces: the smallest hash in each of 64 bins. The share of equal bins
   * estimates the Jaccard similarity of two texts.
   */
  readonly bins: Int32Array;
}

/** Hash and MinHash sketch of a text without case, white space and marks. */
export function sketchText(text: string, isAscii: boolean): TextSketch {
  const characters = normalizedCharacters(text, isAscii);
  let low = 0x2545f491;
  let high = 0x1b873593;
  let digitHash = 0;
  for (let index = 0; index < characters.length; index++) {
    const code = characters[index] ?? 0;
    if (code >= 48 && code <= 57) digitHash = Math.imul(digitHash ^ code, 0x9e3779b1) ^ (digitHash >>> 15);
    low = Math.imul(((low << 5) | (low >>> 27)) ^ code, 0x9e3779b1);
    high = Math.imul(((high << 7) | (high >>> 25)) ^ code, 0x85ebca6b);
  }
  const length = characters.length;
  return { low: mixed(low ^ length) >>> 0, high: mixed(high + length) >>> 0, digitHash, length, bins: smallestPieces(characters, low), ...scanWords(characters) };
}

function smallestPieces(characters: Uint16Array, whole: number): Int32Array {
  const bins = new Int32Array(sketchBins).fill(emptyBin);
  let piece = 0;
  for (let index = 0; index < characters.length; index++) {
    // A rolling polynomial: the weight of the character that leaves has been multiplied five times.
    piece = (Math.imul(piece, 0x01000193) + (characters[index] ?? 0)) | 0;
    if (index >= pieceLength) piece = (piece - Math.imul(characters[index - pieceLength] ?? 0, leaving)) | 0;
    if (index >= pieceLength - 1) put(bins, mixed(piece));
  }
  // A text of fewer characters is one piece.
  if (characters.length > 0 && characters.length < pieceLength) put(bins, mixed(whole));
  return bins;
}

const leaving = weightOfLeaving();

function weightOfLeaving(): number {
  let weight = 1;
  for (let step = 0; step < pieceLength; step++) weight = Math.imul(weight, 0x01000193);
  return weight;
}

function put(bins: Int32Array, hash: number): void {
  const bin = hash >>> 26;
  const value = hash & 0x3ffffff;
  if (value < (bins[bin] ?? 0)) bins[bin] = value;
}

/** Spreads the bits of a 32-bit number (the finaliser of MurmurHash3). */
export function mixed(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}
