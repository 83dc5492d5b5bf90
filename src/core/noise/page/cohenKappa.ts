/**
 * Cohen's κ between two sources that call labels right (score above 0) or wrong, over the pairs that both have an opinion on: 1 for full agreement, 0 for as
 * much as chance gives. Null where they share no pair, or both always say the same.
 */
export function cohenKappa(first: Float64Array, second: Float64Array): { readonly kappa: number; readonly pairs: number } | null {
  let [pairs, same, firstRight, secondRight] = [0, 0, 0, 0];
  for (let index = 0; index < first.length; index++) {
    const [a, b] = [first[index] ?? NaN, second[index] ?? NaN];
    if (Number.isNaN(a) || Number.isNaN(b) || a === 0 || b === 0) continue;
    pairs++;
    if (a > 0 === b > 0) same++;
    if (a > 0) firstRight++;
    if (b > 0) secondRight++;
  }
  const chance = (firstRight * secondRight + (pairs - firstRight) * (pairs - secondRight)) / (pairs * pairs);
  return pairs === 0 || chance === 1 ? null : { kappa: (same / pairs - chance) / (1 - chance), pairs };
}
