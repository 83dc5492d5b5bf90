import type { TextUnit } from './textUnits';

/** Where a token's text stands; null for tokens that the template or the trainer added, which are never players. */
export type TokenSpan = TextUnit | null;

/** Stands for a token that belongs to no unit: it is always present. */
export const pinned = -1;

/**
 * The unit that each token belongs to: the one that holds its first character that is not white space; a token of nothing but white space
 * belongs to the unit that owns that white space. `pinned` for tokens outside all units. Units are in order and do not overlap.
 */
export function tokenOwners(text: string, units: readonly TextUnit[], tokens: readonly TokenSpan[]): readonly number[] {
  return tokens.map((token) => (token === null ? pinned : unitAt(units, firstCharacter(text, token))));
}

/** Each token a unit of its own; several tokens of one character share it, since none of them can be taken out alone. */
export function tokenUnits(tokens: readonly TokenSpan[]): readonly TextUnit[] {
  const units: TextUnit[] = [];
  for (const token of tokens) {
    const last = units.at(-1);
    if (token === null || token.end <= token.start) continue;
    if (last && token.start < last.end) units[units.length - 1] = { start: last.start, end: Math.max(last.end, token.end) };
    else units.push(token);
  }
  return units;
}

/** Where the first character of a unit stands that is not white space; its start where there is none. */
export function firstCharacter(text: string, { start, end }: TextUnit): number {
  for (let offset = start; offset < end; offset++) if (!/\s/u.test(text.charAt(offset))) return offset;
  return start;
}

function unitAt(units: readonly TextUnit[], offset: number): number {
  let [low, high] = [0, units.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((units[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const unit = units[low - 1];
  return unit && offset < unit.end ? low - 1 : pinned;
}
