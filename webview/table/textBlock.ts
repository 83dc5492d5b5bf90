import * as l10n from '@vscode/l10n';

import type { DetailText } from '../../src/shared/tableProtocol';
import { element } from '../common/element';
import { characterCount } from '../common/counts';
import { splitAtRanges } from '../common/splitAtRanges';
import { textNodes } from '../common/textNodes';
import type { TextRange } from '../common/wordDiff';
import { whole } from '../common/numbers';

/** What stands between the turns of a text when it is compared as a whole. */
const separator = '\n\n';

/** A text as one string, to compare it with another. */
export function joinedText({ turns }: DetailText): string {
  return turns.map(({ content }) => content).join(separator);
}

/** The turns of a text, each under its role; `marks` are places of the joined text, shown with the element given. */
export function textBlock(text: DetailText, marks: readonly TextRange[] | null, mark: 'ins' | 'del'): HTMLElement {
  const block = element('div', { class: 'turns' });
  let start = 0;
  for (const { role, content } of text.turns) {
    const end = start + content.length;
    const body = element('div', { class: 'turn-text', dir: 'auto' }, ...(marks === null ? textNodes(content) : markedNodes(content, start, end, marks, mark)));
    const heading = role === '' ? [] : [element('p', { class: 'role' }, ...textNodes(role))];
    block.append(element('div', { class: role === '' ? 'turn plain' : 'turn' }, ...heading, body));
    start = end + separator.length;
  }
  const shown = text.turns.reduce((sum, { content }) => sum + content.length, 0);
  if (shown < text.characters) block.append(element('p', { class: 'cut' }, l10n.t('Cut after {0} of {1}; copy the text to have all of it.', whole(shown), characterCount(text.characters))));
  if (text.characters === 0) block.append(element('p', { class: 'muted' }, l10n.t('Empty.')));
  return block;
}

function markedNodes(content: string, start: number, end: number, marks: readonly TextRange[], mark: 'ins' | 'del'): (Node | string)[] {
  return splitAtRanges(start, end, marks).flatMap((segment) => {
    const nodes = textNodes(content, segment.start - start, segment.end - start);
    return segment.changed ? [element(mark, {}, ...nodes)] : nodes;
  });
}
