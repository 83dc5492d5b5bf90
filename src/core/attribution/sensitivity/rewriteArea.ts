import type { GameTexts, PromptPiece } from '../promptGame';
import { promptTexts } from '../promptPieces';

const lastHumanMark = /(?:^|\n\n)Human:[ \t]*/gu;

/**
 * The part of a prompt that people wrote last, and that may be put in other words: the last message of a user, the last human turn of a plain-text
 * transcript, or else the whole prompt. White space at its ends is left outside.
 */
export function rewriteArea(texts: GameTexts): PromptPiece {
  const message = texts.format === 'standard' ? 0 : Math.max(0, texts.prompt.findLastIndex(({ role }) => role === 'user'));
  const text = promptTexts(texts)[message] ?? '';
  const mark = texts.format === 'standard' ? Array.from(text.matchAll(lastHumanMark)).at(-1) : undefined;
  const begin = mark ? mark.index + mark[0].length : 0;
  const answer = mark ? text.indexOf('\n\nAssistant:', begin) : -1;
  const area = text.slice(begin, answer < 0 ? undefined : answer);
  const start = begin + (area.length - area.trimStart().length);
  return { message, start, end: start + area.trim().length };
}

/** The prompt with a part of it replaced, and everything else as it was. */
export function withText(texts: GameTexts, { message, start, end }: PromptPiece, replacement: string): GameTexts {
  const changed = (text: string) => text.slice(0, start) + replacement + text.slice(end);
  if (texts.format === 'standard') return { ...texts, prompt: changed(texts.prompt) };
  return { ...texts, prompt: texts.prompt.map((turn, index) => (index === message ? { ...turn, content: changed(turn.content) } : turn)) };
}
