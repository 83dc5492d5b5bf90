import { AttributionRefusedError } from '../errors';
import type { GameTexts, PromptPiece } from './promptGame';
import type { PromptUnit } from './promptUnit';
import { patternUnits, textUnits, type TextUnit } from './textUnits';

/** More cannot be told apart with any number of evaluations that somebody would wait for. */
export const mostUnits = 2048;

/** The texts of a prompt that units are cut from: one for each message, or the one of a standard prompt. */
export function promptTexts(texts: GameTexts): readonly string[] {
  return texts.format === 'standard' ? [texts.prompt] : texts.prompt.map((message) => message.content);
}

/**
 * Cuts a prompt into units, in order. `within` leaves all else out. Throws AttributionRefusedError where there is nothing to cut, too much of
 * it, or a pattern or part that does not fit. A 'token' is for the tokenizer to cut.
 */
export function promptPieces(texts: readonly string[], unit: Exclude<PromptUnit, { kind: 'token' }> | WholeUnit, within: readonly PromptPiece[] | null): readonly PromptPiece[] {
  if (unit.kind === 'parts') return checkedParts(texts, unit.parts);
  const areas = within ? checkedParts(texts, within) : texts.map((text, message) => ({ message, start: 0, end: text.length }));
  const pieces = areas.flatMap(({ message, start, end }) => {
    const text = (texts[message] ?? '').slice(start, end);
    return unitsOf(text, unit).map((piece) => ({ message, start: start + piece.start, end: start + piece.end }));
  });
  if (pieces.length === 0) throw new AttributionRefusedError(nothingToCut(unit));
  return pieces;
}

/** Units that a text has by itself. */
export interface WholeUnit {
  readonly kind: 'word' | 'sentence' | 'line' | 'turn';
}

/** Refuses more units than can be told apart, and says which unit has fewer. */
export function checkUnitCount(count: number, texts: readonly string[], within: readonly PromptPiece[] | null): void {
  if (count <= mostUnits) return;
  const fitting = (['sentence', 'line', 'turn'] as const).find((kind) => texts.some((text) => text.trim() !== '') && promptPieces(texts, { kind }, within).length <= mostUnits);
  const advice = fitting === undefined ? 'mark a part of the prompt' : `choose a larger unit (${fitting}) or mark a part of the prompt`;
  throw new AttributionRefusedError(`The prompt has ${String(count)} units, more than the ${String(mostUnits)} that can be told apart; ${advice}.`);
}

function unitsOf(text: string, unit: Exclude<PromptUnit, { kind: 'token' | 'parts' }> | WholeUnit): readonly TextUnit[] {
  switch (unit.kind) {
    case 'turn':
      return turnUnits(text);
    case 'pattern':
      return matchesOf(text, unit.pattern);
    case 'word':
    case 'sentence':
    case 'line':
      return textUnits(text, unit.kind);
    default:
      return [];
  }
}

/** Marks of turns in plain text, as HH-RLHF has them. A message of a conversation without marks is one turn. */
const turnMark = /(?:^|\n\n)(?=(?:Human|Assistant):)/gu;

function turnUnits(text: string): readonly TextUnit[] {
  const starts = [...new Set([0, ...Array.from(text.matchAll(turnMark), ({ index }) => index)])];
  const pieces = starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
  const turns = pieces.filter(({ start, end }) => text.slice(start, end).trim() !== '');
  return turns.map((piece, index) => (index === 0 ? { start: 0, end: piece.end } : piece));
}

function matchesOf(text: string, pattern: string): readonly TextUnit[] {
  try {
    return patternUnits(text, pattern);
  } catch (error) {
    throw new AttributionRefusedError(`The pattern is no regular expression: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checkedParts(texts: readonly string[], parts: readonly PromptPiece[]): readonly PromptPiece[] {
  const filled = parts.filter(({ start, end }) => end > start);
  const sorted = filled.sort((a, b) => a.message - b.message || a.start - b.start);
  for (const [index, part] of sorted.entries()) {
    const before = sorted[index - 1];
    if (part.start < 0 || part.end > (texts[part.message]?.length ?? 0)) throw new AttributionRefusedError('A marked part does not lie inside the prompt; mark it again.');
    if (before?.message === part.message && before.end > part.start) throw new AttributionRefusedError('Two marked parts overlap; mark each text once.');
  }
  if (sorted.length === 0) throw new AttributionRefusedError('Nothing is marked in the prompt; select at least one part of it.');
  return sorted;
}

function nothingToCut(unit: { readonly kind: string }): string {
  if (unit.kind === 'pattern') return 'The pattern matches nothing in the prompt.';
  return 'The prompt has no text that could be taken away; there is nothing to attribute.';
}
