/** erf(x) for x ≥ 0, within 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26): the share of a standard normal within ±x·√2. */
export function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  return 1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}
