import { emptyBin, mixed, sketchBins, type TextSketch } from './textSketch';

const bytesOfSketch = sketchBins / 2;
const parts = 3;
const pairsOfBlock = 1 << 14;
/** Nibbles 1 to 15 are values of a bin, 0 says that it is empty. */
const nibbleValues = 15;
/** Shorter texts have too few pieces for an estimate; they are alike only where they are equal. */
const shortest = 40;
/** Of texts that are not much longer, other numbers make other content: "Convert 10 to binary". */
const middling = 160;

/** Kinds of texts; between the two are those of middling length, by their digits. */
const [isShort, isLong] = [0, 255];

/** Which text of a pair a sketch is of. */
export const sketchParts = { prompt: 0, first: 1, second: 2 } as const;

/**
 * Sketches of the three texts of each pair, four bits a bin (b-bit MinHash, Li and König 2010), in blocks: 96 bytes a pair, and 15 for the
 * hashes and kinds of the texts.
 */
export class SketchStore {
  private readonly blocks: Uint8Array[] = [];
  private readonly hashes: Uint32Array[] = [];
  private readonly kinds: Uint8Array[] = [];

  put(pair: number, sketches: readonly TextSketch[]): void {
    const [block, slot] = [Math.floor(pair / pairsOfBlock), pair % pairsOfBlock];
    const bytes = (this.blocks[block] ??= new Uint8Array(pairsOfBlock * parts * bytesOfSketch));
    const hashes = (this.hashes[block] ??= new Uint32Array(pairsOfBlock * parts));
    const kinds = (this.kinds[block] ??= new Uint8Array(pairsOfBlock * parts));
    for (const [part, sketch] of sketches.entries()) {
      const place = slot * parts + part;
      packInto(bytes, place * bytesOfSketch, sketch.bins);
      hashes[place] = sketch.low;
      kinds[place] = sketch.length < shortest ? isShort : sketch.length < middling ? 1 + (mixed(sketch.digitHash) & 0x7f) : isLong;
    }
  }

  /** Whether a text is too short to resemble another that is not equal. */
  isShort(pair: number, part: number): boolean {
    const { block, index } = placeOf(pair, part);
    return this.kinds[block]?.[index] === isShort;
  }

  /** Estimated Jaccard similarity of the pieces of two texts, 0 to 1; 1 exactly for equal ones. */
  similarity(pair: number, part: number, otherPair: number, otherPart: number): number {
    const [place, other] = [placeOf(pair, part), placeOf(otherPair, otherPart)];
    const [hash, otherHash] = [this.hashes[place.block]?.[place.index] ?? 0, this.hashes[other.block]?.[other.index] ?? 0];
    if (hash === otherHash) return 1;
    const [kind, otherKind] = [this.kinds[place.block]?.[place.index] ?? isShort, this.kinds[other.block]?.[other.index] ?? isShort];
    if (kind === isShort || otherKind === isShort || (kind !== isLong && otherKind !== isLong && kind !== otherKind)) return 0;
    const [bytes, otherBytes] = [this.blocks[place.block], this.blocks[other.block]];
    return bytes === undefined || otherBytes === undefined ? 0 : estimate(bytes, place.index * bytesOfSketch, otherBytes, other.index * bytesOfSketch);
  }
}

function placeOf(pair: number, part: number): { readonly block: number; readonly index: number } {
  return { block: Math.floor(pair / pairsOfBlock), index: (pair % pairsOfBlock) * parts + part };
}

function packInto(bytes: Uint8Array, offset: number, bins: Int32Array): void {
  for (let bin = 0; bin < sketchBins; bin += 2) bytes[offset + (bin >> 1)] = nibble(bins[bin] ?? emptyBin) | (nibble(bins[bin + 1] ?? emptyBin) << 4);
}

function nibble(value: number): number {
  return value === emptyBin ? 0 : 1 + (value % nibbleValues);
}

/** Equal bins over those that are not empty in both, less those that are equal by chance. */
function estimate(first: Uint8Array, firstOffset: number, second: Uint8Array, secondOffset: number): number {
  let [equal, full, used] = [0, 0, 0];
  for (let bin = 0; bin < sketchBins; bin++) {
    const shift = (bin & 1) << 2;
    const one = ((first[firstOffset + (bin >> 1)] ?? 0) >> shift) & 15;
    const other = ((second[secondOffset + (bin >> 1)] ?? 0) >> shift) & 15;
    if (one === 0 && other === 0) continue;
    used++;
    if (one === 0 || other === 0) continue;
    full++;
    if (one === other) equal++;
  }
  return used === 0 ? 0 : Math.max(0, (equal - full / nibbleValues) / (1 - 1 / nibbleValues) / used);
}
