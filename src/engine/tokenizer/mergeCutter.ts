import type { JsonRecord } from './jsonRecord';

/** Words up to this length go to the library as they are: it remembers them. */
const shortWord = 64;

/**
 * Cuts long words where no merge of a BPE model can reach across: between two characters that stand side by side in
 * the result of no merge. The pieces, merged one by one, give the same tokens; merging one very long word takes the
 * library minutes and gigabytes.
 */
export class MergeCutter {
  private constructor(private readonly joinedPairs: ReadonlySet<number>) {}

  /** Null when the model is no BPE model, or marks the ends of words, so that pieces would not do. */
  static forModel(model: JsonRecord): MergeCutter | null {
    const merges = model['merges'];
    if (!Array.isArray(merges) || model['end_of_word_suffix'] || model['continuing_subword_suffix']) return null;
    const pairs = new Set<number>();
    for (const merge of merges) addPairs(pairs, joined(merge));
    return new MergeCutter(pairs);
  }

  cut(word: string): string[] {
    if (word.length <= shortWord) return [word];
    const pieces: string[] = [];
    let start = 0;
    let previous = word.codePointAt(0) ?? 0;
    for (let at = previous > 0xffff ? 2 : 1; at < word.length; ) {
      const code = word.codePointAt(at) ?? 0;
      if (!this.joinedPairs.has(pairKey(previous, code))) {
        pieces.push(word.slice(start, at));
        start = at;
      }
      previous = code;
      at += code > 0xffff ? 2 : 1;
    }
    pieces.push(word.slice(start));
    return pieces;
  }
}

function addPairs(pairs: Set<number>, text: string): void {
  let previous = -1;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (previous >= 0) pairs.add(pairKey(previous, code));
    previous = code;
  }
}

function pairKey(left: number, right: number): number {
  return left * 0x110000 + right;
}

function joined(merge: unknown): string {
  if (Array.isArray(merge)) return merge.join('');
  return typeof merge === 'string' ? merge.replace(' ', '') : '';
}
