const longestList = 8;
const longestName = 40;

/** Field names in quotes for a message, shortened: rows with hundreds of fields, or with a whole text as a name, do exist. */
export function describeFields(names: readonly string[]): string {
  const shown = names.slice(0, longestList).map((name) => JSON.stringify(shorten(name)));
  const hidden = names.length - shown.length;
  return hidden > 0 ? `${shown.join(', ')} and ${String(hidden)} more` : shown.join(', ');
}

function shorten(name: string): string {
  const points = Array.from(name.slice(0, 2 * longestName + 2));
  return points.length > longestName ? `${points.slice(0, longestName).join('')}…` : name;
}
