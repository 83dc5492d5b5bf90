import {
  ByteLevelPreTokenizer,
  MetaspacePreTokenizer,
  ReplacePreTokenizer,
  SequencePreTokenizer,
  type PreTokenizer,
} from '@huggingface/tokenizers';

/** A word, and where it lies: its units come from the text from `from` on, except for the first `invented` ones, which do not. */
export interface LocatedWord {
  readonly text: string;
  readonly from: number;
  readonly invented: number;
}

type Cut = (word: LocatedWord, isTextStart: boolean) => readonly LocatedWord[] | null;

/** The words that a pre-tokenizer makes of a text, with their places; the library gives the words alone. */
export class WordLocator {
  private readonly cuts: readonly Cut[];

  constructor(preTokenizer: PreTokenizer | null) {
    this.cuts = flatten(preTokenizer).map(cutFor);
  }

  /**
   * Null when the places cannot be known: the pre-tokenizer rewrites the text. `isTextStart` tells of an offset whether
   * the whole text begins there: some schemes put a space mark there alone.
   */
  locate(text: string, isTextStart: (offset: number) => boolean): readonly LocatedWord[] | null {
    let words: LocatedWord[] = [{ text, from: 0, invented: 0 }];
    for (const cut of this.cuts) {
      const next: LocatedWord[] = [];
      for (const word of words) {
        const pieces = cut(word, isTextStart(word.from));
        if (pieces === null) return null;
        next.push(...pieces);
      }
      words = next;
    }
    return words.filter((word) => word.text !== '');
  }
}

function flatten(preTokenizer: PreTokenizer | null): PreTokenizer[] {
  if (preTokenizer instanceof SequencePreTokenizer) return preTokenizer.tokenizers.flatMap((member: PreTokenizer | null) => flatten(member));
  return preTokenizer === null ? [] : [preTokenizer];
}

function cutFor(preTokenizer: PreTokenizer): Cut {
  if (preTokenizer instanceof ByteLevelPreTokenizer || preTokenizer instanceof ReplacePreTokenizer) return () => null;
  if (preTokenizer instanceof MetaspacePreTokenizer) return metaspaceCut(preTokenizer);
  return (word) => located(word, preTokenizer.pre_tokenize_text(word.text, {}));
}

/** Spaces become marks one for one; a mark in front is invented where the text has none. */
function metaspaceCut(preTokenizer: MetaspacePreTokenizer): Cut {
  return (word, isTextStart) => {
    if (preTokenizer.str_rep.length !== 1) return null;
    const words = preTokenizer.pre_tokenize_text(word.text, { section_index: isTextStart ? 0 : 1 });
    const text = words.join('');
    return located({ text, from: word.from, invented: word.invented + text.length - word.text.length }, words);
  };
}

/** Finds pieces that are cut out of a word, in order. */
function located(word: LocatedWord, pieces: readonly string[]): LocatedWord[] | null {
  const found: LocatedWord[] = [];
  let done = 0;
  for (const text of pieces) {
    const at = word.text.indexOf(text, done);
    if (at < 0) return null;
    found.push({ text, from: word.from + Math.max(at - word.invented, 0), invented: Math.max(word.invented - at, 0) });
    done = at + text.length;
  }
  return found;
}
