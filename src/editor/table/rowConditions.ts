import type { NumericColumnId } from '../../shared/tableColumns';
import type { Comparison, FilterTerm } from '../../shared/tableFilter';
import type { RowFigures } from '../figures/rowFigures';
import { wholeTexts } from './cellText';
import { countText } from './findText';
import { labelText } from './labelColumns';
import type { RowFacts } from './rowFacts';
import type { TableData } from './tableData';
import { figureOf } from './tableNumbers';

/** What conditions are decided by. Facts and findings are collected by reading the whole file, and only when asked for. */
export interface RowKnowledge {
  readonly data: TableData;
  readonly figures: (row: number) => RowFigures | undefined;
  readonly facts: RowFacts | null;
  readonly findings: Uint8Array | null;
  /** For every row, 1 where the search for findings says of it what a condition asks for; one list for each such condition. */
  readonly judged: ReadonlyMap<FilterTerm, Uint8Array>;
}

type TextTerm = Extract<FilterTerm, { kind: 'text' | 'label' }>;

export function needsFacts(term: FilterTerm): boolean {
  if (term.kind === 'number') return isLengthColumn(term.column);
  return term.kind === 'state' && term.state !== 'scored' && term.state !== 'finding';
}

export function needsFindings(term: FilterTerm): boolean {
  return term.kind === 'state' && term.state === 'finding';
}

/** True for conditions that the row itself must be read for. */
export function readsRow(term: FilterTerm): term is TextTerm {
  return term.kind === 'text' || term.kind === 'label';
}

export function isLengthColumn(column: string): column is 'promptLength' | 'chosenLength' | 'rejectedLength' {
  return column === 'promptLength' || column === 'chosenLength' || column === 'rejectedLength';
}

/** Decides the conditions that need no row to be read. Facts and findings must be there where a condition needs them. */
export function holds(knowledge: RowKnowledge, term: FilterTerm, row: number): boolean {
  if (term.kind === 'state') return holdsState(knowledge, term.state, row) !== term.negated;
  if (term.kind === 'judged') return (knowledge.judged.get(term)?.[row] === 1) !== term.negated;
  if (term.kind !== 'number') return true;
  const value = numberOf(knowledge, term.column, row);
  // What a row does not have is neither below nor above anything.
  return value !== null && compare(value, term.comparison, term.value) !== term.negated;
}

/** Decides the conditions that are about what the row holds, reading it once. */
export async function holdsInText({ data }: RowKnowledge, terms: readonly TextTerm[], row: number): Promise<boolean> {
  const anywhere = terms.filter((term) => term.kind === 'text' && term.column === 'any');
  if (anywhere.length > 0) {
    const content = await data.content(row);
    if (!anywhere.every((term) => term.kind === 'text' && (content !== null && countText(content, term.text) > 0) !== term.negated)) return false;
  }
  if (anywhere.length === terms.length) return true;
  const texts = terms.some(({ kind }) => kind === 'text') ? (await data.read(row)).texts.map(wholeTexts) : [];
  const fields = terms.some(({ kind }) => kind === 'label') ? await data.fields(row) : null;
  return terms.every((term) => {
    if (term.kind === 'label') return holdsLabel(labelText(fields, term.column), term) !== term.negated;
    const { column } = term;
    return column === 'any' || texts.some((pair) => pair[column]?.toLowerCase().includes(term.text)) !== term.negated;
  });
}

/** Numbers that are known without reading the row. */
export function numberOf({ data, figures, facts }: RowKnowledge, column: NumericColumnId | 'row' | 'line', row: number): number | null {
  if (column === 'row') return row + 1;
  if (column === 'line') return data.index.lineOf(row);
  if (column === 'bytes') return data.location(row).byteLength;
  if (column === 'promptLength') return facts?.length(row, 'prompt') ?? null;
  if (column === 'chosenLength') return facts?.length(row, 'chosen') ?? null;
  if (column === 'rejectedLength') return facts?.length(row, 'rejected') ?? null;
  return figureOf(figures(row), column);
}

function holdsState({ facts, findings, figures }: RowKnowledge, state: string, row: number): boolean {
  if (state === 'finding') return findings?.[row] === 1;
  if (state === 'scored') return figures(row)?.kind === 'scored';
  const kind = facts?.kind(row);
  if (state === 'unscored') return kind !== 'unreadable' && figures(row)?.kind !== 'scored';
  return kind === state;
}

function holdsLabel(label: string, { comparison, value }: Extract<FilterTerm, { kind: 'label' }>): boolean {
  const [left, right] = [Number(label), Number(value)];
  if (label !== '' && value !== '' && Number.isFinite(left) && Number.isFinite(right)) return compare(left, comparison, right);
  return comparison === '=' ? label.toLowerCase() === value.toLowerCase() : label !== '' && compare(label, comparison, value);
}

function compare<Value extends number | string>(left: Value, comparison: Comparison, right: Value): boolean {
  switch (comparison) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '=':
      return left === right;
  }
}
