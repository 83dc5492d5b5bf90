import { nestingLimit } from './nestingLimit';
import { wellFormed } from './wellFormed';

// The second is exact about characters written as they are; the first is many times faster and settles most rows.
const anySurrogate = /\\u[dD][89a-fA-F]|[\uD800-\uDFFF]/;
const mayHoldLoneSurrogate = /\\u[dD][89a-fA-F]|[\uD800-\uDFFF]/u;

/**
 * `JSON.parse`, with all texts of the value well formed (see `wellFormed`; field names stay as they are).
 * Throws SyntaxError, and RangeError for a value nested deeper than `nestingLimit`.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Each level takes two characters.
  if (text.length > 2 * nestingLimit && isDeeperThan(value, nestingLimit)) throw new RangeError('The value is nested too deeply.');
  if (!anySurrogate.test(text) || !mayHoldLoneSurrogate.test(text)) return value;
  return JSON.parse(text, (_key, item: unknown) => (typeof item === 'string' ? wellFormed(item) : item));
}

/** Level by level rather than by recursion, which is what deep nesting would overflow. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
