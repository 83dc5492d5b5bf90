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

/** Pairs whose truth a person knows, besides. */
export interface ReviewedLengthLabels extends LengthLabels {
  /** 1 where the longer response truly is the better one. */
  readonly longerIsBetter: Uint8Array;
}

/** More pairs tell the readings no better apart than they have to be. */
const mostPairs = 4096;

/** @param biased the sources without their liking for length, stacked with the lengths beside them; @param lengths as `lengthDifferences` has them */
export function* lengthLabels(biased: StackedEvidence, groups: Uint32Array, lengths: Float64Array): Steps<LengthLabels> {
  const stride = Math.ceil(groups.length / mostPairs);
  yield;
  const rows = Array.from({ length: Math.ceil(groups.length / stride) }, (_, place) => place * stride);
  return labelsOf(rows.filter((row) => (lengths[2 * row] ?? 0) !== 0), biased, groups, lengths);
}

/** Those of the pairs that a person looked at. @param reviewed 1 the label is right, −1 it is wrong, 0 nobody knows; by pair */
export function* reviewedLengthLabels(biased: StackedEvidence, groups: Uint32Array, lengths: Float64Array, reviewed: Int8Array): Steps<ReviewedLengthLabels> {
  const rows: number[] = [];
  for (let row = 0; row < reviewed.length; row++) {
    if (row % rowsAtOnce === 0) yield;
    if (reviewed[row] !== 0 && (lengths[2 * row] ?? 0) !== 0) rows.push(row);
  }
  const stride = Math.ceil(rows.length / mostPairs);
  const taken = rows.filter((_, place) => place % stride === 0);
  return { ...labelsOf(taken, biased, groups, lengths), longerIsBetter: Uint8Array.from(taken, (row) => ((lengths[2 * row] ?? 0) * (reviewed[row] ?? 0) > 0 ? 1 : 0)) };
}

const rowsAtOnce = 65_536;

function labelsOf(rows: readonly number[], { scores, lengthExcess }: StackedEvidence, groups: Uint32Array, lengths: Float64Array): LengthLabels {
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
 *
 * What a person says of a pair counts as P(truth | label, evidence, lengths) under each reading, with the grid weighed by what it makes of all labels: pairs that were
 * chosen for their label, their evidence or their lengths, as flagged ones are, tell no less than pairs drawn by lot.
 */
export function* labelsRatherThanTruth(labels: LengthLabels, reviewed: ReviewedLengthLabels | null = null): Steps<number> {
  const [truth, bias] = [new ReadingLikelihood(), new ReadingLikelihood()];
  for (const evidenceScale of evidenceScales) {
    for (const likingScale of likingScales) {
      yield;
      const likelihoods = likelihoodsAt(labels, evidenceScale, likingScale);
      const words = reviewed && wordsAt(reviewed, evidenceScale, likingScale);
      truth.add(likelihoods.byTruth, words?.byTruth);
      bias.add(likelihoods.byLabels, words?.byLabels);
    }
  }
  const byLabels = labels.independence * (bias.ofLabels() - truth.ofLabels());
  return reviewed ? byLabels + bias.ofWords(labels, reviewed) - truth.ofWords(labels, reviewed) : byLabels;
}

/** Log-likelihoods of one reading over the grid. */
class ReadingLikelihood {
  private readonly labels: number[] = [];
  private readonly words: number[] = [];

  add(labels: readonly number[], words: readonly number[] = []): void {
    this.labels.push(...labels);
    this.words.push(...words);
  }

  ofLabels(): number {
    return logSum(this.labels);
  }

  /** Of what people say, given the labels; both by prompts. */
  ofWords({ independence }: LengthLabels, reviewed: ReviewedLengthLabels): number {
    const before = this.labels.map((value) => independence * value);
    return logSum(before.map((value, place) => value + reviewed.independence * (this.words[place] ?? 0))) - logSum(before);
  }
}

/** log P(truth | label) of the reviewed pairs under both readings at each share of random flips. */
function wordsAt({ evidence, liking, forLonger, longerIsBetter }: ReviewedLengthLabels, evidenceScale: number, likingScale: number) {
  const byTruth = randomRates.map(() => 0);
  const byLabels = randomRates.map(() => 0);
  evidence.forEach((logOdds, pair) => {
    const gained = likingScale * (liking[pair] ?? 0);
    const [isLonger, isBetter] = [forLonger[pair] === 1, longerIsBetter[pair] === 1];
    randomRates.forEach((rate, place) => {
      byTruth[place] = (byTruth[place] ?? 0) + logTruth({ longer: sigmoid(evidenceScale * logOdds + gained), turned: 0, rate }, isLonger, isBetter);
      byLabels[place] = (byLabels[place] ?? 0) + logTruth({ longer: sigmoid(evidenceScale * logOdds), turned: 2 * sigmoid(gained) - 1, rate }, isLonger, isBetter);
    });
  });
  return { byTruth, byLabels };
}

/** @param longer P(the longer response truly is the better one); @param turned P(a label is turned towards the longer one); @param rate of flips either way beside it */
function logTruth({ longer, turned, rate }: { readonly longer: number; readonly turned: number; readonly rate: number }, isLonger: boolean, isBetter: boolean): number {
  const labelled = (share: number) => (isLonger ? share : 1 - share);
  const ifLonger = longer * labelled(1 - rate);
  const ifShorter = (1 - longer) * labelled(rate + (1 - 2 * rate) * turned);
  return logShare(ifLonger / Math.max(ifLonger + ifShorter, 1e-12), isBetter);
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
