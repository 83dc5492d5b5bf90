import { parseDelimited, type DelimitedCell } from '../dataset/parseDelimited';

/** One record; `end` is before its line end, `removalEnd` behind it. */
export interface DelimitedRecord {
  readonly start: number;
  readonly end: number;
  readonly removalEnd: number;
}

/** The records of a delimited text (RFC 4180: quotes may hold delimiters, line ends and doubled quotes); blank lines are none. */
export function delimitedRecords(text: string, delimiter: string): readonly DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const end = recordEnd(text, start, delimiter);
    const removalEnd = end + (text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0);
    if (end > start) records.push({ start, end, removalEnd });
    start = removalEnd;
  }
  return records;
}

/** The cells of one record; none where a quote is never closed. */
export function delimitedCells(record: string, delimiter: string): readonly DelimitedCell[] {
  const parsed = parseDelimited(record, delimiter);
  return parsed.kind === 'cells' ? parsed.cells : [];
}

function recordEnd(text: string, start: number, delimiter: string): number {
  for (let position = start; ; position++) {
    position = cellEnd(text, position, delimiter);
    if (text[position] !== delimiter) return position;
  }
}

/** The offset of the delimiter, line end or end of text behind the cell that starts at `start`. */
function cellEnd(text: string, start: number, delimiter: string): number {
  let position = text[start] === '"' ? closingQuote(text, start) : start;
  while (position < text.length && text[position] !== delimiter && text[position] !== '\n' && !isLineEnd(text, position)) position++;
  return position;
}

function isLineEnd(text: string, position: number): boolean {
  return text[position] === '\r' && (text[position + 1] === '\n' || position + 1 === text.length);
}

/** The offset behind the quote that closes the one at `start`. */
function closingQuote(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] !== '"') return quote + 1;
  }
  return text.length;
}
