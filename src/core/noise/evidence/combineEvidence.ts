import { logSigmoid, sigmoid } from '../../scoring/logistic';
import type { EvidenceName } from '../lintReport';
import type { Steps } from '../steps';
import type { EvidenceTable } from './evidenceTable';
import { withoutLength } from './lengthParts';
import { lengthLabels, reviewedLengthLabels } from './lengthLabels';
import { biasLogRatio, lengthReadings, type LengthReadings } from './lengthReadings';
import type { SignedFeatures } from './logisticWeights';
import { readingShares } from './readingShares';
import { squeezed } from './squeezed';
import { stackedEvidence, stackedWeights, weigh, type StackedEvidence, type StackedFile } from './stackedEvidence';
import { witnessAgreement } from './witnessAgreement';

/** All sources of evidence as one score, and what each weighed in it. */
export interface CombinedEvidence {
  /** Above 0 where the evidence together agrees with the label; 0 where no source has an opinion. Swapping a pair turns its sign. */
  readonly scores: Float64Array;
  /** How labels that follow length more than the evidence explains are read; null where they do not. */
  readonly length: LengthReading | null;
  /**
   * By how much the flip rate of labels in this pair's direction is expected to exceed that of the opposite direction: above 0 where chosen is longer in a file whose labels follow
   * length, below 0 where it is shorter there, 0 in any other file.
   */
  readonly lengthExcess: Float64Array;
  /** Mean weight over the folds of each source's score, in units of its median size. */
  readonly weights: readonly { readonly source: EvidenceName; readonly weight: number }[];
}

/** Whether labels that follow length are wrong (`bias`), right (`truth`), or nobody can tell. */
export type LengthReading = 'bias' | 'truth' | 'unknown';

const rowsAtOnce = 8192;
/** A few weights are as good from so many pairs as from a million. */
const mostTrained = 50_000;
/** A possibility less likely than this is left out, for the sake of time. */
const leastShare = 0.01;
/** The file itself, whatever was held before, says 9 to 1 which reading is right: only then is one of them said to be. */
const sureLogOdds = Math.log(9);
/** Sources that know preferences from elsewhere. Probes learned from the very labels; likelihoods know language, and no preferences. */
const witnesses: ReadonlySet<EvidenceName> = new Set<EvidenceName>(['implicit-reward', 'model-spread']);
/** How likely labels that follow length are wrong rather than right before the file is looked at: beside a witness that agrees with them at equal length, and without any. */
const biasPriors = { heard: 0.5, unheard: 0.05 } as const;

/**
 * Stacks the sources on the file itself, without ground truth: a logistic regression of the labels on the sources' scores, out of fold with all pairs of a
 * prompt in one fold. Labels that are flipped at random shrink the weights all alike and leave their ratios, so the ranking stands. Scores are taken as
 * asinh(score / median size): margins of long responses have long tails that no calibration deserves.
 *
 * Few pairs, or labels that are hard to predict, say little of which source is the better one, and weights that follow them do worse than equal ones (the
 * "forecast combination puzzle", Stock and Watson 2004). So weights are shrunk towards the one that fits the sum of all sources (Diebold and Pauly 1990).
 *
 * Where longer responses win more often than sources without their liking for length (`withoutLength`) explain (Bayes' information criterion), either longer responses
 * are better, or labels are biased towards them, and probes with them. In the second case the sources without that liking are stacked, with the lengths beside them to take up what
 * labels owe to length. Both are mixed by how likely each is (`labelsRatherThanTruth`).
 *
 * Pairs that a person looked at (`table.reviewed`) count with the label that they truly have where weights are learned, and tell both readings apart. What the evidence says of
 * them stays what it is, so that ranks and probabilities mean the same for all pairs.
 *
 * @param groups one number a prompt (GroupNumbers)
 * @param lengths as `lengthDifferences` has them
 */
export function* combineEvidence(table: EvidenceTable, groups: Uint32Array, lengths: Float64Array): Steps<CombinedEvidence> {
  const file: StackedFile = { groups, sources: table.sources.length, stride: Math.ceil(table.pairs / mostTrained) };
  const controlled = yield* signedFeatures(table, lengths, true);
  const follows = sigmoid((yield* lengthGain(file, controlled)) - Math.log(Math.ceil(table.pairs / file.stride)));
  const biased = follows > leastShare || table.reviewed ? yield* stackedEvidence(file, trusting(controlled, table), controlled.count) : null;
  const readings = biased && (yield* readingsOf(biased, table, groups, lengths));
  const shares = biased && readings ? readingShares(follows, yield* priorLogOdds(file, controlled, table), readings) : { follows, biased: 0 };
  const plain = shares.biased > 1 - leastShare ? null : yield* stackedEvidence(file, trusting(yield* signedFeatures(table, lengths, false), table), file.sources);
  const mixed = yield* mixedStacks(table.pairs, plain, shares.biased > leastShare ? biased : null, shares.biased);
  const ratio = readings ? biasLogRatio(readings) : 0;
  const reading = ratio > sureLogOdds ? 'bias' : ratio < -sureLogOdds ? 'truth' : 'unknown';
  return { ...mixed, length: shares.follows > 0.5 ? reading : null, weights: table.sources.map((source, column) => ({ source, weight: mixed.weights[column] ?? 0 })) };
}

