/**
 * POSIX of a set of prompts that mean the same: ψ = 1/(N(N−1)) Σ_i Σ_{j≠i} |log π(y_j|x_i) − log π(y_j|x_j)| / L_j, in nats a token.
 * `logProbabilities[i][j]` is that of response y_j under prompt x_i, `lengths[j]` the tokens of y_j (the paper divides by these;
 * the authors' code by the generation limit). Null for fewer than two prompts.
 */
export function promptSensitivityIndex(logProbabilities: readonly (readonly number[])[], lengths: readonly number[]): number | null {
  const prompts = logProbabilities.length;
  if (prompts < 2) return null;
  let sum = 0;
  for (const [i, row] of logProbabilities.entries()) {
    for (const [j, length] of lengths.entries()) {
      if (i !== j) sum += Math.abs((row[j] ?? 0) - (logProbabilities[j]?.[j] ?? 0)) / Math.max(length, 1);
    }
  }
  return sum / (prompts * (prompts - 1));
}
