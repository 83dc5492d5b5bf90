import type { ConventionName } from '../ports';

/** How a convention's package makes a reward of the log-probabilities of a response. */
export interface RewardRule {
  /** "average": over the scored completion tokens, policy and reference alike. */
  readonly aggregation: 'sum' | 'average';
  /** False where the package knows no beta; it then counts as 1. */
  readonly hasBeta: boolean;
}

const summed: RewardRule = { aggregation: 'sum', hasBeta: true };

/** Sources: docs/conventions.md. */
export const rewardRules: Readonly<Record<ConventionName, RewardRule>> = {
  trl: summed,
  'trl-1.14': summed,
  'trl-0.20': summed,
  mitchell: summed,
  // rewardbench/dpo.py, inference_step: the difference of the sums, as it is.
  'reward-bench': { aggregation: 'sum', hasBeta: false },
  // open_instruct/dpo_utils.py: loss_type "dpo_norm", the default, averages before everything else.
  'open-instruct': { aggregation: 'average', hasBeta: true },
};
