/** What kinds of characters a text holds: tells which of the slower looks at it are worth while. */
export const characterKinds = {
  nonAscii: 1,
  control: 2,
  invisible: 4,
  hidden: 8,
  replacement: 16,
  at: 64,
  ampersand: 128,
  bracket: 256,
  backtick: 512,
  backslash: 1024,
  brace: 2048,
  slash: 4096,
  angle: 8192,
  /** Greek and Cyrillic, some of whose letters look like Latin ones. */
  greekOrCyrillic: 16384,
} as const;

export interface CharacterScan {
  /** Bits of `characterKinds`. */
  readonly kinds: number;
  readonly digits: number;
}

const digitBit = 1 << 30;
const ascii = asciiKinds();

/** One look at every character of a text. */
export function scanCharacters(text: string): CharacterScan {
  let kinds = 0;
  let digits = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 128) {
      const kind = ascii[code] ?? 0;
      kinds |= kind;
      if (kind === digitBit) digits++;
    } else if (code < 0xd800 || code > 0xdfff) kinds |= wideKind(code);
    else {
      const next = text.charCodeAt(index + 1);
      if (code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        // Tag characters, U+E0000 to U+E007F, outside of the flags of countries, which begin with U+1F3F4.
        if (code === 0xdb40 && next < 0xdc80 && !isFlag(text, index)) kinds |= characterKinds.hidden;
        index++;
      } else kinds |= characterKinds.replacement;
      kinds |= characterKinds.nonAscii;
    }
  }
  return { kinds: kinds & ~digitBit, digits };
}

const flagReach = 14;

function isFlag(text: string, index: number): boolean {
  return text.slice(Math.max(0, index - flagReach), index).includes('\u{1F3F4}');
}

function wideKind(code: number): number {
  const { nonAscii, control, replacement } = characterKinds;
  if (code < 0xa0) return nonAscii | (code === 0x85 ? 0 : control);
  if (code >= 0x370 && code < 0x530) return nonAscii | characterKinds.greekOrCyrillic;
  if (code < 0x2000) return code === 0xad || code === 0x180e ? nonAscii | characterKinds.invisible : nonAscii;
  if (code < 0x2070) return nonAscii | generalPunctuation(code);
  if (code === 0xfffd) return nonAscii | replacement;
  return code === 0xfeff ? nonAscii | characterKinds.invisible : nonAscii;
}

function generalPunctuation(code: number): number {
  // Overrides and embeddings; the marks and isolates beside them belong to ordinary right-to-left text, and joiners to many scripts.
  if ((code >= 0x202a && code <= 0x202e && code !== 0x202c) || code === 0x2066 || code === 0x2067) return characterKinds.hidden;
  return code === 0x200b || (code >= 0x2060 && code <= 0x2064) ? characterKinds.invisible : 0;
}

function asciiKinds(): Int32Array {
  const kinds = new Int32Array(128);
  for (let code = 0; code < 32; code++) kinds[code] = characterKinds.control;
  // Tab, line feed, carriage return; a form feed stands between pages of scanned books.
  for (const code of [9, 10, 12, 13]) kinds[code] = 0;
  kinds[127] = characterKinds.control;
  for (let code = 48; code < 58; code++) kinds[code] = digitBit;
  const named: readonly (readonly [string, number])[] = [
    ['@', characterKinds.at],
    ['&', characterKinds.ampersand],
    ['[', characterKinds.bracket],
    ['<', characterKinds.angle],
    ['`', characterKinds.backtick],
    ['\\', characterKinds.backslash],
    ['{', characterKinds.brace],
    ['/', characterKinds.slash],
  ];
  for (const [character, kind] of named) kinds[character.charCodeAt(0)] = kind;
  return kinds;
}
