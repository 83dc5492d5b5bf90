/** What drives terminals, hides text or turns its direction; joiners and variation selectors stay, since scripts and emoji need them. */
const unseen = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u00ad\u180e\u200b\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const space = /[ \t\r\n\f\v\u00a0\u2028\u2029]+/g;

/**
 * Dataset text for a report: at most `longest` characters in one line, with pictures for what cannot be seen, and how much was left out. Text of any length
 * takes the same time: only its beginning is looked at.
 */
export function reportedText(text: string, longest: number): string {
  const start = text.slice(0, 8 * longest).replace(space, ' ').trim();
  const characters = [...start];
  const isWhole = text.length <= 8 * longest && characters.length <= longest;
  const shown = (isWhole ? characters : characters.slice(0, longest)).join('').replace(unseen, picture);
  return isWhole ? shown : `${shown}… (${text.length.toLocaleString('en-US')} characters)`;
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
