import * as l10n from '@vscode/l10n';

import type { LossName } from '../../src/core/scoring/lossNames';

/** One sentence for each loss: what sets it apart. */
export const lossTexts: Readonly<Record<LossName, string>> = {
  sigmoid: l10n.t('DPO as first published: minus the log of the preference probability.'),
  hinge: l10n.t('Falls in a straight line and is zero once the margin passes 1.'),
  ipo: l10n.t('Pulls the margin of length-averaged log-ratios towards a fixed target instead of ever further apart.'),
  ipo_sum: l10n.t('IPO on summed log-ratios, as in the first implementations.'),
  exo_pair: l10n.t('Reverse divergence to a smoothed preference.'),
  nca_pair: l10n.t('Keeps the chosen reward from falling while the margin grows.'),
  robust: l10n.t('DPO corrected for labels flipped at the configured rate.'),
  cdpo: l10n.t('DPO with smoothed labels.'),
  bco_pair: l10n.t('Classifies each response on its own, around a reward of zero.'),
  sppo_hard: l10n.t('Pulls the chosen log-ratio up to a fixed value and the rejected one down to its opposite.'),
  apo_zero: l10n.t('Raises the chosen reward and lowers the rejected one, each bounded.'),
  apo_down: l10n.t('Lowers both rewards, the rejected one more.'),
  discopop: l10n.t('A found blend of logistic and exponential loss.'),
  sft: l10n.t('Plain cross-entropy on the chosen response.'),
  sigmoid_norm: l10n.t('DPO on length-averaged log-ratios.'),
  ld_dpo: l10n.t('DPO with the tokens beyond the shared length weighed less.'),
  sigmoid_forward_kl: l10n.t('DPO with forward KL in place of reverse KL.'),
  sigmoid_js_divergence: l10n.t('DPO with the Jensen–Shannon divergence.'),
  sigmoid_alpha_divergence: l10n.t('DPO with an alpha divergence.'),
  simpo: l10n.t('No reference: average log-probabilities and a target margin.'),
  orpo: l10n.t('No reference: cross-entropy on chosen plus the log of the odds ratio.'),
};
