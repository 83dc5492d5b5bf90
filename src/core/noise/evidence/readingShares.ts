import { sigmoid } from '../../scoring/logistic';
import { logSum } from '../../statistics/logSum';
import { biasLogRatio, type LengthReadings } from './lengthReadings';

/** How likely readings of a file are. */
export interface ReadingShares {
  /** That labels follow length, rightly or not. */
  readonly follows: number;
  /** That they do, and are biased; what is left is for taking sources as they are. */
  readonly biased: number;
}

/**
 * @param follows probability that labels follow length, by the labels
 * @param priorLogOdds of a bias where they do, before the file is asked
 */
export function readingShares(follows: number, priorLogOdds: number, readings: LengthReadings): ReadingShares {
  const asked = readings.truth.ofWords !== 0 || readings.wordsWithoutLength !== 0;
  const now = asked ? sigmoid(Math.log(follows) - Math.log1p(-follows) + wordsOf(readings, priorLogOdds) - readings.wordsWithoutLength) : follows;
  return { follows: now, biased: now * sigmoid(priorLogOdds + biasLogRatio(readings)) };
}

/** ln P(words | labels) where labels follow length: over both readings by how likely each was before anybody was asked. */
function wordsOf({ truth, biased, independence }: LengthReadings, priorLogOdds: number): number {
  const byLabels = priorLogOdds + independence * (biased.ofLabels - truth.ofLabels);
  return logSum([truth.ofWords, byLabels + biased.ofWords]) - logSum([0, byLabels]);
}
