import { findingCodes, type FindingCode } from '../noise/findingCodes';

export const exportSchemas = ['source', 'trl', 'trl-chat'] as const;
/** `source`: rows as they are; `trl`: one row a pair, three strings; `trl-chat`: one row a pair, three message lists. */
export type ExportSchema = (typeof exportSchemas)[number];

export const exportFormats = ['jsonl', 'json', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportOrders = ['file', 'margin', 'rating', 'difficulty'] as const;
/** `file` keeps the order; the others go from easy to hard. */
export type ExportOrder = (typeof exportOrders)[number];

/** Rows chosen by what was found in them and by number: 0-based, both ends included. */
export interface RowSelection {
  readonly codes: readonly FindingCode[];
  readonly rows: readonly { readonly first: number; readonly last: number }[];
}

export interface ExportChoices {
  readonly schema: ExportSchema;
  readonly format: ExportFormat;
  readonly order: ExportOrder;
  readonly drop: RowSelection;
  readonly swap: RowSelection;
  readonly scoreColumns: boolean;
}

/**
 * `identical-responses,12,20-29`: codes and rows in any mix. Throws RangeError, whose message says what is taken, for anything else.
 */
export function parseRowSelection(text: string): RowSelection {
  const parts = text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const codes: FindingCode[] = [];
  const rows: { first: number; last: number }[] = [];
  for (const part of parts) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (range !== null) rows.push(rowRange(part, Number(range[1]), Number(range[2] ?? range[1])));
    else codes.push(findingCode(part));
  }
  return { codes, rows };
}

function rowRange(text: string, first: number, last: number): { readonly first: number; readonly last: number } {
  if (last < first) throw new RangeError(`The rows "${text}" end before they begin.`);
  return { first, last };
}

function findingCode(text: string): FindingCode {
  if (Object.hasOwn(findingCodes, text)) return text as FindingCode;
  throw new RangeError(`"${text}" is neither a 0-based row, nor a range such as 0-99, nor one of the codes ${Object.keys(findingCodes).join(', ')}.`);
}
