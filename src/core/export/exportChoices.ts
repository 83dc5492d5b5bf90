import { closestName } from '../noise/config/closestName';
import { findingCodes, type FindingCode } from '../noise/findingCodes';
import type { TextFix } from '../noise/fixes/fixedText';
import { verdictNames, type VerdictName } from '../noise/lintReport';

export const exportSchemas = ['source', 'trl', 'trl-chat'] as const;
/** `source`: rows as they are; `trl`: one row a pair, three strings; `trl-chat`: one row a pair, three message lists. */
export type ExportSchema = (typeof exportSchemas)[number];

export const exportFormats = ['jsonl', 'json', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportOrders = ['file', 'margin', 'rating', 'difficulty'] as const;
/** `file` keeps the order; the others go from easy to hard. */
export type ExportOrder = (typeof exportOrders)[number];

/** Pairs chosen by what was found in them or by their verdict, and rows by number: 0-based, both ends included. */
export interface RowSelection {
  readonly codes: readonly FindingCode[];
  readonly verdicts: readonly VerdictName[];
  readonly rows: readonly { readonly first: number; readonly last: number }[];
}

export interface ExportChoices {
  readonly schema: ExportSchema;
  readonly format: ExportFormat;
  readonly order: ExportOrder;
  readonly drop: RowSelection;
  readonly swap: RowSelection;
  /** Verdicts of the pairs that are written; empty: all. */
  readonly verdicts: readonly VerdictName[];
  /** Made in the texts of every pair that needs them, before swaps. */
  readonly fixes: readonly TextFix[];
  readonly scoreColumns: boolean;
}

export const nothingSelected: RowSelection = { codes: [], verdicts: [], rows: [] };

/**
 * `identical-responses,wrong,12,20-29`: codes, verdicts and rows in any mix. Throws RangeError, whose message says what is taken, for anything else.
 */
export function parseRowSelection(text: string): RowSelection {
  const parts = text.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const rows = parts.flatMap((part) => rowRange(part) ?? []);
  const named = parts.filter((part) => !/^\d/.test(part));
  const verdicts = verdictNames.filter((name) => named.includes(name));
  return { codes: named.filter((part) => !isVerdict(part)).map(findingCode), verdicts, rows };
}

function isVerdict(text: string): text is VerdictName {
  return (verdictNames as readonly string[]).includes(text);
}

function rowRange(text: string): { readonly first: number; readonly last: number } | undefined {
  if (!/^\d/.test(text)) return undefined;
  const range = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (range === null) throw new RangeError(`"${text}" is no row and no range of rows such as 0-99.`);
  const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
  if (last < first) throw new RangeError(`The rows "${text}" end before they begin.`);
  return { first, last };
}

function findingCode(text: string): FindingCode {
  if (Object.hasOwn(findingCodes, text)) return text as FindingCode;
  const meant = closestName(text, [...Object.keys(findingCodes), ...verdictNames]);
  const help = meant === undefined ? `, nor one of the codes ${Object.keys(findingCodes).join(', ')}` : `; did you mean "${meant}"?`;
  throw new RangeError(`"${text}" is neither a 0-based row, nor a range such as 0-99, nor a verdict (${verdictNames.join(', ')})${help}`);
}
