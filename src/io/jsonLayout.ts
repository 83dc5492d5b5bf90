import { UnreadableFileError } from '../core/errors';
import { JsonElementScanner, type ElementNesting } from './jsonElementScanner';
import { LineSplitter } from './lineSplitter';
import type { TextHead, TextLayout } from './textLayout';
import { topLevelLists, type ListField } from './topLevelLists';

export interface JsonLayoutOptions {
  /** The field that holds the rows, where a file has several lists: `train`, say. */
  readonly split?: string | undefined;
}

/** Names under which a list of rows lies in an object around them. Fields of rows themselves (messages, completions) are not among them. */
const wrapperNames = new Set(['data', 'rows', 'examples', 'instances', 'records', 'dataset', 'train', 'training', 'validation', 'valid', 'dev', 'test', 'eval']);

/**
 * Whether a JSON text is one object a line, a list, an object around a list, or objects one after the other over many lines.
 * The tests are narrow on purpose: a single damaged first row (`[` and `{` are one bit apart) must not make a whole file
 * unreadable, so JSON Lines is what is left.
 */
export function jsonLayout(head: TextHead, start: number, options: JsonLayoutOptions): TextLayout {
  const text = head.bytes.toString('latin1');
  const begin = text.length - text.trimStart().length;
  if (text[begin] === '[') return isList(text) ? elements('list', text, start, begin + 1) : lines(start);
  if (text[begin] !== '{') return lines(start);
  const list = wrappedList(head, text.slice(begin), options);
  if (list !== undefined) return elements('field', text, start, begin + list.start);
  return isLaidOut(text) ? elements('sequence', text, start, begin) : lines(start);
}

function lines(start: number): TextLayout {
  return { format: 'jsonl', syntax: { kind: 'json' }, start, createScanner: () => new LineSplitter(start) };
}

function elements(nesting: ElementNesting, text: string, start: number, offset: number): TextLayout {
  const firstLine = text.slice(0, offset).split('\n').length;
  const from = start + offset;
  return { format: 'json', syntax: { kind: 'json' }, start: from, createScanner: () => new JsonElementScanner(from, nesting, firstLine) };
}

/** Several lines that each are a list are JSON Lines of something else; their rows say so themselves. */
function isList(text: string): boolean {
  return /^\s*\[\s*(?:[{\]]|,\s*\{|$)/.test(text) && !/^\s*\[[^\n]*\]\s*\n\s*\[/.test(text);
}

/** An object that goes over many lines. */
function isLaidOut(text: string): boolean {
  return /^\s*\{[ \t\r]*\n\s*["}]/.test(text);
}

/** The list of rows in an object around it; undefined where the object is a row itself. */
function wrappedList(head: TextHead, text: string, { split }: JsonLayoutOptions): ListField | undefined {
  const { lists, end } = topLevelLists(text);
  const known = lists.filter(({ name }) => name === split || wrapperNames.has(name.toLowerCase()));
  const wanted = split === undefined ? known : known.filter(({ name }) => name === split);
  const [first, second] = wanted.length > 0 ? wanted : known;
  if (first === undefined || !isAroundAll(head, text, first, end)) return undefined;
  if (second === undefined) return first;
  const names = known.map(({ name }) => `"${name}"`).join(', ');
  throw new UnreadableFileError(`${head.path} holds several lists of rows (${names}); say which one to read (--split NAME, or the setting preflens.files.split).`);
}

/** Whether the object is all that the file holds, rather than the first row of many. */
function isAroundAll(head: TextHead, text: string, list: ListField, end: number | undefined): boolean {
  if (end !== undefined) return head.isWhole && text.slice(end).trim() === '';
  return list.isLaidOut || isLaidOut(text) || !text.includes('\n');
}
