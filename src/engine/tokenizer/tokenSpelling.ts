import { byteLevelAlphabet } from './byteLevelAlphabet';

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const byteToken = /^<0x([0-9A-Fa-f]{2})>$/;

/** How a tokenizer's vocabulary spells bytes. */
export interface SpellingRules {
  /** Vocabulary entries are written in the byte-level alphabet. */
  readonly byteLevel: boolean;
  /** Entries such as <0x0A> stand for one byte. */
  readonly byteFallback: boolean;
  /** The character that stands for a space, or null. */
  readonly spaceMark: string | null;
}

/** Turns vocabulary entries into the bytes that they stand for and into text that people can read. */
export class TokenSpelling {
  private readonly known = new Map<string, Uint8Array | null>();

  constructor(readonly rules: SpellingRules) {}

  /** UTF-8 of what the entry stands for, space marks left as they are; null when the entry is no spelling at all. */
  bytes(entry: string): Uint8Array | null {
    let bytes = this.known.get(entry);
    if (bytes === undefined) {
      bytes = this.spell(entry);
      // Entries come from a vocabulary; pieces of text that some models return instead must not fill the memory.
      if (this.known.size < 300_000) this.known.set(entry, bytes);
    }
    return bytes;
  }

  /** The entry decoded alone, or the entry itself where its bytes do not make whole characters. */
  text(entry: string): string {
    const bytes = this.bytes(entry);
    if (bytes === null) return entry;
    try {
      const text = strictDecoder.decode(bytes);
      return this.rules.spaceMark === null ? text : text.replaceAll(this.rules.spaceMark, ' ');
    } catch {
      return entry;
    }
  }

  private spell(entry: string): Uint8Array | null {
    if (this.rules.byteLevel) return spellByteLevel(entry);
    const byte = this.rules.byteFallback ? byteToken.exec(entry) : null;
    return byte === null ? encoder.encode(entry) : Uint8Array.of(Number.parseInt(byte[1] ?? '', 16));
  }
}

function spellByteLevel(entry: string): Uint8Array | null {
  const bytes = new Uint8Array(entry.length);
  for (let index = 0; index < entry.length; index += 1) {
    const byte = byteLevelAlphabet[entry.charCodeAt(index)] ?? -1;
    if (byte < 0) return null;
    bytes[index] = byte;
  }
  return bytes;
}
