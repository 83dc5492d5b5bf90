import type { Interval } from '../noise/lintReport';
import type { ComparisonRecord } from './comparisonRecord';

/** A figure of a comparison as people read it. */
export interface ComparisonSentence {
  readonly name: string;
  /** The figure with its 95 % interval; a dash where it is unknown. */
  readonly value: string;
  readonly sentence: string;
}

type Figures = Pick<ComparisonRecord, 'compared' | 'agreement' | 'kappa' | 'pearson' | 'spearman' | 'kendall' | 'accuracyFirst' | 'accuracySecond' | 'accuracyChange' | 'mcnemar' | 'meanChange' | 'flipCount' | 'undecided'>;

/** All figures of a comparison, each with one plain sentence. */
export function comparisonSentences(record: Figures): readonly ComparisonSentence[] {
  const { agreement, kappa, pearson, spearman, kendall, accuracyFirst, accuracySecond, accuracyChange, mcnemar, meanChange, flipCount, undecided } = record;
  return [
    { name: 'Agreement', value: share(agreement), sentence: `In how many pairs A and B prefer the same response; they differ in ${whole(flipCount)}${undecided === 0 ? '' : `, and ${whole(undecided)} are left out because a margin is exactly 0`}.` },
    { name: 'Cohen’s κ', value: number(kappa), sentence: 'The same beyond what chance would give: 1 is full agreement, 0 is chance.' },
    { name: 'Pearson', value: number(pearson), sentence: 'How well the margins lie on one straight line: 1 is perfectly, 0 is not at all.' },
    { name: 'Spearman', value: number(spearman), sentence: 'How alike both order the pairs by margin; scale does not matter.' },
    { name: 'Kendall τ', value: number(kendall), sentence: 'Of two pairs taken at random, how much more often both order them alike than not.' },
    { name: 'Accuracy A', value: share(accuracyFirst), sentence: 'Share of pairs in which A prefers the response that its file calls chosen.' },
    { name: 'Accuracy B', value: share(accuracySecond), sentence: 'The same of B and its file.' },
    { name: 'Change of accuracy', value: share(accuracyChange, signedPercent), sentence: mcnemarSentence(mcnemar) },
    { name: 'Mean change', value: number(meanChange, signedNumber), sentence: 'How much larger the margin is in B than in A on average, in nats, each by its own labels.' },
  ];
}

function mcnemarSentence(mcnemar: Figures['mcnemar']): string {
  if (mcnemar === null) return 'Both are right and wrong in the same pairs.';
  const { onlyFirst, onlySecond, pValue } = mcnemar;
  return `A alone is right in ${whole(onlyFirst)} pairs, B alone in ${whole(onlySecond)}; chance alone splits them so unevenly with p = ${probability(pValue)} (McNemar).`;
}

function probability(value: number): string {
  if (value < 0.0001) return value === 0 ? '0' : value.toExponential(0).replace('-', '\u2212');
  return value.toPrecision(2);
}

function share(interval: Interval | null, format = percent): string {
  return interval === null ? '–' : `${format(interval.estimate)} (${format(interval.low)} to ${format(interval.high)})`;
}

function number(interval: Interval | null, format = plainNumber): string {
  return interval === null ? '–' : `${format(interval.estimate)} (${format(interval.low)} to ${format(interval.high)})`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)}\u00a0%`;
}

function signedPercent(value: number): string {
  return `${sign(value * 100, 1)}${Math.abs(value * 100).toFixed(1)}\u00a0%`;
}

function plainNumber(value: number): string {
  return `${value < 0 && Number(value.toFixed(3)) !== 0 ? '\u2212' : ''}${Math.abs(value).toFixed(3)}`;
}

function signedNumber(value: number): string {
  return `${sign(value, 4)}${Math.abs(value).toFixed(4)}`;
}

function sign(value: number, decimals: number): string {
  if (Number(value.toFixed(decimals)) === 0) return '';
  return value < 0 ? '\u2212' : '+';
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}
