import { combineEvidence, type CombinedEvidence } from '../evidence/combineEvidence';
import type { EvidenceTable } from '../evidence/evidenceTable';
import { directedLogOdds } from '../evidence/flipPosterior';
import { sigmoid } from '../../scoring/logistic';
import type { EvidenceName } from '../lintReport';
import { squeezed } from '../evidence/squeezed';
import { agreementCurve } from '../rate/agreementCurve';
import { fitAtRate, trueMargin, type LapseModel } from '../rate/lapseModel';
import { noiseRate, type NoiseRate } from '../rate/noiseRate';

/** A score with the curve that turns it into log-odds that the label is truly preferred. */
export interface CalibratedScore {
  readonly scores: Float64Array;
  /** Log-odds of the true preference, nats; null where there is no opinion. */
  marginAt(index: number): number | null;
  /** P(label wrong); null where there is no opinion. */
  probabilityWrongAt(index: number): number | null;
}

export interface CalibratedSource extends CalibratedScore {
  readonly source: EvidenceName;
  /** What this source alone says of the rate. */
  readonly rate: NoiseRate;
}

/** What all evidence together says of the labels of a file. */
export interface Judgement {
  readonly combined: CombinedEvidence;
  readonly rate: NoiseRate;
  /** Of all evidence; null where the rate of flips is not known, since without it a contradiction may as well be an error of the evidence. */
  readonly together: CalibratedScore | null;
  /** Empty where `together` is null. */
  readonly sources: readonly CalibratedSource[];
  /** Rate by each source alone. */
  readonly rates: ReadonlyMap<EvidenceName, NoiseRate>;
  /** How suspicious each label is: the log-odds that it is wrong where the rate is known, else a number that ranks and means nothing by itself. */
  suspicionAt(index: number): number;
}

/** No file is wholly free of wrong labels: an estimate of 0 must not make the strongest evidence count for nothing. */
const leastRate = 0.01;

/**
 * @param groups one number a prompt (GroupNumbers)
 * @param lengths as `lengthDifferences` has them
 */
export function judgeEvidence(table: EvidenceTable, groups: Uint32Array, lengths: Float64Array): Judgement {
  const scoresOf = (source: EvidenceName) => squeezed(table.scoresOf(source) ?? new Float64Array(0));
  const rates = new Map(table.sources.map((source) => [source, noiseRate(scoresOf(source), groups)]));
  const combined = combineEvidence(table, groups, lengths);
  const rate = noiseRate(combined.scores, groups);
  if (rate.fit === null || !rate.identified) return { combined, rate, together: null, sources: [], rates, suspicionAt: leastSuspicion(combined) };
  const prior = Math.max(rate.fit.rate, leastRate);
  const sources = table.sources.flatMap((source) => {
    const own = rates.get(source);
    return own ? [{ source, rate: own, ...calibrated(scoresOf(source), prior) }] : [];
  });
  const together = calibrated(combined.scores, prior, combined.lengthExcess);
  const suspicionAt = (index: number) => directedLogOdds(together.marginAt(index) ?? 0, prior, combined.lengthExcess[index] ?? 0);
  return { combined, rate, together, sources, rates, suspicionAt };
}

/** Where the rate is not known: with scores for margins, and no more noise than it takes to make labels lean as they do. */
function leastSuspicion({ scores, lengthExcess }: CombinedEvidence): (index: number) => number {
  return (index) => {
    const excess = lengthExcess[index] ?? 0;
    return directedLogOdds(scores[index] ?? 0, leastRate + Math.abs(excess) / 2, excess);
  };
}

/** @param excess of the flip rate in the direction of each label over that of the opposite direction; of all 0 unless told */
function calibrated(scores: Float64Array, rate: number, excess?: Float64Array): CalibratedScore {
  const curve = agreementCurve(scores);
  const model: LapseModel = curve ? fitAtRate(curve, rate) : { rate, slope: 0, power: 1 };
  const marginAt = (index: number) => {
    const score = scores[index] ?? NaN;
    return Number.isNaN(score) ? null : trueMargin(model, score, curve?.scale ?? 1);
  };
  return {
    scores,
    marginAt,
    probabilityWrongAt: (index) => {
      const margin = marginAt(index);
      return margin === null ? null : sigmoid(directedLogOdds(margin, rate, excess?.[index] ?? 0));
    },
  };
}
