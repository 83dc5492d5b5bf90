import type { Interval } from '../noise/lintReport';
import type { Steps } from '../noise/steps';
import { kendall } from '../statistics/kendall';
import { pearson } from '../statistics/pearson';
import { signTest } from '../statistics/signTest';
import { singlePrecision } from '../statistics/singlePrecision';
import { spearman } from '../statistics/spearman';
import { studentQuantile } from '../statistics/studentQuantile';
import { kappaWithInterval, pairedShareChange, type TwoByTwo } from '../statistics/twoByTwo';
import { wilsonInterval } from '../statistics/wilsonInterval';
import type { ComparedColumns } from './comparedColumns';

/** How far two score sets agree, with 95 % intervals. A figure is null where the pairs cannot give it. */
export interface ComparisonFigures {
  /** Correlations of the margins. */
  readonly pearson: Interval | null;
  readonly spearman: Interval | null;
  readonly kendall: Interval | null;
  /** Share of pairs in which both prefer the same response, of those in which both prefer one. */
  readonly agreement: Interval | null;
  /** Cohen's κ of the preferred response. */
  readonly kappa: Interval | null;
  /** Share of pairs with a margin above 0 in the sense of each file's own labels. */
  readonly accuracyFirst: Interval | null;
  readonly accuracySecond: Interval | null;
  readonly accuracyChange: Interval | null;
  /** McNemar's exact test of the accuracies: pairs that only one of them has right, and how likely so uneven a split is by chance. */
  readonly mcnemar: { readonly onlyFirst: number; readonly onlySecond: number; readonly pValue: number } | null;
  /** Mean of second − first, in nats, in the sense of each file's own labels. */
  readonly meanChange: Interval | null;
  /** Pairs whose preferred response changes, and those in which a margin is exactly 0. */
  readonly flips: number;
  readonly undecided: number;
}

const pairsAtOnce = 1 << 14;

/** Agreement asks which response is preferred, so swapped labels count as no disagreement; accuracy asks each file's own labels. */
export function* comparisonFigures(columns: ComparedColumns): Steps<ComparisonFigures> {
  const { first, second } = columns;
  const ranked = [yield* singlePrecision(first), yield* singlePrecision(second)] as const;
  const preferences = yield* count(columns, (at) => first[at] ?? NaN, (at) => second[at] ?? NaN);
  const own = (at: number): number => (columns.swapped[at] === 1 ? -1 : 1) * (second[at] ?? NaN);
  const labels = yield* count(columns, (at) => (first[at] ?? NaN) || -1, (at) => own(at) || -1);
  const decided = columns.length - preferences.undecided;
  return {
    pearson: yield* pearson(first, second),
    spearman: yield* spearman(...ranked),
    kendall: yield* kendall(...ranked),
    agreement: wilsonInterval(preferences.both + preferences.neither, decided),
    kappa: kappaWithInterval(preferences),
    accuracyFirst: wilsonInterval(labels.both + labels.onlyFirst, columns.length),
    accuracySecond: wilsonInterval(labels.both + labels.onlySecond, columns.length),
    accuracyChange: pairedShareChange(labels),
    mcnemar: mcnemar(labels),
    meanChange: yield* meanChange(columns.length, (at) => own(at) - (first[at] ?? NaN)),
    flips: preferences.onlyFirst + preferences.onlySecond,
    undecided: preferences.undecided,
  };
}

/** Margins above 0 of both; pairs with a margin of 0 are counted apart. */
function* count({ length }: ComparedColumns, first: (at: number) => number, second: (at: number) => number): Steps<TwoByTwo & { readonly undecided: number }> {
  let [both, onlyFirst, onlySecond, undecided] = [0, 0, 0, 0];
  for (let at = 0; at < length; at++) {
    if (at % pairsAtOnce === 0) yield;
    const [a, b] = [first(at), second(at)];
    if (a === 0 || b === 0) undecided++;
    else if (a > 0 && b > 0) both++;
    else if (a > 0) onlyFirst++;
    else if (b > 0) onlySecond++;
  }
  return { both, onlyFirst, onlySecond, neither: length - both - onlyFirst - onlySecond - undecided, undecided };
}

function mcnemar({ onlyFirst, onlySecond }: TwoByTwo): ComparisonFigures['mcnemar'] {
  const pValue = signTest(onlyFirst, onlySecond);
  return pValue === null ? null : { onlyFirst, onlySecond, pValue };
}

/** With Student's interval. Null for fewer than two pairs. */
function* meanChange(length: number, change: (at: number) => number): Steps<Interval | null> {
  if (length < 2) return null;
  let [mean, squares] = [0, 0];
  for (let at = 0; at < length; at++) {
    if (at % pairsAtOnce === 0) yield;
    // Welford's update keeps the digits of small changes.
    const delta = change(at) - mean;
    mean += delta / (at + 1);
    squares += delta * (change(at) - mean);
  }
  const half = studentQuantile(length - 1) * Math.sqrt(squares / (length - 1) / length);
  return { estimate: mean, low: mean - half, high: mean + half };
}
