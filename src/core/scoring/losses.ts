import { fDivergenceScore, type FDivergence } from './fDivergence';
import { logOneMinusExp, logSigmoid, sigmoid } from './logistic';
import type { LossName } from './lossNames';
import type { ResponseEvaluation } from './pairEvaluation';
import type { ScoringSettings } from './settings';

/** Everything the losses of one pair are made of. Log-ratios are log π − log π_ref in nats, null without a reference. */
export interface LossInputs {
  readonly chosenLogRatio: number | null;
  readonly rejectedLogRatio: number | null;
  readonly chosenSharedLengthLogRatio: number | null;
  readonly rejectedSharedLengthLogRatio: number | null;
  readonly chosenLogProbability: number;
  readonly rejectedLogProbability: number;
  /** L: completion tokens, counted on TRL's unshifted mask. */
  readonly chosenLength: number;
  readonly rejectedLength: number;
}

/** Smallest ε that exo_pair is defined for; TRL replaces 0 by it. */
const exoMinimalSmoothing = 1e-3;
const discopopTemperature = 0.05;

function sharedLengthRatio(response: ResponseEvaluation): number | null {
  const reference = response.sharedLengthReferenceLogProbability;
  return reference === null ? null : response.sharedLengthLogProbability - reference;
}

function logRatio(response: ResponseEvaluation): number | null {
  const reference = response.referenceLogProbability;
  return reference === null ? null : response.logProbability - reference;
}

/** Gathers the inputs of the losses from the two evaluated responses. */
export function lossInputs(chosen: ResponseEvaluation, rejected: ResponseEvaluation): LossInputs {
  return {
    chosenLogRatio: logRatio(chosen),
    rejectedLogRatio: logRatio(rejected),
    chosenSharedLengthLogRatio: sharedLengthRatio(chosen),
    rejectedSharedLengthLogRatio: sharedLengthRatio(rejected),
    chosenLogProbability: chosen.logProbability,
    rejectedLogProbability: rejected.logProbability,
    chosenLength: chosen.tokenCount,
    rejectedLength: rejected.tokenCount,
  };
}

function exoPair(z: number, smoothing: number): number {
  const e = Math.max(smoothing, exoMinimalSmoothing);
  return sigmoid(z) * (logSigmoid(z) - Math.log1p(-e)) + sigmoid(-z) * (logSigmoid(-z) - Math.log(e));
}

function discopop(z: number): number {
  const modulation = sigmoid(z / discopopTemperature);
  // e^−z overflows for very negative z, where its weight m is 0: take the product in log space.
  return -logSigmoid(z) * (1 - modulation) + Math.exp(logSigmoid(z / discopopTemperature) - z);
}

type ReferenceLoss = Exclude<LossName, 'sft' | 'simpo' | 'orpo'>;

/** Losses of the log-ratios h_c and h_r. Names, signs and constants follow TRL ≥ 0.29 (cdpo: ≤ 0.28). */
function referenceLosses(hc: number, hr: number, inputs: LossInputs, settings: ScoringSettings): Record<ReferenceLoss, number | null> {
  const { beta, labelSmoothing: e } = settings;
  const z = beta * (hc - hr);
  const averaged = perToken(hc, inputs.chosenLength, hr, inputs.rejectedLength);
  const divergence = (name: FDivergence) => -logSigmoid(beta * (fDivergenceScore(name, hc) - fDivergenceScore(name, hr)));
  return {
    sigmoid: -logSigmoid(z),
    hinge: Math.max(0, 1 - z),
    ipo: averaged === null ? null : (averaged - 1 / (2 * beta)) ** 2,
    ipo_sum: (hc - hr - 1 / (2 * beta)) ** 2,
    exo_pair: exoPair(z, e),
    nca_pair: -logSigmoid(beta * hc) - 0.5 * logSigmoid(-beta * hc) - 0.5 * logSigmoid(-beta * hr),
    robust: (-(1 - e) * logSigmoid(z) + e * logSigmoid(-z)) / (1 - 2 * e),
    cdpo: -(1 - e) * logSigmoid(z) - e * logSigmoid(-z),
    bco_pair: -logSigmoid(beta * hc) - logSigmoid(-beta * hr),
    sppo_hard: (hc - 0.5 / beta) ** 2 + (hr + 0.5 / beta) ** 2,
    apo_zero: 1 - sigmoid(beta * hc) + sigmoid(beta * hr),
    apo_down: sigmoid(beta * hc) + 1 - sigmoid(z),
    discopop: discopop(z),
    sigmoid_norm: averaged === null ? null : -logSigmoid(beta * averaged),
    ld_dpo: lengthDesensitized(hc, hr, inputs, settings),
    sigmoid_forward_kl: divergence('forward_kl'),
    sigmoid_js_divergence: divergence('js_divergence'),
    sigmoid_alpha_divergence: divergence('alpha_divergence'),
  };
}

