import type { ResponseTurn } from '../../src/shared/pairPanelProtocol';
import type { TextUnit } from './textUnit';

/** Units `from` (inclusive) to `to` (exclusive) that are made into elements together. */
export interface TextChunk {
  readonly from: number;
  readonly to: number;
}

/** A stretch that begins a line of its own: a paragraph or several. Within it chunks follow one another without a break. */
export interface TextBlock {
  readonly chunks: readonly TextChunk[];
  /** Who speaks from here on; null where nobody new does. */
  readonly role: string | null;
}

const unitsPerChunk = 150;

/**
 * Cuts a response into blocks and chunks. A block ends only where the text itself breaks the line, or where another message begins, so
 * that no cut can be seen.
 */
export function textBlocks(units: readonly TextUnit[], turns: readonly ResponseTurn[]): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  const starts = new TurnStarts(turns);
  let from = 0;
  let role = starts.take(units[0]);
  for (const [index, unit] of units.entries()) {
    const to = index + 1;
    const next = starts.take(units[to]);
    if (to < units.length && next === null && !(to - from >= unitsPerChunk && endsLine(unit))) continue;
    blocks.push({ chunks: chunksBetween(from, to), role });
    [from, role] = [to, next];
  }
  return blocks;
}

/** Which unit is the first of a message. A single message needs no name. */
class TurnStarts {
  #next = 0;

  constructor(private readonly turns: readonly ResponseTurn[]) {}

  take(unit: TextUnit | undefined): string | null {
    const turn = this.turns[this.#next];
    if (this.turns.length < 2 || !turn || unit?.start === null || unit === undefined || unit.start < turn.start) return null;
    this.#next += 1;
    return turn.role;
  }
}

function endsLine({ start, text }: TextUnit): boolean {
  return start !== null && text.endsWith('\n');
}

function chunksBetween(from: number, to: number): TextChunk[] {
  const chunks: TextChunk[] = [];
  for (let start = from; start < to; start += unitsPerChunk) chunks.push({ from: start, to: Math.min(start + unitsPerChunk, to) });
  return chunks;
}
