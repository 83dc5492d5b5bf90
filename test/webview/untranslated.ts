import { conventionNames } from '../../src/core/ports';
import type { PanelPage } from './panelPage';
import { outsideBrackets } from './otherLanguage';

/** The same in every language: units, symbols of formulas, names of conventions. */
const sameEverywhere = new RegExp(`(?<![\\p{L}-])(nats|log π|σ|Preflens|${conventionNames.join('|')})(?![\\p{L}-])`, 'gu');

/** Texts that the page shows or says, and that are neither in brackets nor part of what the page was sent. */
export async function untranslated(panel: PanelPage): Promise<readonly string[]> {
  const sent = stringsIn(await panel.received()).map(normal);
  const shown = await panel.page.evaluate(textsOfPage);
  const pieces = shown.flatMap(outsideBrackets).map((piece) => normal(piece).replace(sameEverywhere, '').trim()).filter((piece) => /\p{L}{2,}/u.test(piece));
  return [...new Set(pieces.filter((piece) => !isSent(piece, sent)))];
}

/** Also where marks of the page, or a cut, stand around it, or where it is put together of what was sent, such as a label and its value. */
function isSent(piece: string, sent: readonly string[]): boolean {
  const words = piece.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const isPart = (part: string): boolean => sent.some((text) => text.includes(part));
  return words.split(/\s·\s|…/u).every((part) => isPart(part.trim()) || part.trim().split(' ').every((word) => sent.includes(word)));
}

function normal(text: string): string {
  return text.replace(/\s+/gu, ' ');
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)]) : [];
}

/** Runs inside the page. Keys of the keyboard, and what is written in a language of its own (filters, names of losses), are the same in every language. */
function textsOfPage(): readonly string[] {
  const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt'];
  const found: string[] = [];
  // A sentence with elements inside is whole in its parent alone.
  const sentenceOf = (text: string, parent: Element): string => {
    const whole = parent.closest('text') ?? parent;
    return whole === parent && text.split('⟦').length === text.split('⟧').length ? text : whole.textContent;
  };
  for (const node of document.body.querySelectorAll('*')) {
    if (node.closest('script, style, kbd, code') !== null) continue;
    for (const name of spoken) found.push(node.getAttribute(name) ?? '');
    for (const child of node.childNodes) if (child instanceof Text) found.push(sentenceOf(child.data, node));
  }
  return found.filter((text) => text.trim() !== '');
}
