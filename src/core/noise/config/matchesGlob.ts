/**
 * Whether a path with slashes fits a pattern: `*` stands for any characters but slashes, `?` for one, `**` as a whole step for any number of
 * steps. Patterns come with the data, so the effort grows with the product of both lengths at most, whatever they are; expressions
 * made from patterns can take for ever.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  return matchesSequence(path.split('/'), pattern.split('/'), (step) => step === '**', fitsStep);
}

function fitsStep(step: string, pattern: string): boolean {
  return matchesSequence(Array.from(step), Array.from(pattern), (character) => character === '*', (character, wanted) => wanted === '?' || character === wanted);
}

/** Wildcards take as little as possible; when something later does not fit, only the last one has to take more. */
function matchesSequence(items: readonly string[], pattern: readonly string[], isWildcard: (part: string) => boolean, fits: (item: string, part: string) => boolean): boolean {
  let [item, part] = [0, 0];
  let [retryItem, retryPart] = [0, -1];
  while (item < items.length) {
    const wanted = pattern[part];
    if (wanted !== undefined && isWildcard(wanted)) [retryItem, retryPart, part] = [item, part, part + 1];
    else if (wanted !== undefined && fits(items[item] ?? '', wanted)) [item, part] = [item + 1, part + 1];
    else if (retryPart >= 0) [retryItem, item, part] = [retryItem + 1, retryItem + 1, retryPart + 1];
    else return false;
  }
  return pattern.slice(part).every(isWildcard);
}
