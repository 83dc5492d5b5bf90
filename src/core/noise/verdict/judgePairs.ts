import type { EvidenceTable } from '../evidence/evidenceTable';
import type { Steps } from '../steps';
import type { Finding } from '../finding';
import type { FindingCode } from '../findingCodes';
import type { FindingSettings } from '../config/findingSettings';
import type { EvidencePart } from '../lintReport';
import { displacementLimit } from './displacementLimit';
import { evidenceParts } from './evidenceParts';
import type { Judgement } from './judgement';
import type { PairTable } from './pairTable';
import { VerdictTable } from './verdictTable';

/** Findings after which nothing can be learned from a pair, whichever way it is labelled. */
const spoiling: ReadonlySet<FindingCode> = new Set<FindingCode>(['identical-responses', 'trivial-difference', 'empty-chosen', 'truncated-empty', 'truncated-identical', 'prompt-too-long']);
/** Findings by which either label may be right. */
const undecided: ReadonlySet<FindingCode> = new Set<FindingCode>(['contradictory-pair', 'normalized-contradiction', 'near-contradiction', 'preference-cycle', 'annotators-disagree', 'equal-ratings']);

export interface JudgedPairs {
  readonly pairs: PairTable;
  /** Null where no model and no probe was asked. */
  readonly evidence: EvidenceTable | null;
  readonly judgement: Judgement | null;
}

/** Each with a handful of exponentials for every source. */
const pairsAtOnce = 512;

/**
 * One verdict a pair. Texts decide first (a pair without content is unusable whatever the models say, one that stands both ways is ambiguous); then
 * evidence about the label; then displacement.
 */
export function* judgePairs({ pairs, evidence, judgement }: JudgedPairs, structural: readonly Finding[], { thresholds }: FindingSettings): Steps<VerdictTable> {
  const verdicts = new VerdictTable(pairs, judgement);
  const limit = evidence && (yield* displacementLimit(evidence, thresholds.displacementShare));
  for (let index = 0; index < pairs.length; index++) {
    if (index % pairsAtOnce === 0) yield;
    const byEvidence = judgement && verdictByEvidence(judgement, index, thresholds);
    if (byEvidence) verdicts.set(index, byEvidence);
    else if (limit?.exceededAt(index)) verdicts.set(index, 'dangerous');
  }
  for (const [number, { row, pair, code }] of structural.entries()) {
    if (number % pairsAtOnce === 0) yield;
    const index = pairs.indexOf(row, pair);
    if (index === undefined) continue;
    if (spoiling.has(code)) verdicts.set(index, 'unusable');
    else if (undecided.has(code) && verdicts.verdictAt(index) !== 'unusable') verdicts.set(index, 'ambiguous');
  }
  return verdicts;
}

type EvidenceThresholds = Pick<FindingSettings['thresholds'], 'contradictedProbability' | 'ambiguousProbability'>;

function verdictByEvidence(judgement: Judgement, index: number, thresholds: EvidenceThresholds): 'wrong' | 'ambiguous' | null {
  const probability = judgement.together?.probabilityWrongAt(index) ?? null;
  if (probability === null) return null;
  if (isConflict(evidenceParts(judgement, index), thresholds.contradictedProbability)) return 'ambiguous';
  if (probability >= thresholds.contradictedProbability) return 'wrong';
  return probability >= thresholds.ambiguousProbability ? 'ambiguous' : null;
}

/** Disagreement of sources that are sure of themselves is no proof of a wrong label, whichever of them weighs more. */
function isConflict(parts: readonly EvidencePart[], sure: number): boolean {
  return parts.some(({ says }) => says === 'right') && parts.some(({ probabilityWrong }) => (probabilityWrong ?? 0) >= sure);
}
