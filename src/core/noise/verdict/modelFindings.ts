import { severityOf, type FindingSettings } from '../config/findingSettings';
import type { Finding, FindingEvidence } from '../finding';
import type { FindingCode } from '../findingCodes';
import type { EvidenceName, EvidencePart } from '../lintReport';
import type { Steps } from '../steps';
import { displacementLimit } from './displacementLimit';
import { evidenceParts } from './evidenceParts';
import { evidenceSentence } from './evidenceSentence';
import type { JudgedPairs } from './judgePairs';
import { upperFence } from './upperFence';
import type { VerdictTable } from './verdictTable';

/** A finding with how certain it is (0 … 1), for ranking. */
export interface RankedFinding {
  readonly finding: Finding;
  readonly certainty: number;
}

type Report = (code: FindingCode, index: number, certainty: number, message: string, evidence: FindingEvidence) => void;

/** What the evidence says of pairs, as findings. */
export function* modelFindings(judged: JudgedPairs, verdicts: VerdictTable, settings: FindingSettings): Steps<readonly RankedFinding[]> {
  const found: RankedFinding[] = [];
  const { rows, lines, pairs } = judged.pairs;
  const report: Report = (code, index, certainty, message, evidence) => {
    const severity = severityOf(settings, code);
    if (severity === null) return;
    const place = { row: rows[index] ?? 0, line: lines[index] ?? 0, pair: pairs[index] ?? 0 };
    found.push({ finding: { ...place, code, severity, message, evidence }, certainty });
  };
  yield* reportLabels(judged, verdicts, settings, report);
  yield* reportDisplacement(judged, verdicts, settings, report);
  yield* reportSpread(judged, report);
  yield* reportDifficulty(judged, settings, report);
  return found;
}

/** Each with a handful of exponentials for every source. */
const pairsAtOnce = 512;

function* reportLabels({ judgement }: JudgedPairs, verdicts: VerdictTable, { thresholds }: FindingSettings, report: Report): Steps<void> {
  if (!judgement?.together) return;
  for (let index = 0; index < verdicts.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const probability = judgement.together.probabilityWrongAt(index) ?? 0;
    const verdict = verdicts.verdictAt(index);
    const isDisputed = verdict === 'ambiguous' && probability >= thresholds.ambiguousProbability;
    const parts = evidenceParts(judgement, index);
    const hasConflict = verdict === 'ambiguous' && parts.some(({ says }) => says === 'wrong');
    const numbers = { probabilityWrong: probability, noiseRate: judgement.rate.interval?.estimate ?? null, ...partNumbers(parts) };
    if (verdict === 'wrong') {
      const message = `The label is wrong with probability ${certainty(probability)}: ${evidenceSentence(parts)}.`;
      report('label-contradicted', index, probability, message, { ...numbers, threshold: thresholds.contradictedProbability });
    } else if (isDisputed || hasConflict) {
      const message = `The evidence does not agree on the label (wrong with probability ${certainty(probability)}): ${evidenceSentence(parts)}.`;
      report('ambiguous-pair', index, probability, message, { ...numbers, threshold: thresholds.ambiguousProbability });
    } else if (verdict !== 'unusable') reportSingle(parts, index, thresholds.contradictedProbability, numbers, report);
  }
}

const single: Partial<Record<EvidenceName, FindingCode>> = {
  'probe-text': 'probe-disagrees',
  'probe-states': 'probe-disagrees',
  'perplexity-difference': 'perplexity-difference',
};

/** A source that stands alone against the label, where all together do not. */
function reportSingle(parts: readonly EvidencePart[], index: number, threshold: number, numbers: FindingEvidence, report: Report): void {
  for (const { source, probabilityWrong } of parts) {
    const code = single[source];
    if (code === undefined || probabilityWrong === null || probabilityWrong < threshold) continue;
    const alone = code === 'probe-disagrees' ? 'A probe that learned from the rest of the file expects the other label' : 'The chosen response is far less likely, token by token, than the rejected one';
    report(code, index, probabilityWrong, `${alone}, but the evidence together does not: ${evidenceSentence(parts)}.`, { ...numbers, threshold });
    return;
  }
}

function* reportDisplacement({ evidence }: JudgedPairs, verdicts: VerdictTable, { thresholds }: FindingSettings, report: Report): Steps<void> {
  yield;
  const limit = evidence && (yield* displacementLimit(evidence, thresholds.displacementShare));
  if (!limit) return;
  const what = limit.figure === 'displacement' ? 'One step of DPO on this pair would lower the probability of its chosen response' : 'Chosen and rejected are unusually alike to the model, so that training may lower the probability of both';
  for (let index = 0; index < verdicts.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const value = limit.valueAt(index);
    if (value === null || !limit.exceededAt(index) || verdicts.verdictAt(index) === 'unusable') continue;
    const message = `${what} (${limit.figure === 'displacement' ? 'Δ' : 'length-normalised CHES'} ${figure(value)}, threshold of this file ${figure(limit.threshold)}).`;
    report('displacement-risk', index, 0.5, message, { figure: limit.figure, value, threshold: limit.threshold });
  }
}

function* reportSpread({ evidence }: JudgedPairs, report: Report): Steps<void> {
  const means = evidence?.scoresOf('model-spread');
  const deviations = evidence?.figuresOf('spread');
  if (!means || !deviations) return;
  for (let index = 0; index < means.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const [mean, deviation] = [means[index] ?? NaN, deviations[index] ?? NaN];
    if (!(Math.abs(mean) < deviation)) continue;
    const message = `The model sets do not agree which response is better (mean margin ${figure(mean)}, spread ${figure(deviation)}).`;
    report('models-disagree', index, 0.5, message, { mean, deviation });
  }
}

function* reportDifficulty({ evidence }: JudgedPairs, { thresholds }: FindingSettings, report: Report): Steps<void> {
  yield;
  const difficulties = evidence?.figuresOf('ranking-difficulty');
  const threshold = difficulties && (yield* upperFence(difficulties, thresholds.difficultyShare, true));
  if (!difficulties || threshold === null || threshold === undefined) return;
  for (const [index, difficulty] of difficulties.entries()) {
    if (index % pairsAtOnce === 0) yield;
    if (!(difficulty > Math.max(0, threshold))) continue;
    const message = `The reference model prefers the rejected response by ${figure(difficulty)} nats, more than in almost all pairs of this file, so the order is hard to learn.`;
    report('hard-to-learn', index, 0.5, message, { rankingDifficulty: difficulty, threshold });
  }
}

/** Names of evidence in camel case, with the probability that each gives. */
function partNumbers(parts: readonly EvidencePart[]): FindingEvidence {
  const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(parts.map(({ source, probabilityWrong }) => [camel(source), probabilityWrong]));
}

/** Nothing is certain: a probability is never rounded to 0 or 100 %. */
function certainty(probability: number): string {
  if (probability > 0.99) return 'of more than 99 %';
  if (probability < 0.01) return 'of less than 1 %';
  return `${String(Math.round(probability * 100))} %`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
