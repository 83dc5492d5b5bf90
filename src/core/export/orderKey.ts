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
  for (const name of strengths) {
    const value = numeric(labels[name]);
    if (value !== undefined) return Math.abs(value);
  }
  for (const [first, second] of ratings) {
    const [one, other] = [numeric(labels[first]), numeric(labels[second])];
    if (one !== undefined && other !== undefined) return Math.abs(one - other);
  }
  return undefined;
}

/** Labels that say it outright: HelpSteer 2 and 3, SHP. */
const strengths = ['preference_strength', 'overall_preference', 'score_ratio'];
/** Ratings of the two responses, whose difference says it. */
const ratings = [
  ['score_chosen', 'score_rejected'],
  ['chosen_rating', 'rejected_rating'],
  ['chosen_reward', 'rejected_reward'],
] as const;

/** Tables of texts hold numbers as texts. */
function numeric(label: string | number | undefined): number | undefined {
  const value = typeof label === 'string' && label.trim() !== '' ? Number(label) : label;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function negative(figure: number | null | undefined): number | undefined {
  return figure === null || figure === undefined ? undefined : -figure;
}
