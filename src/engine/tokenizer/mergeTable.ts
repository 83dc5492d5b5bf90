import type { JsonRecord } from './jsonRecord';
import { MergeHeap } from './mergeHeap';

/** Symbols of a word under way: linked lists in arrays, one entry for each character. */
interface Symbols {
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  /** −1 before the first. */
  readonly previous: Int32Array;
  /** The length of the lists after the last. */
  readonly next: Int32Array;
}

/** Of a merged symbol: it is part of the one before it. */
const gone = -2;
/** Of a character that no merge knows. */
const foreign = -1;
const idLimit = 2 ** 24;
const positionLimit = 2 ** 30;
const rememberedLength = 64;
const rememberedWords = 50_000;

/**
 * The merges of a BPE model. Does what the library's BPE.bpe does (the lowest rank first, of equal ranks the leftmost),
 * in a time that stays in proportion to the word and without an object for each character.
 */
export class MergeTable {
  private readonly ids = new Map<string, number>();
  /** By both halves: rank and merged symbol. */
  private readonly ranks = new Map<number, number>();
  private readonly results: number[] = [];
  private readonly remembered = new Map<string, readonly string[]>();

  private constructor(merges: readonly unknown[]) {
    for (const [rank, merge] of merges.entries()) {
      const [left, right] = halves(merge);
      this.ranks.set(this.idOf(left) * idLimit + this.idOf(right), rank);
      this.results.push(this.idOf(left + right));
    }
  }

  /** Null when the model is no BPE model, or marks the ends or beginnings of words, which merging by text cannot. */
  static forModel(model: JsonRecord): MergeTable | null {
    const merges = model['merges'];
    const marks = ['end_of_word_suffix', 'continuing_subword_suffix', 'continuing_subword_prefix'].some((name) => Boolean(model[name]));
    return Array.isArray(merges) && !marks ? new MergeTable(merges) : null;
  }

  /** The word cut into what its characters merge to. */
  merge(word: string): readonly string[] {
    const known = this.remembered.get(word);
    if (known !== undefined) return known;
    const pieces = this.mergeSymbols(word);
    if (word.length <= rememberedLength) {
      if (this.remembered.size >= rememberedWords) this.remembered.clear();
      this.remembered.set(word, pieces);
    }
    return pieces;
  }

  private idOf(symbol: string): number {
    let id = this.ids.get(symbol);
    if (id === undefined) this.ids.set(symbol, (id = this.ids.size));
    return id;
  }

  private mergeSymbols(word: string): string[] {
    const symbols = this.symbolsOf(word);
    const heap = new MergeHeap();
    for (let at = 0; at < symbols.ids.length; at += 1) this.queue(symbols, at, heap);
    for (let item = heap.pop(); item !== undefined; item = heap.pop()) {
      const at = item % positionLimit;
      const rank = (item - at) / positionLimit;
      if (symbols.ids[at] === gone || this.rankAt(symbols, at) !== rank) continue;
      this.join(symbols, at, rank);
      this.queue(symbols, at, heap);
      this.queue(symbols, symbols.previous[at] ?? -1, heap);
    }
    return piecesOf(word, symbols);
  }

  private symbolsOf(word: string): Symbols {
    const ids: number[] = [];
    const starts: number[] = [];
    let at = 0;
    for (const character of word) {
      ids.push(this.ids.get(character) ?? foreign);
      starts.push(at);
      at += character.length;
    }
    const previous = Int32Array.from(ids, (_, index) => index - 1);
    const next = Int32Array.from(ids, (_, index) => index + 1);
    return { ids: Int32Array.from(ids), starts: Int32Array.from(starts), previous, next };
  }

  /** Undefined where the symbol and the one after it do not merge. */
  private rankAt({ ids, next }: Symbols, at: number): number | undefined {
    const left = ids[at] ?? foreign;
    const right = ids[next[at] ?? -1] ?? foreign;
    return left < 0 || right < 0 ? undefined : this.ranks.get(left * idLimit + right);
  }

  private queue(symbols: Symbols, at: number, heap: MergeHeap): void {
    const rank = this.rankAt(symbols, at);
    if (rank !== undefined) heap.push(rank * positionLimit + at);
  }

  private join({ ids, previous, next }: Symbols, at: number, rank: number): void {
    const right = next[at] ?? 0;
    const after = next[right] ?? 0;
    ids[at] = this.results[rank] ?? foreign;
    ids[right] = gone;
    next[at] = after;
    if (after < ids.length) previous[after] = at;
  }
}

function halves(merge: unknown): [left: string, right: string] {
  const [left, right]: readonly unknown[] = Array.isArray(merge) ? merge : typeof merge === 'string' ? merge.split(' ', 2) : [];
  if (typeof left !== 'string' || typeof right !== 'string') throw new Error('it has a merge that is no pair');
  return [left, right];
}

function piecesOf(word: string, { ids, starts, next }: Symbols): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < ids.length; at = next[at] ?? ids.length) pieces.push(word.slice(starts[at], starts[next[at] ?? ids.length] ?? word.length));
  return pieces;
}
