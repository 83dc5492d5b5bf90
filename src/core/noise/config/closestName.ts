/** The name that a mistyped word most likely means; undefined where none is near. Letters that changed places count as one mistake. */
export function closestName(word: string, names: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const ranked = names.map((name) => ({ name, distance: editDistance(wanted, name.toLowerCase()) })).sort((first, second) => first.distance - second.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.name.length / 3)) ? best.name : undefined;
}

const longestWord = 64;

/** Optimal string alignment: insertions, deletions, substitutions and exchanges of neighbours. */
function editDistance(first: string, second: string): number {
  if (first.length > longestWord || second.length > longestWord) return Infinity;
  let [beforeLast, last]: [readonly number[], readonly number[]] = [[], Array.from({ length: second.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= first.length; row++) {
    const current = [row];
    for (let column = 1; column <= second.length; column++) {
      const cost = first[row - 1] === second[column - 1] ? 0 : 1;
      const isExchange = row > 1 && column > 1 && first[row - 1] === second[column - 2] && first[row - 2] === second[column - 1];
      const exchanged = isExchange ? (beforeLast[column - 2] ?? Infinity) + 1 : Infinity;
      current.push(Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost, exchanged));
    }
    [beforeLast, last] = [last, current];
  }
  return last[second.length] ?? 0;
}
