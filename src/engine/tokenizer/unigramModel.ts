import type { JsonRecord } from './jsonRecord';
import type { WordModel } from './wordModel';

/** By how much a character outside the vocabulary scores below the least likely piece. */
const unknownPenalty = 10;
const characterLimit = 2 ** 21;
const encoder = new TextEncoder();

/** The best way to write the beginning of a word, up to some place. */
interface Paths {
  readonly scores: Float64Array;
  /** Where the last piece begins; −1 for a place that nothing ends at. */
  readonly starts: Int32Array;
  readonly ids: Int32Array;
}

/** Unigram: of all ways to write a word in pieces of the vocabulary the most probable one. Follows the Rust library, ties included. */
export class UnigramModel implements WordModel {
  private readonly scores: Float64Array;
  private readonly ids = new Map<string, number>();
  private readonly unknownId: number | null;
  private readonly unknownScore: number;
  /** Tokens <0x00> to <0xFF>, where the model falls back to them. */
  private readonly byteIds: readonly number[] | null;
  /** By node and code point: the next node of the trie of pieces. Node 0 is the root. */
  private readonly children = new Map<number, number>();
  /** By node: the piece that ends there, or −1. */
  private readonly pieceAt: number[] = [-1];

  /** Throws an Error whose message completes "tokenizer.json cannot be used: …". */
  constructor(model: JsonRecord) {
    const vocabulary = checkVocabulary(model['vocab']);
    this.scores = Float64Array.from(vocabulary, ([, score]) => score);
    for (const [id, [piece]] of vocabulary.entries()) {
      this.ids.set(piece, id);
      this.insert(piece, id);
    }
    const unknown = model['unk_id'];
    this.unknownId = typeof unknown === 'number' && unknown < vocabulary.length ? unknown : null;
    this.unknownScore = this.scores.reduce((least, score) => Math.min(least, score), Infinity) - unknownPenalty;
    this.byteIds = model['byte_fallback'] === true ? this.findByteIds() : null;
  }

  encode(word: string, add: (id: number | null, start: number, end: number) => void): void {
    const { starts, ids } = this.bestPaths(word);
    const found: [id: number, start: number, end: number][] = [];
    for (let end = word.length; end > 0; end = found.at(-1)?.[1] ?? 0) {
      let start = starts[end] ?? 0;
      const id = ids[end] ?? -1;
      // Unknown characters side by side are one token.
      while (id === this.unknownId && start > 0 && ids[start] === id) start = starts[start] ?? 0;
      found.push([id, start, end]);
    }
    for (const [id, start, end] of found.reverse()) this.addPiece(word, id === -1 ? null : id, { start, end }, add);
  }

  private addPiece(word: string, id: number | null, { start, end }: { start: number; end: number }, add: (id: number | null, start: number, end: number) => void): void {
    if (id !== this.unknownId) return add(id, start, end);
    const text = word.slice(start, end);
    const own = this.ids.get(text);
    const { byteIds } = this;
    if (own !== undefined || byteIds === null) return add(own ?? id, start, end);
    for (const byte of encoder.encode(text)) add(byteIds[byte] ?? null, start, end);
  }

  private bestPaths(word: string): Paths {
    const paths = { scores: new Float64Array(word.length + 1), starts: new Int32Array(word.length + 1).fill(-1), ids: new Int32Array(word.length + 1).fill(-1) };
    for (let start = 0; start < word.length; ) {
      const width = (word.codePointAt(start) ?? 0) > 0xffff ? 2 : 1;
      if (!this.extend(word, start, paths)) offer(paths, { start, end: start + width, id: this.unknownId ?? -1, score: this.unknownScore });
      start += width;
    }
    return paths;
  }

  /** Offers all pieces that begin here; true when one of them is a single character. */
  private extend(word: string, start: number, paths: Paths): boolean {
    let hasSingle = false;
    let node: number | undefined = 0;
    for (let at = start; at < word.length; ) {
      const code = word.codePointAt(at) ?? 0;
      node = this.children.get(node * characterLimit + code);
      if (node === undefined) break;
      const isFirst = at === start;
      at += code > 0xffff ? 2 : 1;
      const id = this.pieceAt[node] ?? -1;
      if (id < 0) continue;
      offer(paths, { start, end: at, id, score: this.scores[id] ?? 0 });
      if (isFirst) hasSingle = true;
    }
    return hasSingle;
  }

  private insert(piece: string, id: number): void {
    if (piece === '') return;
    let node = 0;
    for (const character of piece) {
      const key = node * characterLimit + (character.codePointAt(0) ?? 0);
      let next = this.children.get(key);
      if (next === undefined) {
        this.children.set(key, (next = this.pieceAt.length));
        this.pieceAt.push(-1);
      }
      node = next;
    }
    this.pieceAt[node] = id;
  }

  private findByteIds(): number[] | null {
    const ids = Array.from({ length: 256 }, (_, byte) => this.ids.get(`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`));
    return ids.every((id) => id !== undefined) ? ids : null;
  }
}

function offer({ scores, starts, ids }: Paths, { start, end, id, score }: { start: number; end: number; id: number; score: number }): void {
  const candidate = score + (scores[start] ?? 0);
  if (starts[end] !== -1 && candidate <= (scores[end] ?? 0)) return;
  scores[end] = candidate;
  starts[end] = start;
  ids[end] = id;
}

function checkVocabulary(vocabulary: unknown): readonly (readonly [piece: string, score: number])[] {
  const isEntry = (entry: unknown): entry is [string, number] => Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number';
  if (!Array.isArray(vocabulary) || !vocabulary.every(isEntry)) throw new Error('its vocabulary has an entry that is no piece with a score');
  return vocabulary;
}
