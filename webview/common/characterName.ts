const names: Readonly<Record<number, string>> = {
  0x00: 'null', 0x07: 'bell', 0x08: 'backspace', 0x0b: 'vertical tab', 0x0c: 'form feed', 0x0d: 'carriage return',
  0x1b: 'escape', 0x7f: 'delete', 0xa0: 'no-break space', 0xad: 'soft hyphen', 0x61c: 'Arabic letter mark',
  0x200b: 'zero-width space', 0x200c: 'zero-width non-joiner', 0x200d: 'zero-width joiner', 0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark', 0x2028: 'line separator', 0x2029: 'paragraph separator', 0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding', 0x202c: 'pop directional formatting', 0x202d: 'left-to-right override',
  0x202e: 'right-to-left override', 0x202f: 'narrow no-break space', 0x2060: 'word joiner', 0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate', 0x2068: 'first strong isolate', 0x2069: 'pop directional isolate',
  0xfeff: 'byte order mark',
};

/** `U+202E right-to-left override`; without a name where none is known. */
export function characterName(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const code = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names[codePoint] ?? groupName(codePoint);
  return name === '' ? code : `${code} ${name}`;
}

function groupName(codePoint: number): string {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return 'lone surrogate';
  if (codePoint >= 0xe0000 && codePoint <= 0xe007f) return 'tag character';
  if ((codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef)) return 'variation selector';
  return codePoint < 0x20 || (codePoint >= 0x80 && codePoint < 0xa0) ? 'control character' : '';
}
