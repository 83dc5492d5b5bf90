import type { TextUnit } from './textUnit';

/** Units `from` (inclusive) to `to` (exclusive) that make up one block of the page. */
export interface TextChunk {
  readonly from: number;
  readonly to: number;
}

const unitsPerChunk = 200;

/**
 * Cuts a response into blocks that the browser can lay out one by one. A block ends only where the text itself breaks
 * the line, so that the cut cannot be seen.
 */
export function textChunks(units: readonly TextUnit[]): readonly TextChunk[] {
  const chunks: TextChunk[] = [];
  let from = 0;
  for (const [index, unit] of units.entries()) {
    const to = index + 1;
    if (to < units.length && (to - from < unitsPerChunk || unit.start === null || !unit.text.endsWith('\n'))) continue;
    chunks.push({ from, to });
    from = to;
  }
  return chunks;
}
