/**
 * A record of the command line within a budget: every list ends after `items` entries, every text after `characters` units and a mark. What is cut off is counted,
 * so that nobody takes a part for the whole.
 */
export function cutRecord<Value>(value: Value, limits: { readonly items: number; readonly characters: number }): Value {
  const cut = (part: unknown): unknown => {
    if (typeof part === 'string') return part.length <= limits.characters + markRoom ? part : `${part.slice(0, limits.characters)}… (${String(part.length - limits.characters)} more characters)`;
    if (Array.isArray(part)) return part.slice(0, limits.items).map(cut);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).slice(0, mostFields).map(([name, inner]) => [name, cut(inner)]));
  };
  return cut(value) as Value;
}

/** A mark that is longer than what it stands for would help nobody. */
const markRoom = 32;
/** A row may have any number of fields, with any names. */
const mostFields = 100;
