import * as l10n from '@vscode/l10n';
import MarkdownIt, { type Token } from 'markdown-it';

/** Beyond that a reader is better served with the exact text, and a parser could be kept busy. UTF-16 units. */
const longestText = 200_000;
/** Lists in quotes in lists …; where blocks are deeper, the parser leaves out what lies within. */
const deepestBlock = 60;

/**
 * CommonMark with tables and strikethrough. HTML is text. Definitions of references are text too: otherwise `[x]: …` would hide whatever
 * somebody writes into it. Line breaks count, as they do in chats.
 */
const parser = new MarkdownIt('default', { html: false, linkify: false, typographer: false, breaks: true, maxNesting: deepestBlock }).disable('reference');

export type ParsedMarkdown = { readonly kind: 'tokens'; readonly tokens: readonly Token[] } | { readonly kind: 'refused'; readonly reason: string };

/** The tokens of a text, or why it is better read as it stands: nothing of it may get lost. */
export function parseMarkdown(text: string): ParsedMarkdown {
  if (text.length > longestText) return { kind: 'refused', reason: l10n.t('This text is too long to be rendered, so it is shown as it stands.') };
  const tokens = parser.parse(text, {});
  if (tokens.some(({ block, level }) => block && level >= deepestBlock - 1)) return { kind: 'refused', reason: l10n.t('This text is nested too deeply to be rendered, so it is shown as it stands.') };
  return { kind: 'tokens', tokens };
}
