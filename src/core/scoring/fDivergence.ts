import { logSigmoid } from './logistic';

/** f-divergences that TRL offers in place of the reverse KL. */
export type FDivergence = 'reverse_kl' | 'forward_kl' | 'js_divergence' | 'alpha_divergence';

/** TRL clamps the exponent of the alpha divergence here, since e^88 overflows fp32. */
const exponentLimit = 80;

/**
 * A response's score h(log-ratio); the losses take the difference of the two responses' scores.
 * Source: TRL ≥ 0.29, DPOTrainer (`f_divergence_type`). `alpha` ≠ 1; alpha → 1 equals the reverse KL up to a constant.
 */
export function fDivergenceScore(divergence: FDivergence, logRatio: number, alpha = 0.5): number {
  switch (divergence) {
    case 'reverse_kl':
      return logRatio;
    case 'forward_kl':
      return -Math.exp(-logRatio);
    case 'js_divergence':
      return logSigmoid(logRatio);
    case 'alpha_divergence':
      return Math.exp(Math.min((alpha - 1) * logRatio, exponentLimit)) / (alpha - 1);
  }
}
