import * as l10n from '@vscode/l10n';

import type { ResponseTurn } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { showMarkdown } from '../common/markdown/showMarkdown';
import { textNodes } from '../common/textNodes';

/** Below the heading of its response. */
const headingLevel = 4;

/** A response as it was meant to look, message by message where it is a conversation of its own. */
export function renderedResponse(text: string, turns: readonly ResponseTurn[], openLink: (address: string) => void): readonly HTMLElement[] {
  if (text === '') return [element('p', { class: 'muted' }, l10n.t('The response is empty.'))];
  if (turns.length < 2) return [showMarkdown(text, { headingLevel, openLink })];
  return turns.map(({ role, start, end }) =>
    element('div', { class: 'turn' }, element('p', { class: 'role' }, ...textNodes(role)), showMarkdown(text.slice(start, end), { headingLevel, openLink })),
  );
}
