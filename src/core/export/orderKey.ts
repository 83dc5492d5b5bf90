import type { PreferencePair } from '../dataset/preferencePair';
import type { ExportOrder } from './exportChoices';
import type { PairFigures } from './scoreColumns';

/** What sorts a pair from easy (least) to hard in an order; undefined where the pair lacks the figure, so that it goes last. */
export function orderKey(order: ExportOrder, pair: PreferencePair, figures: PairFigures | undefined): number | undefined {
  if (order === 'margin') return negative(figures?.rewardMargin);
  if (order === 'difficulty') return figures?.rankingDifficulty ?? undefined;
  return order === 'rating' ? negative(preferenceStrength(pair)) : undefined;
}

/** How strongly the annotators preferred the chosen response, as the row says it: the greater the strength, the easier the pair. */
export function preferenceStrength({ labels }: Pick<PreferencePair, 'labels'>): number | undefined {
  for (const name of strengthLabels) {
    const value = labels[name];
    if (typeof value === 'number' && Number.isFinite(value)) return Math.abs(value);
  }
  return undefined;
}

const strengthLabels = ['strength', 'ratingDifference', 'scoreDifference'];

function negative(figure: number | null | undefined): number | undefined {
  return figure === null || figure === undefined ? undefined : -figure;
}
