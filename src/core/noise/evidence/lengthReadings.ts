import { sigmoid } from '../../scoring/logistic';
import { logSum } from '../../statistics/logSum';
import type { Steps } from '../steps';
import type { LengthLabels, ReviewedLengthLabels } from './lengthLabels';

/** What labels that follow length come from: a truth that follows it, or annotators who turn labels towards the longer response. */
type Reading = 'truth' | 'labels';

/** How well one reading explains labels and, given these, what people found. Both are logarithms, and mean over the grid. */
export interface ReadingLikelihood {
  readonly ofLabels: number;
  /** By prompts; 0 where nobody looked. */
  readonly ofWords: number;
}

export interface LengthReadings {
  readonly truth: ReadingLikelihood;
  readonly biased: ReadingLikelihood;
  /** Of what people found if labels had nothing to do with length. */
  readonly wordsWithoutLength: number;
  /** `ofLabels` counts by prompts, not pairs: times so much. */
  readonly independence: number;
}

/** Multiples of the evidence, of the liking for length, and shares of labels flipped at random beside it. */
const [evidenceScales, likingScales, randomRates] = [[0.25, 0.5, 0.7, 1, 1.4, 2, 2.8, 4, 6], [0.35, 0.5, 0.7, 1, 1.4, 2, 2.8], [0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.25, 0.3]] as const;

/**
 * How well both readings of labels that follow length explain them, each as the mean over the grid above. With s = σ(a·evidence), the chance by evidence alone, and g = b·liking,
 * P(label for the longer one) is ε + (1 − 2ε)·x, where
 *
 * - truth follows length: x = σ(a·evidence + g). Strong evidence for the shorter response outweighs a length.
 * - labels follow length: x = s + (1 − s)·(2σ(g) − 1). So many labels are turned, however strong the evidence is.
 *
 * Where the evidence knows nothing (s = ½) both are the same, and no file of any size tells them apart.
 *
 * What a person says of a pair counts as P(truth | label, evidence, lengths) under each reading, with the grid weighed by what it makes of all labels: pairs that were
 * chosen for their label, their evidence or their lengths, as flagged ones are, tell no less than pairs drawn by lot.
 */
export function* lengthReadings(labels: LengthLabels, reviewed: ReviewedLengthLabels | null = null): Steps<LengthReadings> {
  const truth = yield* likelihoodOf('truth', labels, reviewed);
  const biased = yield* likelihoodOf('labels', labels, reviewed);
  const { ofWords } = reviewed ? yield* likelihoodOf('truth', labels, reviewed, [0]) : { ofWords: 0 };
  return { truth, biased, wordsWithoutLength: ofWords, independence: labels.independence };
}

const pairsAtOnce = 1024;

/** How much likelier labels and words are if labels are biased than if they follow a truth that follows length: the logarithm. */
export function biasLogRatio({ truth, biased, independence }: LengthReadings): number {
  return independence * (biased.ofLabels - truth.ofLabels) + (biased.ofWords - truth.ofWords);
}

function* likelihoodOf(reading: Reading, labels: LengthLabels, reviewed: ReviewedLengthLabels | null, scales: readonly number[] = likingScales): Steps<ReadingLikelihood> {
  const [byLabels, byWords]: [number[], number[]] = [[], []];
  for (const evidenceScale of evidenceScales) {
    for (const likingScale of scales) {
      byLabels.push(...(yield* labelsAt(labels, { reading, evidenceScale, likingScale })));
      if (reviewed) byWords.push(...(yield* wordsAt(reviewed, { reading, evidenceScale, likingScale })));
    }
  }
  if (!reviewed) return { ofLabels: logSum(byLabels), ofWords: 0 };
  const before = byLabels.map((value) => labels.independence * value);
  const after = before.map((value, place) => value + reviewed.independence * (byWords[place] ?? 0));
  return { ofLabels: logSum(byLabels), ofWords: logSum(after) - logSum(before) };
}

interface GridPoint {
  readonly reading: Reading;
  readonly evidenceScale: number;
  readonly likingScale: number;
}

/** Log-likelihoods of the labels at each share of random flips. */
function* labelsAt(labels: LengthLabels, point: GridPoint): Steps<readonly number[]> {
  const sums = randomRates.map(() => 0);
  for (let pair = 0; pair < labels.evidence.length; pair++) {
    if (pair % pairsAtOnce === 0) yield;
    const { longer, turned } = pairAt(labels, pair, point);
    const isLonger = labels.forLonger[pair] === 1;
    randomRates.forEach((rate, place) => (sums[place] = (sums[place] ?? 0) + logShare(rate + (1 - 2 * rate) * (longer + (1 - longer) * turned), isLonger)));
  }
  return sums;
}

/** log P(truth | label) of the reviewed pairs at each share of random flips. */
function* wordsAt(reviewed: ReviewedLengthLabels, point: GridPoint): Steps<readonly number[]> {
  const sums = randomRates.map(() => 0);
  for (let pair = 0; pair < reviewed.evidence.length; pair++) {
    if (pair % pairsAtOnce === 0) yield;
    const { longer, turned } = pairAt(reviewed, pair, point);
    const labelled = (share: number) => (reviewed.forLonger[pair] === 1 ? share : 1 - share);
    randomRates.forEach((rate, place) => {
      const ifLonger = longer * labelled(1 - rate);
      const ifShorter = (1 - longer) * labelled(rate + (1 - 2 * rate) * turned);
      sums[place] = (sums[place] ?? 0) + logShare(ifLonger / Math.max(ifLonger + ifShorter, 1e-12), reviewed.longerIsBetter[pair] === 1);
    });
  }
  return sums;
}

/** P(the longer response truly is the better one), and the share of labels for the shorter one that are turned. */
function pairAt({ evidence, liking }: LengthLabels, pair: number, { reading, evidenceScale, likingScale }: GridPoint) {
  const [logOdds, gained] = [evidenceScale * (evidence[pair] ?? 0), likingScale * (liking[pair] ?? 0)];
  return reading === 'truth' ? { longer: sigmoid(logOdds + gained), turned: 0 } : { longer: sigmoid(logOdds), turned: 2 * sigmoid(gained) - 1 };
}

function logShare(share: number, happened: boolean): number {
  return Math.log(Math.max(happened ? share : 1 - share, 1e-9));
}
