/** The part of the standard TextDecoder used here; every JavaScript host has it, yet it is not part of the language's types. */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

/** `byteOffset` is the first byte (0-based) that is not UTF-8, `textOffset` the UTF-16 length of the text before it. */
export type DecodedUtf8 =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'invalid'; readonly byteOffset: number; readonly textOffset: number };

// A byte order mark is kept: the source has already cut the one at the file's start, and any other is an error to show.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Strict UTF-8: no replacement characters, so that nobody scores text that is not in the file. */
export function decodeUtf8(bytes: Uint8Array): DecodedUtf8 {
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch (error) {
    const byteOffset = firstInvalidByte(bytes);
    if (byteOffset === undefined) throw error;
    return { kind: 'invalid', byteOffset, textOffset: decoder.decode(bytes.subarray(0, byteOffset)).length };
  }
}

function firstInvalidByte(bytes: Uint8Array): number | undefined {
  let position = 0;
  while (position < bytes.length) {
    const length = sequenceLength(bytes, position);
    if (length === 0) return position;
    position += length;
  }
  return undefined;
}

/** Bytes of the well-formed sequence at `position` (Unicode table 3-7); 0 if there is none. */
function sequenceLength(bytes: Uint8Array, position: number): number {
  const lead = bytes[position] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let step = 1; step < length; step++) {
    const [low, high] = step === 1 ? secondByteRange(lead) : [0x80, 0xbf];
    const byte = bytes[position + step] ?? 0;
    if (byte < low || byte > high) return 0;
  }
  return length;
}

/** The ranges that shut out overlong forms, surrogates and code points above U+10FFFF. */
function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
