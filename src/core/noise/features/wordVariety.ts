import { HashSet } from './hashSet';
import type { PromptWords } from './promptWords';
import { tripleHash } from './tripleHash';
import type { WordScan } from './wordScan';

/** Shares of words, 0 … 1; 0 for a text too short to have any. */
export interface VarietyShares {
  /** Different words among the first hundred. A share of all words would fall with the length of any text. */
  readonly distinctWords: number;
  readonly repetition: number;
  readonly promptOverlap: number;
  readonly promptCopy: number;
}

const windowWords = 100;

/** Compares the words of a response with each other and with the prompt's. Its sets are used again for the next text. */
export class WordVariety {
  private readonly words = new HashSet();
  private readonly triples = new HashSet();

  of({ hashes, words }: WordScan, prompt: PromptWords): VarietyShares {
    this.words.clear();
    this.triples.clear();
    let [distinct, ofPrompt, repeated, copied] = [0, 0, 0, 0];
    for (let index = 0; index < words; index++) {
      const hash = hashes[index] ?? 0;
      if (this.words.add(hash) && prompt.words.has(hash)) ofPrompt++;
      if (index + 1 === windowWords) distinct = this.words.size;
      if (index < 2) continue;
      const triple = tripleHash(hashes, index - 2);
      if (!this.triples.add(triple)) repeated++;
      if (prompt.triples.has(triple)) copied++;
    }
    const share = (count: number, of: number) => (of > 0 ? count / of : 0);
    return {
      distinctWords: words < windowWords ? share(this.words.size, words) : distinct / windowWords,
      repetition: share(repeated, words - 2),
      promptOverlap: share(ofPrompt, this.words.size),
      promptCopy: share(copied, words - 2),
    };
  }
}
