import { expect } from 'vitest';

import { createResponseLocator } from '../../../src/core/dataset/createResponseLocator';
import type { DatasetRow, FieldSource, PreferencePair } from '../../../src/core/dataset/preferencePair';
import { messageSeparator, responseText } from '../../../src/core/dataset/preferencePair';
import { wellFormed } from '../../../src/core/dataset/wellFormed';
import type { RowContent } from '../../../src/core/ports';

/** Fails unless every text of every pair and loose answer of a row is found again, whole, at the places that it names. */
export function expectSourcesToHold(content: RowContent, row: DatasetRow): void {
  if (row.kind === 'unreadable') throw new Error(row.unreadable.reason);
  if (content.kind !== 'text') return;
  const raw = Buffer.from(content.bytes).toString('utf8');
  const unescape = content.syntax.kind === 'json' ? jsonText : csvText;
  const check = (sources: readonly FieldSource[], text: string) => {
    const locate = createResponseLocator(raw, sources, content.syntax);
    const pieces = sources.map((source, index) => {
      const start = startOf(sources, index);
      return locate(start, start + source.end - source.start).map((range) => unescape(raw.slice(range.start, range.end), source)).join('');
    });
    expect(pieces.map(wellFormed).join('')).toBe(withoutSeparators(sources, text));
  };
  for (const pair of row.pairs) checkPair(pair, check);
  for (const loose of row.loose) {
    check(loose.promptSources, responseText(loose.prompt));
    for (const answer of loose.answers) check(answer.sources, responseText(answer.text));
  }
}

function checkPair({ texts, sources, provenance }: PreferencePair, check: (sources: readonly FieldSource[], text: string) => void): void {
  check(sources.prompt, responseText(texts.prompt));
  // The answer in another row has no place in this one.
  if (provenance.otherRow === undefined || sources.chosen.length > 0) check(sources.chosen, responseText(texts.chosen));
  if (provenance.otherRow === undefined || sources.rejected.length > 0) check(sources.rejected, responseText(texts.rejected));
}

function separatorBefore(source: FieldSource, index: number): string {
  return index === 0 || source.continues === true ? '' : (source.separator ?? messageSeparator);
}

function startOf(sources: readonly FieldSource[], index: number): number {
  const before = sources.slice(0, index).reduce((sum, source, place) => sum + separatorBefore(source, place).length + source.end - source.start, 0);
  return before + (sources[index] ? separatorBefore(sources[index], index).length : 0);
}

function withoutSeparators(sources: readonly FieldSource[], text: string): string {
  return sources.map((source, index) => text.slice(startOf(sources, index), startOf(sources, index) + source.end - source.start)).join('');
}

/** As many times as the text lies in JSON inside JSON. */
function jsonText(raw: string, { path }: FieldSource): string {
  const once = JSON.parse(`"${raw}"`) as string;
  const isEmbedded = path.length > 1 && typeof path[1] === 'number' && embedded.has(String(path[0]));
  return isEmbedded ? (JSON.parse(`"${once}"`) as string) : once;
}

/** Fields of the fixtures that hold JSON inside a text. */
const embedded = new Set(['response_a', 'response_b', 'json']);

function csvText(raw: string, { path }: FieldSource): string {
  const once = raw.replaceAll('""', '"');
  return path.length > 1 ? (JSON.parse(`"${once}"`) as string) : once;
}
