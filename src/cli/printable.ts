import { characterWidth, displayWidth } from './displayWidth';

/** Control characters in dataset text could drive the terminal; they are shown as visible pictures instead. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, (character) => {
    if (character === '\n' || character === '\t' || character === '\r') return ' ';
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}

/** At most `width` terminal columns, with an ellipsis where something was left out. Never cuts a character in two. */
export function excerpt(text: string, width: number): string {
  const whole = printable(text).replace(/\s+/g, ' ').trim();
  if (displayWidth(whole) <= width) return whole;
  let kept = '';
  let used = 0;
  for (const character of whole) {
    used += characterWidth(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
