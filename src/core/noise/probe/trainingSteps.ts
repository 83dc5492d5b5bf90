import { sigmoid } from '../../scoring/logistic';
import { groupedShare } from '../../statistics/groupedShare';
import { calibrationSlope, expectedCalibrationError, orderedShare } from './calibration';
import { confidentLabels, type ConfidentLabels } from './confidentLearning';
import { checkProblem, reasonNotToTrain } from './checkProblem';
import { featureScales, type FeatureScales } from './featureScales';
import { fitLogistic } from './fitLogistic';
import { groupedFolds, type GroupedFolds } from './groupedFolds';
import { softplus } from './logisticRows';
import { PenaltyChoice, type ChosenPenalty } from './penaltyChoice';
import type { ProbeOutcome } from './probeOutcome';
import type { ProbeOptions, ProbeProblem } from './probeProblem';
import { noCoefficients, reportedCoefficients } from './reportedCoefficients';
import { trainingRows, type TrainingRows } from './trainingRows';

const usualFolds = 5;
/** Shares of the work at which choosing the penalties, and fitting the folds, are done. */
const [selected, fitted] = [0.7, 0.95];

/**
 * Trains a probe step by step: each step yields the share of the work that is done, so that a caller can show it, stop, or let others work. The same problem and
 * options give the same bits. Everything that is said of a pair rests on pairs of other folds alone: coefficients, their penalty, and the calibration. Throws
 * RangeError on arrays that do not fit each other or are not finite.
 */
export function* trainingSteps(problem: ProbeProblem, { seed, folds: wanted = usualFolds, coefficients = false, control }: ProbeOptions): Generator<number, ProbeOutcome> {
  checkProblem(problem, wanted, control);
  const scales = featureScales(problem);
  yield 0.01;
  const folds = groupedFolds(problem.groups, wanted, seed);
  const reason = reasonNotToTrain(problem, folds, scales);
  if (reason !== null) return { kind: 'untrainable', reason };
  const training = trainingRows(problem, folds, scales);
  yield 0.03;
  const choice = new PenaltyChoice(training);
  const choices = yield* within(choice.run(), 0.05, selected);
  const fits = yield* within(fitFolds(training, choice, choices), selected, fitted);
  const slopes = choices.map(({ innerLogits, innerWeights }) => calibrationSlope(innerLogits, innerWeights));
  const logits = outOfFoldLogits(problem, folds, scales, fits);
  const raw = logits.slice();
  logits.forEach((logit, pair) => (logits[pair] = (slopes[folds.foldOf[pair] ?? 0] ?? 1) * logit));
  yield fitted;
  const reported = coefficients ? yield* within(reportedCoefficients(training, control ?? null), fitted, 1) : noCoefficients;
  return {
    kind: 'trained',
    ...summary(problem, raw, logits),
    calibrationSlope: mean(slopes),
    ...reported,
    meanDifferences: meanDifferences(problem),
    penalty: Math.exp(mean(choices.map(({ penalty }) => Math.log(penalty)))),
    trainedOn: training.rows.count,
    folds: folds.folds,
  };
}

function* fitFolds(training: TrainingRows, choice: PenaltyChoice, choices: readonly ChosenPenalty[]): Generator<number, readonly Float64Array[]> {
  const fits: Float64Array[] = [];
  for (const [fold, { penalty, start }] of choices.entries()) {
    const { rows } = training;
    const blocks = training.blocks.filter((_, other) => other !== fold);
    const fit = fitLogistic({ rows, blocks, penalty, gram: wholeGram(training, choice, [fold]), start });
    fits.push(yield* at(fit, fold / choices.length));
  }
  return fits;
}

/** That of the sample, as if it were of all rows: it only has to be near. */
function wholeGram({ blocks, selection }: TrainingRows, choice: PenaltyChoice, without: readonly number[]): Float64Array {
  const rowsOf = (all: TrainingRows['blocks']) => all.reduce((sum, { start, end }, fold) => sum + (without.includes(fold) ? 0 : end - start), 0);
  const ratio = rowsOf(blocks) / rowsOf(selection);
  return choice.gramWithout(without).map((value) => value * ratio);
}

/** Of each pair by the probe that did not see its fold. Clipping and scaling are done on the way: a standardised copy of a large file would not fit. */
function outOfFoldLogits({ differences, features }: ProbeProblem, { foldOf }: GroupedFolds, { clips, factors }: FeatureScales, fits: readonly Float64Array[]): Float64Array {
  const scaled = fits.map((fit) => fit.map((value, feature) => value * (factors[feature] ?? 0)));
  return Float64Array.from(foldOf, (fold, pair) => {
    const coefficients = scaled[fold] ?? new Float64Array();
    let logit = 0;
    for (let feature = 0, place = pair * features; feature < features; feature++, place++) {
      const [difference, clip] = [differences[place] ?? 0, clips[feature] ?? 0];
      logit += (difference > clip ? clip : difference < -clip ? -clip : difference) * (coefficients[feature] ?? 0);
    }
    return logit;
  });
}

function summary({ groups, weights: given }: ProbeProblem, raw: Float64Array, logits: Float64Array) {
  const weights = given ?? new Float32Array(logits.length).fill(1);
  const outOfFold = logits.map(sigmoid);
  const accuracy = groupedShare(raw.map(orderedShare), weights, groups);
  if (!accuracy) throw new RangeError('no pair has any weight');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const { issues, threshold, noiseRate } = issuesOf(outOfFold, weights);
  return {
    outOfFold,
    logits,
    accuracy,
    logLoss: logits.reduce((sum, logit, pair) => sum + (weights[pair] ?? 0) * softplus(-logit), 0) / total,
    calibrationError: expectedCalibrationError(outOfFold, weights),
    issues,
    confidentNoiseRate: noiseRate,
    confidentThreshold: threshold,
  };
}

/** Pairs of no weight are told nothing about, and tell nothing. */
function issuesOf(outOfFold: Float64Array, weights: Float32Array): ConfidentLabels {
  const counted = Uint32Array.from(outOfFold.keys()).filter((pair) => (weights[pair] ?? 0) > 0);
  const labels = confidentLabels(Float64Array.from(counted, (pair) => outOfFold[pair] ?? 0));
  return { ...labels, issues: labels.issues.map((index) => counted[index] ?? 0) };
}

function meanDifferences({ differences, features, weights }: ProbeProblem): number[] {
  const sums = new Float64Array(features);
  let total = 0;
  for (let pair = 0; pair * features < differences.length; pair++) {
    const weight = weights?.[pair] ?? 1;
    total += weight;
    for (let feature = 0; feature < features; feature++) sums[feature] = (sums[feature] ?? 0) + weight * (differences[pair * features + feature] ?? 0);
  }
  return Array.from(sums, (sum) => sum / total);
}

/** Progress of a part as progress of the whole. */
function* within<T>(steps: Generator<number, T>, from: number, to: number): Generator<number, T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}

function* at<T>(steps: Generator<undefined, T>, share: number): Generator<number, T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    yield share;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
