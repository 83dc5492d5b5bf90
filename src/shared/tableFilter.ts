import { findingCodes } from '../core/noise/findingCodes';
import { verdictNames } from '../core/noise/lintReport';
import { numericColumns, textColumnIds, type NumericColumnId, type TextColumnId } from './tableColumns';

export const rowStates = ['pair', 'tie', 'unpaired', 'unreadable', 'scored', 'unscored', 'finding'] as const;
/** `unscored`: can be read, and has no figures (yet). `finding`: something is wrong with the row, models not asked. */
export type RowState = (typeof rowStates)[number];

export type Comparison = '<' | '<=' | '>' | '>=' | '=';

/** One condition of a filter; a row is kept when all hold. */
export type FilterTerm = { readonly negated: boolean } & (
  | { readonly kind: 'number'; readonly column: NumericColumnId | 'row' | 'line'; readonly comparison: Comparison; readonly value: number }
  | { readonly kind: 'label'; readonly column: string; readonly comparison: Comparison; readonly value: string }
  | { readonly kind: 'state'; readonly state: RowState }
  /** What the search for findings says of the row: one of its codes, or one of its verdicts. */
  | { readonly kind: 'judged'; readonly by: 'finding' | 'verdict'; readonly value: string }
  /** Letter case does not count; `text` is in lower case. */
  | { readonly kind: 'text'; readonly column: TextColumnId | 'any'; readonly text: string }
);

export type ParsedFilter =
  | { readonly kind: 'filter'; readonly terms: readonly FilterTerm[] }
  /** One sentence: what is wrong and what would be right. */
  | { readonly kind: 'problem'; readonly message: string };

interface Piece {
  readonly negated: boolean;
  readonly name: string;
  readonly isQuoted: boolean;
  readonly operator: string | undefined;
  readonly value: string | undefined;
}

const quoted = String.raw`"(?:[^"\\]|\\.)*"`;
const piecePattern = new RegExp(String.raw`\s*(-(?=[^\s\d]))?(${quoted}|[^\s"<>=:!]+)(?:\s*(<=|>=|!=|<|>|=|:)\s*(${quoted}|[^\s"]+)?)?`, 'y');

/**
 * Reads what people type into the filter: `margin < 0 chosen.tokens > 200 is:tie source = web chosen:"thank you" -refund`.
 * Conditions stand one after another and must all hold; a minus sign before one turns it round. Never throws.
 */
export function parseFilter(text: string): ParsedFilter {
  const terms: FilterTerm[] = [];
  try {
    for (const piece of pieces(text)) terms.push(term(piece));
  } catch (error) {
    if (error instanceof FilterProblem) return { kind: 'problem', message: error.message };
    throw error;
  }
  return { kind: 'filter', terms };
}

class FilterProblem extends Error {}

function* pieces(text: string): Generator<Piece> {
  piecePattern.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    piecePattern.lastIndex = at;
    const match = piecePattern.exec(text);
    if (!match) throw new FilterProblem(`“${text.slice(at).trim()}” is no condition; write for example margin < 0, is:tie or "some words".`);
    at = piecePattern.lastIndex;
    const name = match[2] ?? '';
    yield { negated: match[1] !== undefined, name: unquoted(name), isQuoted: name.startsWith('"'), operator: match[3], value: match[4] === undefined ? undefined : unquoted(match[4]) };
  }
}

function term(piece: Piece): FilterTerm {
  const { name, operator, value } = piece;
  if (operator === undefined) return { kind: 'text', column: 'any', text: name.toLowerCase(), negated: piece.negated };
  if (value === undefined) throw new FilterProblem(`“${name} ${operator}” lacks a value.`);
  const negated = piece.negated !== (operator === '!=');
  const key = piece.isQuoted ? '' : name.toLowerCase();
  if (operator === ':' && key === 'is') return { ...stateTerm(value), negated };
  if (operator === ':' && (key === 'finding' || key === 'verdict')) return { ...judgedTerm(key, value), negated };
  const textColumn = [...textColumnIds, 'any' as const].find((column) => column === (key === 'text' ? 'any' : key));
  if (operator === ':' && textColumn) return { kind: 'text', column: textColumn, text: value.toLowerCase(), negated };
  const comparison = operator === ':' || operator === '!=' ? '=' : (operator as Comparison);
  const column = numberColumn(key);
  if (column) return { kind: 'number', column, comparison, value: numberOf(name, value), negated };
  return { kind: 'label', column: name, comparison, value, negated };
}

function stateTerm(value: string): { readonly kind: 'state'; readonly state: RowState } {
  const state = rowStates.find((known) => known === value.toLowerCase());
  if (!state) throw new FilterProblem(`“is:${value}” is not known; after is: comes one of ${rowStates.join(', ')}.`);
  return { kind: 'state', state };
}

function judgedTerm(by: 'finding' | 'verdict', value: string): { readonly kind: 'judged'; readonly by: 'finding' | 'verdict'; readonly value: string } {
  const text = value.toLowerCase();
  if (by === 'verdict' && !verdictNames.some((name) => name === text)) throw new FilterProblem(`“verdict:${value}” is not known; after verdict: comes one of ${verdictNames.join(', ')}.`);
  if (by === 'finding' && !Object.hasOwn(findingCodes, text)) throw new FilterProblem(`“finding:${value}” is not known; after finding: comes the code of a finding, such as duplicate-pair.`);
  return { kind: 'judged', by, value: text };
}

function numberColumn(name: string): NumericColumnId | 'row' | 'line' | undefined {
  if (name === 'row' || name === 'line') return name;
  return numericColumns.find((column) => column.name === name || column.id.toLowerCase() === name)?.id;
}

function numberOf(name: string, text: string): number {
  const value = Number(text.replace('\u2212', '-').replaceAll(',', ''));
  if (text === '' || !Number.isFinite(value)) throw new FilterProblem(`“${name}” is compared with a number, and “${text}” is none.`);
  return value;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}
