const stringsAndSpace = /"(?:[^"\\]|\\.)*"|[ \t\r\n]+/g;

/** A JSON value on one line: where it stands on several, the space between its parts is taken out, and nothing else changes. */
export function compactJson(text: string): string {
  const trimmed = text.trim();
  if (!/[\r\n]/.test(trimmed)) return trimmed;
  return trimmed.replace(stringsAndSpace, (part) => (part.startsWith('"') ? part : ''));
}
