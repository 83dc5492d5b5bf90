import { logSigmoid } from '../../scoring/logistic';
import { errorFunction } from '../../statistics/errorFunction';
import type { Steps } from '../steps';
import { logisticWeights, weakPrior, type SignedFeatures } from './logisticWeights';
import { weigh, type StackedFile } from './stackedEvidence';

const rowsAtOnce = 8192;

/**
 * How sure it is that a source agrees with labels at equal length: P(its weight beside the lengths is above 0) − P(below), from 0 to 1, by the gain in log-likelihood that it brings there (√(2·gain)
 * standard errors, fewer where pairs share prompts). 0 where the best weight is not above 0.
 *
 * @param features sources without their liking for length, and behind them the lengths; @param column of the source
 */
export function* witnessAgreement(file: StackedFile, features: SignedFeatures, column: number): Steps<number> {
  const beside = yield* besideLengths(file, features, column);
  const gain = (yield* logLikelihood(file, beside, beside.count)) - (yield* logLikelihood(file, beside, beside.count - 1));
  return errorFunction(Math.sqrt(Math.max(0, gain) * (yield* promptsAPair(file))));
}

/** The lengths, and behind them the source. */
function* besideLengths({ groups, sources }: StackedFile, features: SignedFeatures, column: number): Steps<SignedFeatures> {
  const lengths = features.count - sources;
  const count = lengths + 1;
  const values = new Float64Array(groups.length * count);
  for (let row = 0; row < groups.length; row++) {
    if (row % rowsAtOnce === 0) yield;
    for (let side = 0; side < lengths; side++) values[row * count + side] = features.values[row * features.count + sources + side] ?? 0;
    values[row * count + lengths] = features.values[row * features.count + column] ?? 0;
  }
  return { values, count };
}

function* logLikelihood({ groups, stride }: StackedFile, features: SignedFeatures, columns: number): Steps<number> {
  const priors = Array.from({ length: columns }, () => weakPrior);
  const weights = yield* logisticWeights(features, columns, priors, (row) => row % stride === 0);
  let sum = 0;
  for (let row = 0; row < groups.length; row += stride) {
    if ((row / stride) % rowsAtOnce === 0) yield;
    sum += logSigmoid(weigh(features, row, weights, 0, columns));
  }
  return sum;
}

/** Of the pairs that are trained on. */
function* promptsAPair({ groups, stride }: StackedFile): Steps<number> {
  const prompts = new Set<number>();
  let pairs = 0;
  for (let row = 0; row < groups.length; row += stride) {
    if (pairs++ % rowsAtOnce === 0) yield;
    prompts.add(groups[row] ?? 0);
  }
  return prompts.size / Math.max(1, pairs);
}
