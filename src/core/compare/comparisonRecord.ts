import * as z from 'zod';

import type { Interval } from '../noise/lintReport';
import { comparedFigures } from './scoreSet';
import type { Comparison } from './comparison';
import { matchings } from './matchPairs';

const count = z.int().nonnegative();
const intervalSchema = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });
const figure = intervalSchema.nullable();

/** One of the two sides: the file, and where its figures come from (null where no pair has any). */
export const comparedSideSchema = z.strictObject({
  file: z.string(),
  /** The file of scores that the figures were read from; null where they were computed or taken from the store. */
  scores: z.string().nullable(),
  pairs: count,
  unscored: count,
  convention: z.string().nullable(),
  beta: z.number().nullable(),
  precision: z.string().nullable(),
  policyHash: z.string().nullable(),
  referenceHash: z.string().nullable(),
});
export type ComparedSide = z.infer<typeof comparedSideSchema>;

const placeFields = { row: count, line: count, pair: count, secondRow: count, swapped: z.boolean() };

/** The public contract of `preflens compare --format json`; every figure is explained in docs/compare.md. */
export const comparisonRecordSchema = z.strictObject({
  first: comparedSideSchema,
  second: comparedSideSchema,
  figure: z.enum(comparedFigures),
  matching: z.enum(matchings),
  matched: count,
  compared: count,
  swapped: count,
  onlyFirst: count,
  onlySecond: count,
  pearson: figure,
  spearman: figure,
  kendall: figure,
  agreement: figure,
  kappa: figure,
  accuracyFirst: figure,
  accuracySecond: figure,
  accuracyChange: figure,
  mcnemar: z.strictObject({ onlyFirst: count, onlySecond: count, pValue: z.number() }).nullable(),
  meanChange: figure,
  undecided: count,
  flipCount: count,
  /** The largest changes first. */
  flips: z.array(z.strictObject({ ...placeFields, first: z.number(), second: z.number() })),
  rankChanges: z.array(z.strictObject({ ...placeFields, first: z.number(), second: z.number(), rankFirst: z.number(), rankSecond: z.number() })),
});
export type ComparisonRecord = z.infer<typeof comparisonRecordSchema>;

/** The record of a comparison with at most `listed` flips and rank changes. */
export function comparisonRecord({ figure: compared, match, columns, figures, flips, ranks }: Comparison, sides: Pick<ComparisonRecord, 'first' | 'second'>, listed: number): ComparisonRecord {
  const { flips: flipCount, ...rest } = figures;
  const place = (at: number) => ({ row: columns.row[at] ?? 0, line: columns.line[at] ?? 0, pair: columns.pair[at] ?? 0, secondRow: columns.secondRow[at] ?? 0, swapped: columns.swapped[at] === 1 });
  const margins = (at: number) => ({ first: columns.first[at] ?? 0, second: columns.second[at] ?? 0 });
  return {
    ...sides,
    figure: compared,
    matching: match.matching,
    matched: match.first.length,
    compared: columns.length,
    swapped: match.swappedCount,
    onlyFirst: match.onlyFirst,
    onlySecond: match.onlySecond,
    ...copied(rest),
    flipCount,
    flips: [...flips.subarray(0, listed)].map((at) => ({ ...place(at), ...margins(at) })),
    rankChanges: [...ranks.order.subarray(0, listed)].map((at) => ({ ...place(at), ...margins(at), rankFirst: ranks.first[at] ?? 0, rankSecond: ranks.second[at] ?? 0 })),
  };
}

/** Copies without readonly, which is how the schema has them. */
function copied(figures: Omit<Comparison['figures'], 'flips'>) {
  const copy = (interval: Interval | null) => interval && { ...interval };
  const { pearson, spearman, kendall, agreement, kappa, accuracyFirst, accuracySecond, accuracyChange, mcnemar, meanChange, undecided } = figures;
  return {
    pearson: copy(pearson),
    spearman: copy(spearman),
    kendall: copy(kendall),
    agreement: copy(agreement),
    kappa: copy(kappa),
    accuracyFirst: copy(accuracyFirst),
    accuracySecond: copy(accuracySecond),
    accuracyChange: copy(accuracyChange),
    mcnemar: mcnemar && { ...mcnemar },
    meanChange: copy(meanChange),
    undecided,
  };
}
