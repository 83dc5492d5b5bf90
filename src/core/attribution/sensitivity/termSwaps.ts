import { parseDelimited } from '../../dataset/parseDelimited';
import { AttributionRefusedError } from '../../errors';
import type { GameTexts } from '../promptGame';
import type { PromptVariant } from './promptVariant';

/** Terms that stand for each other, by row; a column is one group (such as the words that say "she"). */
export type SwapTable = readonly (readonly string[])[];

/**
 * Reads a CSV of swaps: each line has the terms that stand for each other, and a column belongs together: "he,she" and "his,her" and
 * "John,Mary". A line that begins with # is a comment. Throws AttributionRefusedError with the line that cannot be used.
 */
export function parseSwaps(text: string): SwapTable {
  const rows = text.replace(/^\ufeff/u, '').split(/\r?\n/u).flatMap((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const record = parseDelimited(line, ',');
    if (record.kind === 'problem') throw new AttributionRefusedError(`Line ${String(index + 1)} of the swaps: ${record.reason}`);
    const cells = record.cells.map(({ value }) => value.trim());
    if (cells.length < 2 || cells.some((cell) => cell === '')) throw new AttributionRefusedError(`Line ${String(index + 1)} of the swaps has fewer than two terms, or an empty one; write terms that stand for each other, such as he,she.`);
    return [cells];
  });
  if (rows.length === 0) throw new AttributionRefusedError('The list of swaps is empty; write lines of terms that stand for each other, such as he,she.');
  return rows;
}

/**
 * The prompt and its responses with all terms of one column put in the place of another's, for every two columns where that changes something.
 * Whole words only; a capital first letter, or all capitals, are kept.
 */
export function termSwaps(texts: GameTexts, table: SwapTable): readonly PromptVariant[] {
  const columns = Math.max(...table.map((row) => row.length));
  const pairs = Array.from({ length: columns }, (_, from) => Array.from({ length: columns }, (_unused, to) => [from, to] as const)).flat();
  return pairs.flatMap(([from, to]) => {
    const terms = new Map(table.flatMap((row) => (from !== to && row[from] !== undefined && row[to] !== undefined ? [[row[from].toLowerCase(), row[to]] as const] : [])).reverse());
    if (terms.size === 0) return [];
    const found = new Set<string>();
    const swapped = mapTexts(texts, (text) => replaceTerms(text, terms, found));
    return found.size === 0 ? [] : [{ kind: 'swap' as const, name: [...found].join(', '), texts: swapped }];
  });
}

function replaceTerms(text: string, terms: ReadonlyMap<string, string>, found: Set<string>): string {
  const alternatives = [...terms.keys()].sort((a, b) => b.length - a.length).map((term) => term.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(pattern, (term) => {
    const other = terms.get(term.toLowerCase()) ?? term;
    found.add(`${term.toLowerCase()} → ${other}`);
    return inCaseOf(term, other);
  });
}

function inCaseOf(term: string, other: string): string {
  if (/\p{Lu}.*\p{Lu}/u.test(term) && term === term.toUpperCase()) return other.toUpperCase();
  return /^\p{Lu}/u.test(term) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
}

function mapTexts(texts: GameTexts, change: (text: string) => string): GameTexts {
  if (texts.format === 'standard') return { ...texts, prompt: change(texts.prompt), responses: texts.responses.map(change) };
  const messages = (turns: (typeof texts)['prompt']) => turns.map((turn) => ({ ...turn, content: change(turn.content) }));
  return { ...texts, prompt: messages(texts.prompt), responses: texts.responses.map(messages) };
}
