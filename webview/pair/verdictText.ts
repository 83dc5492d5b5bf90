import type { PairView } from '../../src/shared/pairPanelProtocol';
import type { PairScore } from '../../src/core/scoring/pairScore';
import { formatNumber, formatPercent, formatSigned } from '../common/formatting';

/** Which response wins, and the same in plain words. */
export interface Verdict {
  readonly preferred: 'chosen' | 'rejected' | 'neither' | 'unknown';
  readonly sentence: string;
  readonly details: readonly string[];
}

/** Closer to one half than this, calling a winner would say more than the figure does. */
const undecidedBand = 0.01;

export function verdictText(score: PairScore, fileFigures: PairView['fileFigures']): Verdict {
  const { preferred, sentence } = preference(score);
  const details = [marginRank(fileFigures), chesRank(score, fileFigures), displacement(score)];
  return { preferred, sentence, details: details.filter((detail) => detail !== null) };
}

function preference(score: PairScore): Pick<Verdict, 'preferred' | 'sentence'> {
  const { rewardMargin: margin, preferenceProbability: probability } = score;
  if (margin === null || probability === null) return { preferred: 'unknown', sentence: withoutReward(score) };
  const figures = `margin ${formatSigned(margin)} nats, preference probability ${formatPercent(probability)}.`;
  if (Math.abs(probability - 0.5) < undecidedBand) {
    return { preferred: 'neither', sentence: `Measured against its reference, the policy is undecided: ${figures}` };
  }
  const preferred = margin > 0 ? 'chosen' : 'rejected';
  return { preferred, sentence: `Measured against its reference, the policy prefers the ${preferred} response: ${figures}` };
}

function withoutReward(score: PairScore): string {
  const reason = score.referenceHash === null ? 'There is no reference model, so there is no implicit reward.' : 'There is no implicit reward for this pair.';
  const margin = score.likelihoodMargin;
  if (margin === 0) return `${reason} The policy alone finds both responses equally likely.`;
  const likelier = margin > 0 ? 'chosen' : 'rejected';
  return `${reason} The policy alone finds the ${likelier} response more likely, by ${formatNumber(Math.abs(margin))} nats.`;
}

function marginRank(figures: PairView['fileFigures']): string | null {
  if (figures === null || figures.marginPercentile === null) return null;
  const rows = figures.scoredRows.toLocaleString('en-US');
  return `The margin is higher than in ${formatPercent(figures.marginPercentile)} of the ${rows} scored rows.`;
}

function chesRank(score: PairScore, figures: PairView['fileFigures']): string | null {
  if (figures === null || figures.chesPercentile === null || score.lengthNormalizedChes === null) return null;
  const place = `Its length-normalised CHES is higher than in ${formatPercent(figures.chesPercentile)} of them`;
  if (figures.chesPercentile < 0.9) return `${place}.`;
  return `${place}: training on this pair is among the likeliest to lower the chosen response as well.`;
}

function displacement(score: PairScore): string | null {
  if (score.displacement === null || score.displacement === 0) return null;
  const direction = score.displacement > 0 ? 'raise' : 'lower';
  return `To first order, one DPO step on this pair would ${direction} the chosen response’s log-probability.`;
}
