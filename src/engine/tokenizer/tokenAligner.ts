import type { TokenSpelling } from './tokenSpelling';
import { Utf8Cursor } from './utf8Cursor';

export interface AlignmentRules {
  readonly spelling: TokenSpelling;
  /** A character that the pre-tokenizer writes for each space, or null. */
  readonly spaceMark: string | null;
  /** What the pre-tokenizer may invent before a token (a space or a space mark), or null. */
  readonly inventedPrefix: string | null;
  /** The entry that stands for characters outside the vocabulary, or null. */
  readonly unknownEntry: string | null;
  /** One unknown entry stands for a whole run of characters, not for one. */
  readonly unknownFused: boolean;
  readonly inVocabulary: (entry: string) => boolean;
  /** Bytes that the model has no entry for and leaves out, by value: 1 for those. Null for none. */
  readonly droppedBytes: Uint8Array | null;
}

export interface Alignment {
  /** UTF-16 offsets into the text, one entry for each token. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** True when all tokens and all of the text were accounted for, byte by byte. */
  readonly exact: boolean;
}

/** Finds the place of each token in the text that was tokenised. Linear in the length of the text. */
export class TokenAligner {
  private readonly prefixBytes: Uint8Array;

  constructor(private readonly rules: AlignmentRules) {
    this.prefixBytes = new TextEncoder().encode(rules.inventedPrefix ?? '');
  }

  align(entries: readonly string[], text: string): Alignment {
    const starts = new Int32Array(entries.length);
    const ends = new Int32Array(entries.length);
    const cursor = new Utf8Cursor(text, this.rules.spaceMark, this.rules.droppedBytes);
    for (const [index, entry] of entries.entries()) {
      const start = cursor.index;
      if (!this.step(entry, cursor)) {
        spread(starts, ends, index, start, text.length);
        return { starts, ends, exact: false };
      }
      starts[index] = start;
      ends[index] = cursor.endOfRead;
    }
    cursor.skipIgnored();
    return { starts, ends, exact: cursor.atEnd };
  }

  private step(entry: string, cursor: Utf8Cursor): boolean {
    const bytes = this.rules.spelling.bytes(entry);
    if (bytes !== null && cursor.read(bytes)) return true;
    if (entry === this.rules.unknownEntry) return this.skipUnknown(cursor);
    if (bytes === null || this.prefixBytes.length === 0 || cursor.insideCharacter) return false;
    return startsWith(bytes, this.prefixBytes) && cursor.read(bytes.subarray(this.prefixBytes.length));
  }

  private skipUnknown(cursor: Utf8Cursor): boolean {
    let skipped = 0;
    while (!cursor.atEnd && (skipped === 0 || this.rules.unknownFused) && !this.rules.inVocabulary(cursor.character())) {
      cursor.skipCharacter();
      skipped += 1;
    }
    return skipped > 0;
  }
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, index) => bytes[index] === byte);
}

/** Spreads the tokens from first on evenly over the rest of the text, so that offsets stay monotone. */
function spread(starts: Int32Array, ends: Int32Array, first: number, from: number, to: number): void {
  const share = (to - from) / Math.max(1, starts.length - first);
  for (let index = first; index < starts.length; index += 1) {
    starts[index] = from + Math.floor((index - first) * share);
    ends[index] = index === starts.length - 1 ? to : from + Math.floor((index - first + 1) * share);
  }
}
