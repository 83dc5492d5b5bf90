import type { JsonRecord } from './jsonRecord';
import type { WordModel } from './wordModel';

const usualLongestWord = 100;

/** WordPiece: of each word the longest beginning that the vocabulary has, and so on; a word that cannot be spelled is unknown. */
export class WordPieceModel implements WordModel {
  private readonly ids: ReadonlyMap<string, number>;
  private readonly unknownId: number | null;
  private readonly prefix: string;
  /** Code points. */
  private readonly longestWord: number;

  constructor(model: JsonRecord) {
    const vocabulary = model['vocab'] as Readonly<Record<string, number>>;
    this.ids = new Map(Object.entries(vocabulary));
    const { unk_token: unknown, continuing_subword_prefix: prefix, max_input_chars_per_word: longest } = model;
    this.unknownId = this.ids.get(typeof unknown === 'string' ? unknown : '[UNK]') ?? null;
    this.prefix = typeof prefix === 'string' ? prefix : '##';
    this.longestWord = typeof longest === 'number' ? longest : usualLongestWord;
  }

  encode(word: string, add: (id: number | null, start: number, end: number) => void): void {
    const pieces = this.spell(word);
    if (pieces === null) add(this.unknownId, 0, word.length);
    else for (const { id, start, end } of pieces) add(id, start, end);
  }

  private spell(word: string): { id: number; start: number; end: number }[] | null {
    const bounds = boundsOf(word, this.longestWord);
    if (bounds === null) return null;
    const pieces: { id: number; start: number; end: number }[] = [];
    for (let first = 0; first < bounds.length - 1; ) {
      const start = bounds[first] ?? 0;
      let last = bounds.length - 1;
      let id: number | undefined;
      for (; last > first && id === undefined; last -= 1) {
        id = this.ids.get((start > 0 ? this.prefix : '') + word.slice(start, bounds[last]));
      }
      if (id === undefined) return null;
      pieces.push({ id, start, end: bounds[last + 1] ?? word.length });
      first = last + 1;
    }
    return pieces;
  }
}

/** Where its code points begin, and its length; null for a word of more than so many. */
function boundsOf(word: string, most: number): number[] | null {
  const bounds = [0];
  for (const character of word) {
    bounds.push((bounds.at(-1) ?? 0) + character.length);
    if (bounds.length - 1 > most) return null;
  }
  return bounds;
}
