import type { LossName } from '../../src/core/scoring/lossNames';

/** One sentence for each loss: what sets it apart. */
export const lossTexts: Readonly<Record<LossName, string>> = {
  sigmoid: 'DPO as first published: minus the log of the preference probability.',
  hinge: 'Falls in a straight line and is zero once the margin passes 1.',
  ipo: 'Pulls the margin of length-averaged log-ratios towards a fixed target instead of ever further apart.',
  ipo_sum: 'IPO on summed log-ratios, as in the first implementations.',
  exo_pair: 'Reverse divergence to a smoothed preference.',
  nca_pair: 'Keeps the chosen reward from falling while the margin grows.',
  robust: 'DPO corrected for labels flipped at the configured rate.',
  cdpo: 'DPO with smoothed labels.',
  bco_pair: 'Classifies each response on its own, around a reward of zero.',
  sppo_hard: 'Pulls the chosen log-ratio up to a fixed value and the rejected one down to its opposite.',
  apo_zero: 'Raises the chosen reward and lowers the rejected one, each bounded.',
  apo_down: 'Lowers both rewards, the rejected one more.',
  discopop: 'A found blend of logistic and exponential loss.',
  sft: 'Plain cross-entropy on the chosen response.',
  sigmoid_norm: 'DPO on length-averaged log-ratios.',
  ld_dpo: 'DPO with the tokens beyond the shared length weighed less.',
  sigmoid_forward_kl: 'DPO with forward KL in place of reverse KL.',
  sigmoid_js_divergence: 'DPO with the Jensen–Shannon divergence.',
  sigmoid_alpha_divergence: 'DPO with an alpha divergence.',
  simpo: 'No reference: average log-probabilities and a target margin.',
  orpo: 'No reference: cross-entropy on chosen plus the log of the odds ratio.',
};