/** Weights are learned from what people say where they looked. */
function trusting(features: SignedFeatures, { reviewed, sources }: EvidenceTable): SignedFeatures {
  return reviewed ? { ...features, trusted: { signs: reviewed, columns: sources.length } } : features;
}

/** What the file says of both readings of labels that follow length, and people who looked at pairs of it. */
function* readingsOf(biased: StackedEvidence, { reviewed }: EvidenceTable, groups: Uint32Array, lengths: Float64Array): Steps<LengthReadings> {
  const labels = yield* lengthLabels(biased, groups, lengths);
  return yield* lengthReadings(labels, reviewed && (yield* reviewedLengthLabels(biased, groups, lengths, reviewed)));
}

/** Log-odds of a bias, before the file is asked which reading fits it: the surer it is that a witness agrees with labels at equal length, the more it is heard. */
function* priorLogOdds(file: StackedFile, controlled: SignedFeatures, { sources }: EvidenceTable): Steps<number> {
  let heard = 0;
  for (const [column, source] of sources.entries()) if (witnesses.has(source)) heard = Math.max(heard, yield* witnessAgreement(file, controlled, column));
  const prior = biasPriors.unheard + (biasPriors.heard - biasPriors.unheard) * heard;
  return Math.log(prior / (1 - prior));
}

/** @param share of `biased` in the mixture */
function* mixedStacks(pairs: number, plain: StackedEvidence | null, biased: StackedEvidence | null, share: number): Steps<StackedEvidence> {
  if (plain === null && biased !== null) return biased;
  if (biased === null) return { scores: plain?.scores ?? new Float64Array(pairs), lengthExcess: new Float64Array(pairs), weights: plain?.weights ?? new Float64Array(0) };
  const mix = (ours: number, theirs: number) => (1 - share) * ours + share * theirs;
  const mixed = { scores: new Float64Array(pairs), lengthExcess: new Float64Array(pairs), weights: biased.weights.map((weight, column) => mix(plain?.weights[column] ?? 0, weight)) };
  for (let row = 0; row < pairs; row++) {
    if (row % rowsAtOnce === 0) yield;
    mixed.scores[row] = mix(plain?.scores[row] ?? 0, biased.scores[row] ?? 0);
    mixed.lengthExcess[row] = mix(0, biased.lengthExcess[row] ?? 0);
  }
  return mixed;
}

/** By how much the log-likelihood of the labels grows when lengths stand beside the controlled sources. */
function* lengthGain(file: StackedFile, features: SignedFeatures): Steps<number> {
  const likelihoodOf = function* (columns: number): Steps<number> {
    const weights = yield* stackedWeights(file, features, columns, (row) => row % file.stride === 0);
    let sum = 0;
    for (let row = 0; row < file.groups.length; row += file.stride) {
      if ((row / file.stride) % rowsAtOnce === 0) yield;
      sum += logSigmoid(weigh(features, row, weights, 0, columns));
    }
    return sum;
  };
  const withLengths = yield* likelihoodOf(features.count);
  return withLengths - (yield* likelihoodOf(file.sources));
}

/** The sources' scores, and behind them the lengths. */
function* signedFeatures(table: EvidenceTable, lengths: Float64Array, controlled: boolean): Steps<SignedFeatures> {
  const { sources } = table;
  const count = sources.length + 2;
  const values = new Float64Array(table.pairs * count);
  for (const [column, source] of sources.entries()) {
    const scores = yield* squeezed(table.scoresOf(source) ?? new Float64Array(0));
    const taken = controlled ? yield* withoutLength(scores, lengths) : scores;
    for (let row = 0; row < taken.length; row++) {
      if (row % rowsAtOnce === 0) yield;
      const score = taken[row] ?? NaN;
      values[row * count + column] = Number.isNaN(score) ? 0 : score;
    }
  }
  for (let row = 0; row < table.pairs; row++) {
    if (row % rowsAtOnce === 0) yield;
    for (let side = 0; side < 2; side++) values[row * count + sources.length + side] = lengths[2 * row + side] ?? 0;
  }
  return { values, count };
}
