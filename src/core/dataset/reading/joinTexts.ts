import type { LocatedText } from './part';

/** Texts put one after the other, with a separator that does not stand in the row. */
export function joinTexts(parts: readonly (LocatedText | undefined)[], separator: string): LocatedText {
  const present = parts.filter((part) => part !== undefined);
  return {
    text: present.map(({ text }) => text).join(separator),
    sources: present.flatMap(({ sources }, index) =>
      sources.map((source, piece) => (index > 0 && piece === 0 ? { ...source, separator } : source)),
    ),
  };
}
