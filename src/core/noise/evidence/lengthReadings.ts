import { sigmoid } from '../../scoring/logistic';
import type { Steps } from '../steps';
import type { StackedEvidence } from './stackedEvidence';

/** Pairs whose responses differ in length, as two readings of a file explain their labels. */
export interface LengthLabels {
  /** Log-odds that the longer response is the better one by evidence that was freed of length. */
  readonly evidence: Float64Array;
  /** ≥ 0: what the difference of lengths adds to the log-odds of the label for the longer response. */
  readonly liking: Float64Array;
  /** 1 where the longer response is labelled better. */
  readonly forLonger: Uint8Array;
  /** Prompts a pair: those of one prompt go together, and count the less. */
  readonly independence: number;
}

/** More pairs tell the readings no better apart than they have to be. */
const mostPairs = 4096;

/** @param biased the sources without their liking for length, stacked with the lengths beside them; @param lengths as `lengthDifferences` has them */
export function* lengthLabels({ scores, lengthExcess }: StackedEvidence, groups: Uint32Array, lengths: Float64Array): Steps<LengthLabels> {
  const stride = Math.ceil(scores.length / mostPairs);
  const rows = Array.from({ length: Math.ceil(scores.length / stride) }, (_, place) => place * stride).filter((row) => (lengths[2 * row] ?? 0) !== 0);
  yield;
  const signs = rows.map((row) => Math.sign(lengths[2 * row] ?? 0));
  return {
    evidence: Float64Array.from(rows, (row, place) => (signs[place] ?? 0) * (scores[row] ?? 0)),
    liking: Float64Array.from(rows, (row) => 2 * Math.atanh(Math.abs(lengthExcess[row] ?? 0))),
    forLonger: Uint8Array.from(signs, (sign) => (sign > 0 ? 1 : 0)),
    independence: new Set(rows.map((row) => groups[row])).size / Math.max(1, rows.length),
  };
}

/** Multiples of the evidence, of the liking for length, and shares of labels flipped at random beside it. */
const [evidenceScales, likingScales, randomRates] = [[0.25, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 6], [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8], [0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3]] as const;

/**
 * How much likelier the labels are if annotators turn them towards the longer response than if longer responses truly are the better ones: the logarithm of the ratio of both
 * likelihoods, each the mean over the grid above. With s = σ(a·evidence), the chance by evidence alone, and g = b·liking, P(label for the longer one) is ε + (1 − 2ε)·x, where
 *
 * - truth follows length: x = σ(a·evidence + g). Strong evidence for the shorter response outweighs a length.
 * - labels follow length: x = s + (1 − s)·(2σ(g) − 1). So many labels are turned, however strong the evidence is.
 *
 * Where the evidence knows nothing (s = ½) both are the same, and no file of any size tells them apart.
 */
export function* labelsRatherThanTruth(labels: LengthLabels): Steps<number> {
  const [byTruth, byLabels]: [number[], number[]] = [[], []];
  for (const evidenceScale of evidenceScales) {
    for (const likingScale of likingScales) {
      yield;
      const likelihoods = likelihoodsAt(labels, evidenceScale, likingScale);
      byTruth.push(...likelihoods.byTruth);
      byLabels.push(...likelihoods.byLabels);
    }
  }
  return labels.independence * (logSum(byLabels) - logSum(byTruth));
}

/** Log-likelihoods of both readings at each share of random flips. */
function likelihoodsAt({ evidence, liking, forLonger }: LengthLabels, evidenceScale: number, likingScale: number) {
  const byTruth = randomRates.map(() => 0);
  const byLabels = randomRates.map(() => 0);
  evidence.forEach((logOdds, pair) => {
    const gained = likingScale * (liking[pair] ?? 0);
    const better = sigmoid(evidenceScale * logOdds);
    const truth = sigmoid(evidenceScale * logOdds + gained);
    const labels = better + (1 - better) * (2 * sigmoid(gained) - 1);
    const isLonger = forLonger[pair] === 1;
    randomRates.forEach((rate, place) => {
      byTruth[place] = (byTruth[place] ?? 0) + logShare(rate + (1 - 2 * rate) * truth, isLonger);
      byLabels[place] = (byLabels[place] ?? 0) + logShare(rate + (1 - 2 * rate) * labels, isLonger);
    });
  });
  return { byTruth, byLabels };
}

function logShare(share: number, happened: boolean): number {
  return Math.log(Math.max(happened ? share : 1 - share, 1e-9));
}

function logSum(values: readonly number[]): number {
  const top = Math.max(...values);
  return top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0));
}
