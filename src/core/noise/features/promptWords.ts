import { HashSet } from './hashSet';
import { tripleHash } from './tripleHash';
import { WordScan } from './wordScan';

/** The words of a prompt and its runs of three words, to compare responses with. */
export class PromptWords {
  readonly words = new HashSet();
  readonly triples = new HashSet();
  private readonly scan = new WordScan();

  read(prompt: string): void {
    this.scan.scan(prompt);
    this.words.clear();
    this.triples.clear();
    const { hashes, words } = this.scan;
    for (let index = 0; index < words; index++) {
      this.words.add(hashes[index] ?? 0);
      if (index >= 2) this.triples.add(tripleHash(hashes, index - 2));
    }
  }
}
