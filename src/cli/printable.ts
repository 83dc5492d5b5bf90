/** Control characters in dataset text could drive the terminal; they are shown as visible pictures instead. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g, (character) => {
    if (character === '\n' || character === '\t' || character === '\r') return ' ';
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}

/** At most `width` characters, with an ellipsis where something was left out. Never cuts a surrogate pair in two. */
export function excerpt(text: string, width: number): string {
  const characters = Array.from(printable(text).replace(/\s+/g, ' ').trim());
  return characters.length <= width ? characters.join('') : `${characters.slice(0, width - 1).join('')}…`;
}
