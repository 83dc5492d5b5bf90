/** Coefficients of Lanczos' approximation of ln Γ for g = 7, good to 15 digits. */
const lanczos = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];
const leastTerm = 1e-17;

/** P-value of the exact two-sided sign test: how likely `first` against `second` successes, or less even, are where both have probability one half. Null for none. */
export function signTest(first: number, second: number): number | null {
  const total = first + second;
  if (total === 0) return null;
  const fewer = Math.min(first, second);
  let term = Math.exp(logGamma(total + 1) - logGamma(fewer + 1) - logGamma(total - fewer + 1) - total * Math.LN2);
  let sum = 0;
  for (let count = fewer; count >= 0 && term > sum * leastTerm; count--) {
    sum += term;
    term *= count / (total - count + 1);
  }
  return Math.min(1, 2 * sum);
}

function logGamma(value: number): number {
  const shifted = value - 1;
  const sum = lanczos.slice(1).reduce((total, coefficient, at) => total + coefficient / (shifted + at + 1), lanczos[0] ?? 1);
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}
