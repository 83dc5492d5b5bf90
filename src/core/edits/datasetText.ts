import type { ContainerFormat } from '../ports';
import { delimitedRecords } from './delimitedRecords';
import { ChangeRefused } from './changeRefused';

/** Where a row stands in the text of its whole file: characters `start` to `end`, without line end, comma or space around it. */
export interface RowSpan {
  readonly start: number;
  readonly end: number;
  /** End of everything that goes when the row goes, its line end included; `end` for an element of a JSON array. */
  readonly removalEnd: number;
}

/** The rows of a text, in order. A byte order mark belongs to no row, nor does the header of a delimited file. */
export function datasetText(text: string, format: ContainerFormat): readonly RowSpan[] {
  if (format === 'jsonl') return lineSpans(text);
  if (format === 'json') return elementSpans(text);
  if (format === 'parquet') throw new ChangeRefused('A Parquet file has no text to edit.');
  return delimitedRecords(text, format === 'tsv' ? '\t' : ',').slice(1);
}

/** As the reader of JSON Lines has it: lines end with LF or CRLF, and a line of nothing but white space is no row. */
function lineSpans(text: string): readonly RowSpan[] {
  const spans: RowSpan[] = [];
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const removalEnd = lineFeed === -1 ? text.length : lineFeed + 1;
    const end = lineFeed === -1 ? text.length : lineFeed > start && text[lineFeed - 1] === '\r' ? lineFeed - 1 : lineFeed;
    if (/[^ \t\r]/.test(text.slice(start, end))) spans.push({ start, end, removalEnd });
    start = removalEnd;
  }
  return spans;
}

/** Elements of the array, whatever they are; strings and brackets are told apart, nothing else of them is checked. */
function elementSpans(text: string): readonly RowSpan[] {
  const spans: RowSpan[] = [];
  const mark = /["[\]{},]/g;
  mark.lastIndex = openingBracket(text) + 1;
  let [depth, from] = [1, mark.lastIndex];
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const { 0: character, index } = found;
    if (character === '"') mark.lastIndex = stringEnd(text, index);
    else if (character === '[' || character === '{') depth++;
    else if (depth > 1 && character !== ',') depth--;
    else if (depth === 1) {
      spans.push(...elementSpan(text, from, index));
      from = index + 1;
      if (character !== ',') return spans;
    }
  }
  throw new ChangeRefused('The JSON array does not end; complete the file first.');
}

function openingBracket(text: string): number {
  const found = /^\ufeff?[ \t\r\n]*\[/.exec(text);
  if (found === null) throw new ChangeRefused('The file is not one JSON array; edit it by hand.');
  return found[0].length - 1;
}

function stringEnd(text: string, start: number): number {
  for (let position = start + 1; position < text.length; position++) {
    if (text[position] === '\\') position++;
    else if (text[position] === '"') return position + 1;
  }
  return text.length;
}

function elementSpan(text: string, from: number, to: number): readonly RowSpan[] {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start] ?? '')) start++;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return start === end ? [] : [{ start, end, removalEnd: end }];
}
