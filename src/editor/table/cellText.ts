import { responseText, type ChatMessage } from '../../core/dataset/preferencePair';
import type { TextColumnId } from '../../shared/tableColumns';
import type { ShownTexts } from './rowReading';

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

/** Texts as their columns begin: of a conversation the last thing that was asked. Empty where there is none. */
export function cellTexts({ prompt, chosen, rejected }: ShownTexts): Readonly<Record<TextColumnId, string>> {
  return { prompt: cellText(typeof prompt === 'string' ? prompt : lastAsked(prompt)), chosen: cellText(firstSaid(chosen)), rejected: cellText(firstSaid(rejected)) };
}

/** Whole texts, to search in and to measure; null where there is none. */
export function wholeTexts({ prompt, chosen, rejected }: ShownTexts): Readonly<Record<TextColumnId, string | null>> {
  return { prompt: responseText(prompt), chosen: chosen && responseText(chosen), rejected: rejected && responseText(rejected) };
}

function lastAsked(prompt: readonly ChatMessage[]): string {
  const asked = prompt.filter(({ role }) => role === 'user');
  return (asked.at(-1) ?? prompt.at(-1))?.content ?? '';
}

function firstSaid(response: string | readonly ChatMessage[] | null): string {
  if (response === null || typeof response === 'string') return response ?? '';
  return response.find(({ content }) => content.trim() !== '')?.content ?? '';
}

/** Never in the middle of a character that takes two units. */
function clipped(text: string): string {
  if (text.length <= longestCell) return text;
  const cut = /[\ud800-\udbff]/.test(text.charAt(longestCell - 1)) ? longestCell - 1 : longestCell;
  return `${text.slice(0, cut)}…`;
}