/** x/L_x − y/L_y; null where a response has no token. */
function perToken(x: number, lengthX: number, y: number, lengthY: number): number | null {
  return lengthX === 0 || lengthY === 0 ? null : x / lengthX - y / lengthY;
}

/** LD-DPO: the tokens beyond the shorter response count with weight α. */
function lengthDesensitized(hc: number, hr: number, inputs: LossInputs, settings: ScoringSettings): number | null {
  const { chosenSharedLengthLogRatio: sc, rejectedSharedLengthLogRatio: sr } = inputs;
  if (sc === null || sr === null) return null;
  const alpha = settings.lengthDesensitizedAlpha;
  return -logSigmoid(settings.beta * (sc + alpha * (hc - sc) - (sr + alpha * (hr - sr))));
}

/** ORPO's log odds ratio of the length-averaged log-probabilities; null where an average is missing or certain (0). */
export function logOddsRatio(averageChosen: number, averageRejected: number): number | null {
  if (averageChosen >= 0 || averageRejected >= 0) return null;
  return averageChosen - averageRejected - (logOneMinusExp(averageChosen) - logOneMinusExp(averageRejected));
}

function referenceFreeLosses(inputs: LossInputs, settings: ScoringSettings): Record<'sft' | 'simpo' | 'orpo', number | null> {
  if (inputs.chosenLength === 0 || inputs.rejectedLength === 0) return { sft: null, simpo: null, orpo: null };
  const averageChosen = inputs.chosenLogProbability / inputs.chosenLength;
  const averageRejected = inputs.rejectedLogProbability / inputs.rejectedLength;
  const odds = logOddsRatio(averageChosen, averageRejected);
  return {
    sft: -averageChosen,
    simpo: -logSigmoid(settings.simpoBeta * (averageChosen - averageRejected) - settings.simpoGamma),
    orpo: odds === null ? null : -averageChosen - settings.beta * logSigmoid(odds),
  };
}

/**
 * Every loss of `lossNames` for one pair, in nats where the loss has a unit. Null without a reference model, or where
 * the loss divides by an empty response. Sources: TRL DPOTrainer, CPOTrainer (simpo), ORPOTrainer; docs/losses.md.
 */
export function pairLosses(inputs: LossInputs, settings: ScoringSettings): Record<LossName, number | null> {
  const { chosenLogRatio: hc, rejectedLogRatio: hr } = inputs;
  const known = hc !== null && hr !== null;
  const losses = { ...referenceLosses(hc ?? 0, hr ?? 0, inputs, settings), ...referenceFreeLosses(inputs, settings) };
  const referenceFree = new Set<string>(['sft', 'simpo', 'orpo']);
  const entries = Object.entries(losses).map(([name, loss]) => {
    // e^h overflows for far-off pairs; JSON has no infinity and such a figure says nothing.
    const defined = loss !== null && Number.isFinite(loss) && (known || referenceFree.has(name));
    return [name, defined ? loss : null];
  });
  return Object.fromEntries(entries) as Record<LossName, number | null>;
}
