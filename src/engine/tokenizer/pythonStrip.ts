/** What str.strip of Python counts as white space; String.trim has U+FEFF besides and lacks the separators of ASCII and U+0085. */
const whiteSpace = new Set('\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a');

/** Python's str.strip, lstrip and rstrip: without the ends that are made of the given characters (or of white space). */
export function pythonStrip(text: string, side: 'strip' | 'lstrip' | 'rstrip', characters: string | null): string {
  const stripped = characters === null ? whiteSpace : new Set(characters);
  const units = Array.from(text);
  let [start, end] = [0, units.length];
  if (side !== 'rstrip') while (start < end && stripped.has(units[start] ?? '')) start += 1;
  if (side !== 'lstrip') while (end > start && stripped.has(units[end - 1] ?? '')) end -= 1;
  return units.slice(start, end).join('');
}
