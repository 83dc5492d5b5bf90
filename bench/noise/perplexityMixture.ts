/**
 * PerpCorrect's own estimate of the noise rate (Kong et al. 2024): two normal curves at ±μ with one σ fitted to the differences of perplexity, by expectation and
 * maximisation; the weight of the one on the wrong side.
 *
 * @param scores above 0 where the chosen response is the likelier one
 */
export function perplexityMixtureRate(scores: Float64Array): number {
  const known = scores.filter((score) => !Number.isNaN(score));
  let mean = known.reduce((sum, score) => sum + Math.abs(score), 0) / known.length;
  let deviation = mean;
  let right = 0.7;
  for (let step = 0; step < 500; step++) {
    let [weight, signed, square] = [0, 0, 0];
    for (const score of known) {
      const odds = (right / (1 - right)) * Math.exp((2 * mean * score) / deviation ** 2);
      const share = Number.isFinite(odds) ? odds / (1 + odds) : 1;
      weight += share;
      signed += (2 * share - 1) * score;
      square += share * (score - mean) ** 2 + (1 - share) * (score + mean) ** 2;
    }
    right = Math.min(1 - 1e-6, Math.max(1e-6, weight / known.length));
    mean = Math.abs(signed / known.length);
    deviation = Math.sqrt(square / known.length) || 1e-9;
  }
  return 1 - right;
}
