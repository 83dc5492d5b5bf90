import type { Packing } from './unpackedFiles';

const marks: readonly (readonly [string, Packing])[] = [
  ['\u001f\u008b', 'gzip'],
  ['\u00ff\u00fe', 'utf-16le'],
  ['\u00fe\u00ff', 'utf-16be'],
];

/** What has to be done to a file before it is UTF-8 text, by its first bytes; undefined for nothing. */
export function packingOf(head: Buffer): Packing | undefined {
  const text = head.toString('latin1');
  // UTF-32 begins with the mark of UTF-16, and is refused.
  if (text.startsWith('\u00ff\u00fe\u0000\u0000')) return undefined;
  return marks.find(([mark]) => text.startsWith(mark))?.[1] ?? withoutMark(text);
}

/** UTF-16 of characters below U+0100 has a zero in every second byte. */
function withoutMark(text: string): Packing | undefined {
  if (/^(?:[\t\n\r -~]\u0000){4}/.test(text)) return 'utf-16le';
  return /^(?:\u0000[\t\n\r -~]){4}/.test(text) ? 'utf-16be' : undefined;
}
