import * as l10n from '@vscode/l10n';

import { element } from '../element';
import { notice } from '../notice';
import { textNodes } from '../textNodes';
import { MarkdownBuilder, type MarkdownLook } from './markdownBuilder';
import { parseMarkdown } from './parseMarkdown';

/** Elements made in one go: more than anybody reads at once, few enough not to be felt. */
const elementsAtOnce = 4000;

/** A text as its author meant it to look; what cannot be rendered stands as it is, with the reason. */
export function showMarkdown(text: string, look: MarkdownLook): HTMLElement {
  const parsed = parseMarkdown(text);
  if (parsed.kind === 'refused') return element('div', { class: 'markdown' }, notice('info', parsed.reason), element('div', { class: 'turn-text', dir: 'auto' }, ...textNodes(text)));
  const body = element('div', { class: 'markdown-body' });
  const builder = new MarkdownBuilder(body, parsed.tokens, look);
  const shown = element('div', { class: 'markdown' }, body);
  if (builder.build(elementsAtOnce)) shown.append(moreButton(builder));
  return shown;
}

/** A table of a hundred thousand cells is made a screenful at a time. */
function moreButton(builder: MarkdownBuilder): HTMLElement {
  const button = element('button', { type: 'button', class: 'link markdown-more' }, l10n.t('The text goes on: show more'));
  button.addEventListener('click', () => {
    if (!builder.build(elementsAtOnce)) button.remove();
  });
  return button;
}
