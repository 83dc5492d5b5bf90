import { findingCodes, type FindingCode } from '../../src/core/noise/findingCodes';
import { formatNumber } from '../common/formatting';
import { verdictTexts } from './overviewTexts';
import type { Condition } from './overviewState';

type Range = Extract<Condition, { kind: 'range' }>;

const columnTexts: Readonly<Record<Range['column'], string>> = {
  rewardMargin: 'margin',
  likelihoodMargin: 'likelihood margin',
  lengthNormalizedChes: 'length-normalised CHES',
  displacement: 'displacement Δ',
  lengthDifference: 'length difference',
};
/** As the filter of the table calls them. */
const filterNames: Readonly<Record<Range['column'], string>> = { rewardMargin: 'margin', likelihoodMargin: 'likelihood', lengthNormalizedChes: 'ches', displacement: 'displacement', lengthDifference: 'tokens.difference' };

/** What is selected, in words. */
export function selectionWords(conditions: readonly Condition[]): string {
  return conditions.map(conditionWords).join(', ');
}

function conditionWords(condition: Condition): string {
  if (condition.kind === 'label') return `${condition.label}: ${condition.value}`;
  if (condition.kind === 'code') return findingTitle(condition.code);
  if (condition.kind === 'verdict') return `verdict: ${verdictTexts[condition.verdict].name.toLowerCase()}`;
  const { column, from, below } = condition;
  const beginning = from === null ? '' : ` from ${formatNumber(from)}`;
  const end = below === null ? '' : `${from === null ? ' below' : ' to'} ${formatNumber(below)}`;
  return `${columnTexts[column]}${beginning}${end}`;
}

function findingTitle(code: string): string {
  return Object.hasOwn(findingCodes, code) ? findingCodes[code as FindingCode].title : code;
}

/** The same as a filter of the table. */
export function tableFilterOf(conditions: readonly Condition[]): string {
  return conditions.flatMap(filterTerms).join(' ');
}

function filterTerms(condition: Condition): readonly string[] {
  if (condition.kind === 'label') return [`${quoted(condition.label)} = ${quoted(condition.value)}`];
  if (condition.kind === 'code') return [`finding:${condition.code}`];
  if (condition.kind === 'verdict') return [`verdict:${condition.verdict}`];
  const { column, from, below } = condition;
  const name = filterNames[column];
  return [...(from === null ? [] : [`${name} >= ${String(from)}`]), ...(below === null ? [] : [`${name} < ${String(below)}`])];
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
