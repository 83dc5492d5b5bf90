import { characterKind, kindOfUnit, lowerOfUnit } from './characterKinds';
import { classesByHash, hashStart, hashStep, wordClassNames, type WordClass } from './wordClasses';

const { letter, digit, ideograph, apostrophe, ender, lineEnd, emoji } = characterKind;

/** Whether a hash with these upper bits may be of a listed word: most words are passed over at the cost of one byte. */
const mayBeListed = new Uint8Array(0x10000);
for (const hash of classesByHash.keys()) mayBeListed[hash >>> 16] = 1;

/** Counts words, sentences and characters of a text in one pass. Its buffers are used again for the next text. */
export class WordScan {
  /** Hash of each word, in order; as many as `words`. */
  hashes = new Uint32Array(512);
  words = 0;
  sentences = 0;
  numbers = 0;
  contractions = 0;
  /** Contractions with n't. */
  negations = 0;
  /** Units of words, digits and apostrophes left out. */
  letters = 0;
  capitals = 0;
  asciiLetters = 0;
  nonAscii = 0;
  questions = 0;
  exclamations = 0;
  parentheses = 0;
  quotes = 0;
  emoji = 0;
  private readonly listed = new Uint32Array(wordClassNames.length);
  private openSentence = false;

  scan(text: string): void {
    this.reset();
    for (let index = 0; index < text.length; ) {
      const unit = text.charCodeAt(index);
      const kind = kindOfUnit[unit] ?? 0;
      if (kind === letter || kind === digit) index = this.readWord(text, index, kind === digit);
      else {
        this.readMark(text, index, unit, kind);
        index++;
      }
    }
    if (this.openSentence) this.sentences++;
  }

  /** Words of a list. */
  inClass(name: WordClass): number {
    return this.listed[wordClassNames.indexOf(name)] ?? 0;
  }

  private reset(): void {
    this.words = this.sentences = this.numbers = this.contractions = this.negations = this.letters = 0;
    this.capitals = this.asciiLetters = this.nonAscii = 0;
    this.questions = this.exclamations = this.parentheses = this.quotes = this.emoji = 0;
    this.listed.fill(0);
    this.openSentence = false;
  }

  /** From a letter or digit to the end of its word. Returns the index after it. */
  private readWord(text: string, start: number, isNumber: boolean): number {
    let [hash, index, apostrophes] = [hashStart, start, 0];
    for (; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      const kind = kindOfUnit[unit] ?? 0;
      if (kind === letter) this.countLetter(unit);
      else if (kind === apostrophe && isWordUnit(text.charCodeAt(index + 1))) apostrophes++;
      else if (kind !== digit && !(isNumber && isInsideNumber(text, index, unit))) break;
      hash = hashStep(hash, lowerOfUnit[unit] ?? unit);
    }
    if (isNumber) this.numbers++;
    if (apostrophes > 0) this.countContraction(text, index);
    this.addWord(hash >>> 0);
    return index;
  }

  private countLetter(unit: number): void {
    this.letters++;
    if (unit > 0x7f) this.nonAscii++;
    else {
      this.asciiLetters++;
      if (unit < 0x61) this.capitals++;
    }
  }

  private countContraction(text: string, end: number): void {
    this.contractions++;
    if (text.charCodeAt(end - 1) === 0x74 && kindOfUnit[text.charCodeAt(end - 2)] === apostrophe && text.charCodeAt(end - 3) === 0x6e) this.negations++;
  }

  private addWord(hash: number): void {
    if (this.words === this.hashes.length) {
      const longer = new Uint32Array(this.words * 2);
      longer.set(this.hashes);
      this.hashes = longer;
    }
    this.hashes[this.words++] = hash;
    this.openSentence = true;
    if (mayBeListed[hash >>> 16] === 1) this.countListed(classesByHash.get(hash) ?? 0);
  }

  private countListed(classes: number): void {
    for (let index = 0; classes >>> index !== 0; index++) {
      if ((classes >>> index) & 1) this.listed[index] = (this.listed[index] ?? 0) + 1;
    }
  }

  private readMark(text: string, index: number, unit: number, kind: number): void {
    if (unit > 0x7f) this.nonAscii++;
    if (kind === ender) this.readEnder(text, index, unit);
    else if (kind === lineEnd) this.endSentence();
    else if (kind === ideograph) {
      this.letters++;
      this.addWord(hashStep(hashStart, unit) >>> 0);
    } else if (kind === emoji) this.emoji++;
    else if (unit === 0x28) this.parentheses++;
    else if (unit === 0x22 || unit === 0x201c || unit === 0x201d) this.quotes++;
  }

  /** "3.5" and "example.org" end no sentence; "?!" ends one. */
  private readEnder(text: string, index: number, unit: number): void {
    if (unit === 0x3f || unit === 0xff1f) this.questions++;
    else if (unit === 0x21 || unit === 0xff01) this.exclamations++;
    const next = index + 1 < text.length ? (kindOfUnit[text.charCodeAt(index + 1)] ?? 0) : lineEnd;
    if (next !== letter && next !== digit && next !== ender) this.endSentence();
  }

  private endSentence(): void {
    if (this.openSentence) this.sentences++;
    this.openSentence = false;
  }
}

/** The mark of "3.5" and "10,000". */
function isInsideNumber(text: string, index: number, unit: number): boolean {
  return (unit === 0x2e || unit === 0x2c) && kindOfUnit[text.charCodeAt(index + 1)] === digit;
}

function isWordUnit(unit: number): boolean {
  const kind = kindOfUnit[unit];
  return kind === letter || kind === digit;
}
