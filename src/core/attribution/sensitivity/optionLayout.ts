/** One option as it stands in a prompt, in UTF-16 units of the text: its mark (such as "A)"), its label in the mark, its content. */
export interface PlacedOption {
  readonly label: string;
  readonly markStart: number;
  readonly markEnd: number;
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

/** "A)", "(A)", "A.", "A:", "1)" … where a line or a run of words begins. */
const mark = /(?<=^|[\n\r]|[\s,;:?!.])(?:\(([A-Z]|\d{1,2})\)|([A-Z]|\d{1,2})[.):])(?=[ \t]+\S)/gu;
const inlineEnd = /[\r\n]|[.?!](?=\s|$)/u;
const mostOptions = 26;

/**
 * Options that a prompt lists with consecutive labels (A, B … or 1, 2 …), each on a line of its own or one after the other; null where there are
 * none. A content ends with its line, or where the next mark begins; among options in one line also with its sentence.
 */
export function findOptions(text: string): readonly PlacedOption[] | null {
  const marks = Array.from(text.matchAll(mark), (match) => ({ label: match[1] ?? match[2] ?? '', start: match.index, end: match.index + match[0].length }));
  const first = marks.findIndex(({ label }, index) => (label === 'A' || label === '1') && marks[index + 1]?.label === following(label));
  if (first < 0) return null;
  const chosen: (typeof marks)[number][] = [];
  for (let expected = marks[first]?.label ?? '', at = first; at < marks.length && chosen.length < mostOptions; at++) {
    const found = marks[at];
    if (found?.label !== expected) continue;
    chosen.push(found);
    expected = following(expected);
  }
  const isInline = !/[\r\n]/u.test(text.slice(marks[first]?.start ?? 0, chosen.at(-1)?.start ?? 0));
  const options = chosen.map((found, index) => placed(text, found, chosen[index + 1]?.start ?? text.length, isInline));
  return options.every(({ content }) => content !== '') ? options : null;
}

/** The text with each mark written in another way. */
export function rewriteMarks(text: string, options: readonly PlacedOption[], write: (label: string) => string): string {
  return replaced(text, options.map(({ markStart, markEnd, label }) => ({ start: markStart, end: markEnd, text: write(label) })));
}

/** The text with the option at each position replaced by another label and content. */
export function arrangeOptions(text: string, options: readonly PlacedOption[], labels: readonly string[], contents: readonly string[]): string {
  const changes = options.flatMap((option, position) => {
    const own = text.slice(option.markStart, option.markEnd);
    return [
      { start: option.markStart, end: option.markEnd, text: own.replace(option.label, () => labels[position] ?? option.label) },
      { start: option.start, end: option.end, text: contents[position] ?? option.content },
    ];
  });
  return replaced(text, changes);
}

function placed(text: string, found: { readonly label: string; readonly start: number; readonly end: number }, next: number, isInline: boolean): PlacedOption {
  const line = text.slice(found.end, next);
  const lineEnd = (isInline ? inlineEnd : /[\r\n]/u).exec(line)?.index ?? line.length;
  const whole = line.slice(0, lineEnd);
  const start = found.end + (whole.length - whole.trimStart().length);
  // What joins an option to the next is not part of it.
  const content = whole.trim().replace(/(?:[,;]|[,;]?\s+(?:or|and))$/u, '');
  return { label: found.label, markStart: found.start, markEnd: found.end, start, end: start + content.length, content };
}

function following(label: string): string {
  return /\d/u.test(label) ? String(Number(label) + 1) : String.fromCharCode(label.charCodeAt(0) + 1);
}

function replaced(text: string, changes: readonly { readonly start: number; readonly end: number; readonly text: string }[]): string {
  let [result, at] = ['', 0];
  for (const change of changes) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at);
}
