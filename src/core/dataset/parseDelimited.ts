/** One cell of a record. `start` and `end` bound it in the record's text, quotes included, in UTF-16 units. */
export interface DelimitedCell {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export type DelimitedRecord =
  | { readonly kind: 'cells'; readonly cells: readonly DelimitedCell[] }
  | { readonly kind: 'problem'; readonly offset: number; readonly reason: string };

const quote = '"';

/**
 * Splits one record of a CSV or TSV file (RFC 4180) into its cells. A quote opens a quoted cell only where a cell begins;
 * elsewhere it is text. Text between a closing quote and the next delimiter is kept, as Python's csv module does.
 */
export function parseDelimited(record: string, delimiter: string): DelimitedRecord {
  const cells: DelimitedCell[] = [];
  for (let start = 0; ; ) {
    const cell = record[start] === quote ? quotedCell(record, start, delimiter) : plainCell(record, start, delimiter);
    if (cell === undefined) {
      return { kind: 'problem', offset: start, reason: 'The quote that opens here is never closed; close it, or double it where it is text.' };
    }
    cells.push(cell);
    if (cell.end >= record.length) return { kind: 'cells', cells };
    start = cell.end + delimiter.length;
  }
}

function plainCell(record: string, start: number, delimiter: string): DelimitedCell {
  const end = endOfCell(record, start, delimiter);
  return { value: record.slice(start, end), start, end };
}

/** Undefined when the quote is never closed. */
function quotedCell(record: string, start: number, delimiter: string): DelimitedCell | undefined {
  let value = '';
  for (let from = start + 1; ; ) {
    const closing = record.indexOf(quote, from);
    if (closing === -1) return undefined;
    value += record.slice(from, closing);
    if (record[closing + 1] !== quote) {
      const end = endOfCell(record, closing + 1, delimiter);
      return { value: value + record.slice(closing + 1, end), start, end };
    }
    value += quote;
    from = closing + 2;
  }
}

function endOfCell(record: string, from: number, delimiter: string): number {
  const end = record.indexOf(delimiter, from);
  return end === -1 ? record.length : end;
}
