/** A field of an object whose value is a list of objects. */
export interface ListField {
  readonly name: string;
  /** Offset behind the list's opening bracket. */
  readonly start: number;
  /** Whether the list goes over several lines. */
  readonly isLaidOut: boolean;
}

/** What a text that begins with an object holds at its top level, as far as the text goes. */
export interface TopLevel {
  readonly lists: readonly ListField[];
  /** Offset behind the object; undefined where the text ends first, or is damaged. */
  readonly end: number | undefined;
}

const token = /[ \t\r\n]+|"(?:[^"\\]|\\[^])*"|[{}[\],:]|[^ \t\r\n"{}[\],:]+|"/gy;

/** Reads `text` from its opening brace on. Offsets count characters. */
export function topLevelLists(text: string): TopLevel {
  const lists: ListField[] = [];
  let [depth, name, before] = [0, '', ''];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (/^\s/.test(found)) continue;
    if (depth === 1 && found.startsWith('"') && before !== ':') name = found.slice(1, -1);
    if (depth === 1 && found === '[') {
      const inside = /^\s*/.exec(text.slice(token.lastIndex))?.[0] ?? '';
      const next = text[token.lastIndex + inside.length];
      if (next === '{' || next === ']' || next === undefined) lists.push({ name, start: token.lastIndex, isLaidOut: inside.includes('\n') });
    }
    if (found === '{' || found === '[') depth++;
    if (found === '}' || found === ']') depth--;
    if (depth === 0) return { lists, end: token.lastIndex };
    before = found;
  }
  return { lists, end: undefined };
}
