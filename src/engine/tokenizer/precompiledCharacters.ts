import type { DerivedPiece } from './mappedText';

/** Graphemes of more bytes are rewritten character by character. */
const longestGrapheme = 5;
/** Printable ASCII that nothing can combine with. */
const plainRun = /[\x20-\x7e]+(?![^\0-\x7f])/gu;
const encoder = new TextEncoder();

/**
 * SentencePiece's compiled normalisation rules (`precompiled_charsmap`): a double-array trie from UTF-8 to texts. Follows
 * the Rust library (spm_precompiled), which takes the first rule that a grapheme begins with for the whole of it.
 */
export class PrecompiledCharacters {
  private readonly trie: Uint32Array;
  private readonly texts: Uint8Array;
  private readonly segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  private readonly isPlainKept: boolean;
  private readonly known = new Map<string, string | null>();

  /** Throws an Error whose message completes "tokenizer.json cannot be used: …". */
  constructor(base64: string) {
    const bytes = Buffer.from(base64, 'base64');
    const trieBytes = bytes.length >= 4 ? bytes.readUInt32LE(0) : 0;
    if (bytes.length < 4 || trieBytes % 4 !== 0 || 4 + trieBytes > bytes.length) throw new Error('its precompiled_charsmap is damaged');
    this.trie = Uint32Array.from({ length: trieBytes / 4 }, (_, index) => bytes.readUInt32LE(4 + 4 * index));
    this.texts = bytes.subarray(4 + trieBytes);
    this.isPlainKept = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index)).every((character) => this.rule(character) === null);
  }

  /** The text rewritten, each piece with the range that it stands for. */
  *pieces(text: string): Generator<DerivedPiece> {
    let done = 0;
    for (const { 0: run, index } of this.isPlainKept ? text.matchAll(plainRun) : []) {
      yield* this.graphemePieces(text, done, index);
      done = index + run.length;
      yield { text: run, from: index, to: done, unitByUnit: true };
    }
    yield* this.graphemePieces(text, done, text.length);
  }

  private *graphemePieces(text: string, from: number, to: number): Generator<DerivedPiece> {
    if (from >= to) return;
    for (const { segment, index } of this.segmenter.segment(text.slice(from, to))) {
      const whole = Buffer.byteLength(segment) <= longestGrapheme ? this.rule(segment) : null;
      if (whole === null) yield* this.characterPieces(segment, from + index);
      else yield { text: whole, from: from + index, to: from + index + segment.length, unitByUnit: false };
    }
  }

  private *characterPieces(grapheme: string, from: number): Generator<DerivedPiece> {
    let at = from;
    for (const character of grapheme) {
      const rewritten = this.rule(character);
      yield { text: rewritten ?? character, from: at, to: at + character.length, unitByUnit: rewritten === null };
      at += character.length;
    }
  }

  /** What the first rule that the text begins with makes of it; null where there is none. */
  private rule(text: string): string | null {
    let rewritten = this.known.get(text);
    if (rewritten === undefined) {
      rewritten = this.lookUp(encoder.encode(text));
      // Real texts repeat their characters; a hostile one must not fill the memory.
      if (this.known.size < 20_000) this.known.set(text, rewritten);
    }
    return rewritten;
  }

  private lookUp(key: Uint8Array): string | null {
    let node = offsetOf(this.trie[0] ?? 0);
    for (const byte of key) {
      if (byte === 0) return null;
      node ^= byte;
      const unit = this.trie[node];
      if (unit === undefined || (unit & 0x800000ff) >>> 0 !== byte) return null;
      node ^= offsetOf(unit);
      if ((unit & 0x100) !== 0) return this.textAt((this.trie[node] ?? 0) & 0x7fffffff);
    }
    return null;
  }

  private textAt(start: number): string {
    const end = this.texts.indexOf(0, start);
    return new TextDecoder().decode(this.texts.subarray(start, end < 0 ? this.texts.length : end));
  }
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}
