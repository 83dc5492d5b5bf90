import type { Interval } from '../noise/lintReport';
import type { ComparisonRecord } from './comparisonRecord';

/** A figure of a comparison: which, how it is written, and what it says. Names and sentences are constants of `comparisonTexts`, so that they can be translated. */
export interface DescribedFigure {
  readonly name: string;
  /** Null where it is unknown. */
  readonly interval: Interval | null;
  readonly style: 'share' | 'change of share' | 'number' | 'change';
  /** One plain sentence, with {0}, {1} … in place of `values`. */
  readonly sentence: string;
  /** Numbers are counts. */
  readonly values: readonly (number | string)[];
}

type Figures = Pick<ComparisonRecord, 'compared' | 'agreement' | 'kappa' | 'pearson' | 'spearman' | 'kendall' | 'accuracyFirst' | 'accuracySecond' | 'accuracyChange' | 'mcnemar' | 'meanChange' | 'flipCount' | 'undecided'>;

/** Every text of a comparison's figures. */
export const comparisonTexts = {
  names: { agreement: 'Agreement', kappa: 'Cohen’s κ', pearson: 'Pearson', spearman: 'Spearman', kendall: 'Kendall τ', accuracyFirst: 'Accuracy A', accuracySecond: 'Accuracy B', accuracyChange: 'Change of accuracy', meanChange: 'Mean change' },
  sentences: {
    agreement: 'In how many pairs A and B prefer the same response; they differ in {0}.',
    agreementUndecided: 'In how many pairs A and B prefer the same response; they differ in {0}, and {1} are left out because a margin is exactly 0.',
    kappa: 'The same beyond what chance would give: 1 is full agreement, 0 is chance.',
    pearson: 'How well the margins lie on one straight line: 1 is perfectly, 0 is not at all.',
    spearman: 'How alike both order the pairs by margin; scale does not matter.',
    kendall: 'Of two pairs taken at random, how much more often both order them alike than not.',
    accuracyFirst: 'Share of pairs in which A prefers the response that its file calls chosen.',
    accuracySecond: 'The same of B and its file.',
    sameErrors: 'Both are right and wrong in the same pairs.',
    mcnemar: 'A alone is right in {0} pairs, B alone in {1}; chance alone splits them so unevenly with p = {2} (McNemar).',
    meanChange: 'How much larger the margin is in B than in A on average, in nats, each by its own labels.',
  },
} as const;

/** All figures of a comparison, in reading order. */
export function describedFigures({ agreement, kappa, pearson, spearman, kendall, accuracyFirst, accuracySecond, accuracyChange, mcnemar, meanChange, flipCount, undecided }: Figures): readonly DescribedFigure[] {
  const { names, sentences } = comparisonTexts;
  const agreed = undecided === 0 ? { sentence: sentences.agreement, values: [flipCount] } : { sentence: sentences.agreementUndecided, values: [flipCount, undecided] };
  const changed = mcnemar === null ? { sentence: sentences.sameErrors, values: [] } : { sentence: sentences.mcnemar, values: [mcnemar.onlyFirst, mcnemar.onlySecond, probability(mcnemar.pValue)] };
  return [
    { name: names.agreement, interval: agreement, style: 'share', ...agreed },
    { name: names.kappa, interval: kappa, style: 'number', sentence: sentences.kappa, values: [] },
    { name: names.pearson, interval: pearson, style: 'number', sentence: sentences.pearson, values: [] },
    { name: names.spearman, interval: spearman, style: 'number', sentence: sentences.spearman, values: [] },
    { name: names.kendall, interval: kendall, style: 'number', sentence: sentences.kendall, values: [] },
    { name: names.accuracyFirst, interval: accuracyFirst, style: 'share', sentence: sentences.accuracyFirst, values: [] },
    { name: names.accuracySecond, interval: accuracySecond, style: 'share', sentence: sentences.accuracySecond, values: [] },
    { name: names.accuracyChange, interval: accuracyChange, style: 'change of share', ...changed },
    { name: names.meanChange, interval: meanChange, style: 'change', sentence: sentences.meanChange, values: [] },
  ];
}

function probability(value: number): string {
  if (value < 0.0001) return value === 0 ? '0' : value.toExponential(0).replace('-', '\u2212');
  return value.toPrecision(2);
}
