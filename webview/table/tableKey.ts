export type TableKey = 'search' | 'go-to-row' | 'next-hit' | 'previous-hit' | 'filter' | 'sort' | 'explain';

const letters: Readonly<Record<string, TableKey>> = { '/': 'search', 'g': 'go-to-row', 'n': 'next-hit', 'N': 'next-hit', 'f': 'filter', 's': 'sort', 'e': 'explain' };
const withControl: Readonly<Record<string, TableKey>> = { f: 'search', g: 'go-to-row' };

/** What a key in the grid asks of the table, null for all others; they are told in docs/table.md. */
export function tableKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): TableKey | null {
  if (altKey) return null;
  const asked = key === 'F3' ? 'next-hit' : (ctrlKey || metaKey ? withControl : letters)[key];
  if (asked === undefined) return null;
  return asked === 'next-hit' && shiftKey ? 'previous-hit' : asked;
}
