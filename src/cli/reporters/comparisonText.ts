import type { ComparedSide, ComparisonRecord } from '../../core/compare/comparisonRecord';
import { comparisonSentences } from '../../core/compare/comparisonSentences';
import { signed } from '../formatFigure';
import { printable } from '../printable';
import { textTable } from '../textTable';

const left = (title: string) => ({ title, align: 'left' as const });
const right = (title: string) => ({ title, align: 'right' as const });

/** A comparison for people: what was compared, the figures with one sentence each, and the rows that change most. */
export function comparisonText(record: ComparisonRecord): string {
  const figures = comparisonSentences(record).map(({ name, value, sentence }) => [name, value, sentence]);
  return [
    `A  ${sideText(record.first)}`,
    `B  ${sideText(record.second)}`,
    matchText(record),
    '',
    textTable([left('figure'), left('value'), left('in words')], figures),
    ...flipsText(record),
    ...rankText(record),
  ].join('\n');
}

function sideText({ file, scores, convention, beta, policyHash, referenceHash }: ComparedSide): string {
  const from = scores === null || scores === file ? '' : `, scores from ${printable(scores)}`;
  if (convention === null) return `${printable(file)}${from}, without figures`;
  return `${printable(file)}${from}, policy ${String(policyHash)}, reference ${referenceHash ?? 'none'}, ${convention}, beta ${String(beta)}`;
}

function matchText({ compared, matching, swapped, onlyFirst, onlySecond, figure }: ComparisonRecord): string {
  const how = matching === 'place' ? 'matched by row' : 'matched by prompt and responses';
  const others = `${String(swapped)} with swapped labels, ${String(onlyFirst)} only in A, ${String(onlySecond)} only in B`;
  return `${String(compared)} pairs compared by ${figure}, ${how}; ${others}`;
}

function flipsText({ flips, flipCount }: ComparisonRecord): string[] {
  if (flips.length === 0) return [];
  const rows = flips.map(({ row, line, pair, first, second, swapped }) => [String(row), String(line), String(pair), signed(first, 4), signed(second, 4), signed(second - first, 4), swapped ? 'label swapped' : '']);
  return ['', `The preferred response changes in ${String(flipCount)} pairs; the largest changes:`, textTable([right('row'), right('line'), right('pair'), right('A'), right('B'), right('change'), left('')], rows)];
}

function rankText({ rankChanges }: ComparisonRecord): string[] {
  if (rankChanges.length === 0) return [];
  const rows = rankChanges.map(({ row, line, pair, rankFirst, rankSecond, first, second }) => [String(row), String(line), String(pair), String(rankFirst), String(rankSecond), signed(rankSecond - rankFirst, 0), signed(first, 4), signed(second, 4)]);
  return ['', 'Margins that move furthest in rank (1 is the lowest):', textTable([right('row'), right('line'), right('pair'), right('rank A'), right('rank B'), right('moves'), right('A'), right('B')], rows)];
}
