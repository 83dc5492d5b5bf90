import * as l10n from '@vscode/l10n';

import type { PairView } from '../../src/shared/pairPanelProtocol';
import type { PairScore } from '../../src/core/scoring/pairScore';
import { formatNumber, formatPercent, formatSigned } from '../common/formatting';
import { whole } from '../common/numbers';

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
  const figures = [formatSigned(margin), formatPercent(probability)] as const;
  if (Math.abs(probability - 0.5) < undecidedBand) {
    return { preferred: 'neither', sentence: l10n.t('Measured against its reference, the policy is undecided: margin {0} nats, preference probability {1}.', ...figures) };
  }
  if (margin > 0) return { preferred: 'chosen', sentence: l10n.t('Measured against its reference, the policy prefers the chosen response: margin {0} nats, preference probability {1}.', ...figures) };
  return { preferred: 'rejected', sentence: l10n.t('Measured against its reference, the policy prefers the rejected response: margin {0} nats, preference probability {1}.', ...figures) };
}

function withoutReward(score: PairScore): string {
  const reason = score.referenceHash === null ? l10n.t('There is no reference model, so there is no implicit reward.') : l10n.t('There is no implicit reward for this pair.');
  return `${reason} ${likelier(score.likelihoodMargin)}`;
}

function likelier(margin: number): string {
  if (margin === 0) return l10n.t('The policy alone finds both responses equally likely.');
  const size = formatNumber(Math.abs(margin));
  return margin > 0 ? l10n.t('The policy alone finds the chosen response more likely, by {0} nats.', size) : l10n.t('The policy alone finds the rejected response more likely, by {0} nats.', size);
}

function marginRank(figures: PairView['fileFigures']): string | null {
  if (figures === null || figures.marginPercentile === null) return null;
  return l10n.t('The margin is higher than in {0} of the {1} scored rows.', formatPercent(figures.marginPercentile), whole(figures.scoredRows));
}

function chesRank(score: PairScore, figures: PairView['fileFigures']): string | null {
  if (figures === null || figures.chesPercentile === null || score.lengthNormalizedChes === null) return null;
  const share = formatPercent(figures.chesPercentile);
  if (figures.chesPercentile < 0.9) return l10n.t('Its length-normalised CHES is higher than in {0} of them.', share);
  return l10n.t('Its length-normalised CHES is higher than in {0} of them: training on this pair is among the likeliest to lower the chosen response as well.', share);
}

function displacement(score: PairScore): string | null {
  if (score.displacement === null || score.displacement === 0) return null;
  if (score.displacement > 0) return l10n.t('To first order, one DPO step on this pair would raise the chosen response’s log-probability.');
  return l10n.t('To first order, one DPO step on this pair would lower the chosen response’s log-probability.');
}
