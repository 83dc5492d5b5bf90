/** Levenshtein distance of two sequences of token ids; O(n·m) time, O(m) memory. */
export function levenshtein(a: readonly number[], b: readonly number[]): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, left] of a.entries()) {
    const current = [row + 1];
    for (const [column, right] of b.entries()) {
      const substitution = (previous[column] ?? 0) + (left === right ? 0 : 1);
      current.push(Math.min(substitution, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Distance over the longer length, 0 for two empty sequences. */
export function normalizedEditDistance(a: readonly number[], b: readonly number[]): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 0 : levenshtein(a, b) / longest;
}
