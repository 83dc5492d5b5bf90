import { byteLevelAlphabet } from './byteLevelAlphabet';
import type { TokenizerModel } from './tokenizerModel';

/** What a byte-level model leaves out: a vocabulary may lack bytes that its training texts lacked. */
export interface DroppedCharacters {
  /** Matches the characters of the byte-level alphabet that have no entry. */
  readonly pattern: RegExp;
  /** The same as bytes, by value: 1 for those. */
  readonly bytes: Uint8Array;
}

/**
 * Null when nothing is left out. The trainers' library leaves such characters out before it merges, so that their
 * neighbours may merge; an unknown-token entry, where the model has one, takes their place instead.
 */
export function droppedCharacters({ model, preTokenizers }: TokenizerModel): DroppedCharacters | null {
  const vocabulary = model['vocab'];
  const byteLevel = preTokenizers.some((part) => part['type'] === 'ByteLevel');
  if (!byteLevel || typeof model['unk_token'] === 'string' || typeof vocabulary !== 'object' || vocabulary === null) return null;
  const bytes = new Uint8Array(256);
  const missing: string[] = [];
  for (const [code, byte] of byteLevelAlphabet.entries()) {
    if (byte < 0 || Object.hasOwn(vocabulary, String.fromCharCode(code))) continue;
    bytes[byte] = 1;
    missing.push(`\\u{${code.toString(16)}}`);
  }
  return missing.length === 0 ? null : { pattern: new RegExp(`[${missing.join('')}]`, 'gu'), bytes };
}
