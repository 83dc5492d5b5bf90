/** Scripts by the ranges of their letters; the one name stands for all that are written together. */
const ranges: readonly (readonly [name: string, first: number, last: number])[] = [
  ['Latin', 0x41, 0x24f],
  ['Greek', 0x370, 0x3ff],
  ['Cyrillic', 0x400, 0x52f],
  ['Hebrew', 0x590, 0x5ff],
  ['Arabic', 0x600, 0x6ff],
  ['Indic', 0x900, 0xd7f],
  ['Thai', 0xe00, 0xe7f],
  ['Latin', 0x1e00, 0x1eff],
  ['Kana', 0x3040, 0x30ff],
  ['Han', 0x4e00, 0x9fff],
  ['Hangul', 0xac00, 0xd7a3],
];

/** The script of most letters of a text; Latin where it has none. */
export function mainScript(text: string): string {
  const counts = new Map<string, number>();
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const name = ranges.find(([, first, last]) => code >= first && code <= last)?.[0];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  let [best, most] = ['Latin', 0];
  for (const [name, count] of counts) if (count > most) [best, most] = [name, count];
  return best;
}
