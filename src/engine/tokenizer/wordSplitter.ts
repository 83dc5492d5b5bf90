/** The space mark of SentencePiece. */
const mark = '\u2581';
const wordEdge = /(?<=[^\u2581])(?=\u2581)/u;
const marksInside = /[^\u2581]\u2581/u;

/**
 * Cuts a text before each run of space marks. A tokenizer without pre-tokenizer merges over its whole text at once;
 * as long as no merge ever joins a mark to a character before it, merging the words one by one gives the same tokens,
 * and the library remembers words.
 */
export class WordSplitter {
  private constructor() {}

  /** Null when a merge of this model crosses the edges of words. */
  static forMerges(merges: readonly unknown[]): WordSplitter | null {
    return merges.some((merge) => marksInside.test(joined(merge))) ? null : new WordSplitter();
  }

  split(text: string): string[] {
    return text.includes(mark) ? text.split(wordEdge) : [text];
  }
}

function joined(merge: unknown): string {
  if (Array.isArray(merge)) return merge.join('');
  return typeof merge === 'string' ? merge.replace(' ', '') : '';
}
