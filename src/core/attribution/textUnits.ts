export const attributionUnits = ['token', 'word', 'sentence', 'line', 'turn', 'pattern', 'parts'] as const;
export type AttributionUnit = (typeof attributionUnits)[number];

/** A piece of the user's prompt, in UTF-16 units of its text. */
export interface TextUnit {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a text into words (runs without white space), sentences (Unicode UAX 29) or lines. Every unit owns the white space before it; white
 * space at the end belongs to the last. The units cover the text; a text of nothing but white space has none.
 */
export function textUnits(text: string, unit: 'word' | 'sentence' | 'line'): readonly TextUnit[] {
  return joinWhiteSpace(text, pieceStarts(text, unit));
}

/** One unit for each match of the pattern; what no match covers is no player. Throws SyntaxError for an invalid pattern. */
export function patternUnits(text: string, pattern: string): readonly TextUnit[] {
  const units: TextUnit[] = [];
  for (const match of text.matchAll(new RegExp(pattern, 'gu'))) {
    if (match[0] !== '') units.push({ start: match.index, end: match.index + match[0].length });
  }
  return units;
}

/** Offsets at which pieces begin; white space between is handed to the piece that follows. */
function pieceStarts(text: string, unit: 'word' | 'sentence' | 'line'): readonly number[] {
  if (unit === 'sentence') return Array.from(new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text), ({ index }) => index);
  const pieces = unit === 'word' ? /\S+/gu : /[^\r\n]+/gu;
  return Array.from(text.matchAll(pieces), ({ index }) => index);
}

function joinWhiteSpace(text: string, starts: readonly number[]): readonly TextUnit[] {
  const begins = starts.flatMap((start, index) => {
    const first = skipWhiteSpace(text, start, starts[index + 1] ?? text.length);
    return first === undefined ? [] : [backOverWhiteSpace(text, first)];
  });
  return begins.map((start, index) => ({ start: index === 0 ? 0 : start, end: begins[index + 1] ?? text.length }));
}

function skipWhiteSpace(text: string, start: number, end: number): number | undefined {
  for (let offset = start; offset < end; offset++) if (!isWhiteSpace(text, offset)) return offset;
  return undefined;
}

function backOverWhiteSpace(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && isWhiteSpace(text, start - 1)) start--;
  return start;
}

function isWhiteSpace(text: string, offset: number): boolean {
  return /\s/u.test(text.charAt(offset));
}
