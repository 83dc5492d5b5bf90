const space = 32;

/** What becomes of an ASCII character: itself or its small letter, white space (32), dropped as an apostrophe (1), dropped as a mark (2). */
const asciiForms = makeAsciiForms();
const [apostrophe, softMark] = [1, 2];

/** Marks of other scripts that say no more than those of ASCII. */
const wideMarks = new Set(Array.from('…–—―‐‑‒“”„‟«»‹›、。，！？；：（）「」『』【】《》〈〉·•¿¡', (character) => character.charCodeAt(0)));
const wideApostrophes = new Set(Array.from('‘’‚‛ʼ´', (character) => character.charCodeAt(0)));

/** UTF-16 units of the text that was normalised last; longer than that text, and used again for the next. */
let buffer = new Uint16Array(4096);

/**
 * The characters of a text without what makes no other content: case, white space (one space between words), marks that end and part
 * sentences, markup, and the form of Unicode characters (NFKC). Marks before a digit stay, since -5 is not 5 and 1.5 not 15. The view is valid
 * until the next call.
 */
export function normalizedCharacters(text: string, isAscii: boolean): Uint16Array {
  const source = isAscii ? text : text.normalize('NFKC').toLowerCase();
  if (buffer.length < source.length) buffer = new Uint16Array(source.length * 2);
  let length = 0;
  let isPending = false;
  for (let index = 0; index < source.length; index++) {
    const form = formOf(source, index);
    if (form === apostrophe) continue;
    if (form === space || form === softMark) {
      isPending = true;
      continue;
    }
    if (isPending && length > 0) buffer[length++] = space;
    isPending = false;
    buffer[length++] = form;
  }
  return buffer.subarray(0, length);
}

function formOf(source: string, index: number): number {
  const code = source.charCodeAt(index);
  if (code >= 128) return wideForm(code);
  const form = asciiForms[code] ?? 0;
  return form === softMark && bearsMeaning(source, index, code) ? code : form;
}

/** -5, 1.5, 3*4, 12:30, C#, foo_bar and != are not what they are without the mark. */
function bearsMeaning(source: string, index: number, code: number): boolean {
  const next = source.charCodeAt(index + 1);
  if (next >= 48 && next <= 57) return true;
  if (code === 0x23 || code === 0x5f) return isLetter(source.charCodeAt(index - 1));
  return code === 0x21 && next === 0x3d;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function wideForm(code: number): number {
  if (wideMarks.has(code)) return softMark;
  if (wideApostrophes.has(code)) return apostrophe;
  return code === 0x200b || code === 0x3000 || code === 0xfeff || code === 0xa0 ? space : code;
}

function makeAsciiForms(): Uint8Array {
  const forms = Uint8Array.from({ length: 128 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));
  for (let code = 0; code <= 32; code++) forms[code] = 32;
  for (const character of '.,;:!?"*_#-') forms[character.charCodeAt(0)] = 2;
  for (const character of "'`") forms[character.charCodeAt(0)] = 1;
  return forms;
}
