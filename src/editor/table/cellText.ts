import { responseText, type ChatMessage, type PreferencePair } from '../../core/dataset/preferencePair';
import type { TextColumnId } from '../../shared/tableColumns';

/** Enough for the widest column; the rest is in the detail pane. */
const longestCell = 300;

/** The beginning of a text on one line: its first line that says something, white space run together. */
export function cellText(text: string): string {
  const start = text.search(/\S/);
  if (start === -1) return text === '' ? '' : '␣';
  const piece = text.slice(start, start + longestCell * 2);
  const line = /^[^\n\r]*/.exec(piece)?.[0] ?? '';
  return clipped(line.replace(/\s+/g, ' ').trimEnd());
}

/** The texts of a pair as its columns begin: of a conversation the last thing that was asked. */
export function cellTexts({ texts }: PreferencePair): Readonly<Record<TextColumnId, string>> {
  const prompt = typeof texts.prompt === 'string' ? texts.prompt : lastAsked(texts.prompt);
  return { prompt: cellText(prompt), chosen: cellText(firstSaid(texts.chosen)), rejected: cellText(firstSaid(texts.rejected)) };
}

/** Whole texts, to search in and to measure. */
export function wholeTexts({ texts }: PreferencePair): Readonly<Record<TextColumnId, string>> {
  return { prompt: responseText(texts.prompt), chosen: responseText(texts.chosen), rejected: responseText(texts.rejected) };
}

function lastAsked(prompt: readonly ChatMessage[]): string {
  const asked = prompt.filter(({ role }) => role === 'user');
  return (asked.at(-1) ?? prompt.at(-1))?.content ?? '';
}

function firstSaid(response: string | readonly ChatMessage[]): string {
  return typeof response === 'string' ? response : (response.find(({ content }) => content.trim() !== '')?.content ?? '');
}

/** Never in the middle of a character that takes two units. */
function clipped(text: string): string {
  if (text.length <= longestCell) return text;
  const cut = /[\ud800-\udbff]/.test(text.charAt(longestCell - 1)) ? longestCell - 1 : longestCell;
  return `${text.slice(0, cut)}…`;
}
