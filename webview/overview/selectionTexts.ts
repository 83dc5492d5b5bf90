import * as l10n from '@vscode/l10n';

import { findingCodes, type FindingCode } from '../../src/core/noise/findingCodes';
import { formatNumber } from '../common/formatting';
import { verdictTexts } from './overviewTexts';
import type { Condition } from './overviewState';
import { translated } from '../common/translated';

type Range = Extract<Condition, { kind: 'range' }>;

const columnTexts: Readonly<Record<Range['column'], string>> = {
  rewardMargin: l10n.t('margin'),
  likelihoodMargin: l10n.t('likelihood margin'),
  lengthNormalizedChes: l10n.t('length-normalised CHES'),
  displacement: l10n.t('displacement Δ'),
  lengthDifference: l10n.t('length difference'),
};
/** As the filter of the table calls them. */
const filterNames: Readonly<Record<Range['column'], string>> = { rewardMargin: 'margin', likelihoodMargin: 'likelihood', lengthNormalizedChes: 'ches', displacement: 'displacement', lengthDifference: 'tokens.difference' };

/** What is selected, in words. */
export function selectionWords(conditions: readonly Condition[]): string {
  return conditions.map(conditionWords).join(', ');
}

function conditionWords(condition: Condition): string {
  if (condition.kind === 'label') return l10n.t('{0}: {1}', condition.label, condition.value);
  if (condition.kind === 'code') return findingTitle(condition.code);
  if (condition.kind === 'verdict') return l10n.t('verdict: {0}', verdictTexts[condition.verdict].name);
  return rangeWords(condition);
}

function rangeWords({ column, from, below }: Range): string {
  const name = columnTexts[column];
  if (from === null) return below === null ? name : l10n.t('{0} below {1}', name, formatNumber(below));
  return below === null ? l10n.t('{0} from {1}', name, formatNumber(from)) : l10n.t('{0} from {1} to {2}', name, formatNumber(from), formatNumber(below));
}

function findingTitle(code: string): string {
  return Object.hasOwn(findingCodes, code) ? translated(findingCodes[code as FindingCode].title) : code;
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
