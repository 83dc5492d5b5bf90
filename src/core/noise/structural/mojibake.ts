/** A piece of UTF-8 that was read as Windows-1252 or Latin-1, and what it was meant to be. */
export interface Mojibake {
  readonly start: number;
  readonly end: number;
  readonly meant: string;
}

/** Bytes 80 to 9F as Windows-1252 shows them; those that it lacks stay controls. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const continuation = `[\\u0080-\\u00BF${windows1252}]`;
/** Continuation bytes that no writer puts behind a letter: neither a quotation mark nor a dash, nor the space before one. */
const unlikely = '[\\u0080-\\u009F\\u00A1-\\u00AA\\u00AC-\\u00B6\\u00B8-\\u00BA\\u00BC-\\u00BF€‚ƒ„†‡ˆ‰Š‹ŒŽ˜™š›œžŸ]';

/**
 * Two bytes: letters of Latin-1 begin with Ã, its signs with Â; the letters of other alphabets stand in words, so two of them in a row.
 * Three: â€ begins the typographic marks; others need one byte that does not occur behind a letter. Four: emoji.
 */
const patterns = new RegExp(
  [
    `(?:Ã[\\u00A1-\\u00BF\\u0080-\\u009F€‚ƒ„†‡ˆ‰Š‹Œ™š›œžŸ])+`,
    `Ã\\u00A0(?=[a-z])`,
    `Â[\\u00A1-\\u00BF](?![\\u0080-\\u00BF])`,
    `(?:[ÐÑÎÏØÙ×]${continuation}){2,}`,
    `â€(?:${continuation})`,
    `(?:[á-ï](?:${unlikely}${continuation}|[\\u00A1-\\u00AA\\u00AC-\\u00BA\\u00BC-\\u00BF]${unlikely}))+`,
    `ðŸ${continuation}{2}`,
  ].join('|'),
  'g',
);

/** The first piece of a text that was read in the wrong encoding: its characters, as bytes, are UTF-8. */
export function firstMojibake(text: string): Mojibake | undefined {
  for (const { index, 0: piece } of text.matchAll(patterns)) {
    const meant = readAnew(piece);
    if (meant !== undefined) return { start: index, end: index + piece.length, meant };
  }
  return undefined;
}

function readAnew(piece: string): string | undefined {
  const bytes = Array.from(piece, byteOf);
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}

function byteOf(character: string): number {
  const place = windows1252.indexOf(character);
  return place >= 0 ? 0x80 + place : (character.codePointAt(0) ?? 0) & 0xff;
}
