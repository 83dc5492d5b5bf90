import * as l10n from '@vscode/l10n';

import type { TokenStripView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { tokenCount } from '../common/counts';
import { textNodes } from '../common/textNodes';

type StripToken = TokenStripView['completion'][number];

/** A token of a strip, or a gap where tokens are left out. */
export interface StripItem {
  readonly token: StripToken | null;
  readonly part: 'prompt' | 'completion';
  /** What two strips are compared by: a token of the prompt is another than the same one of the completion. */
  readonly key: string;
  /** Tokens left out; 0 for a token. */
  readonly hidden: number;
}

export function stripItems({ promptStart, promptHidden, promptEnd, completion, completionHidden }: TokenStripView): StripItem[] {
  const items = (tokens: readonly StripToken[], part: StripItem['part']): StripItem[] =>
    tokens.map((token) => ({ token, part, key: `${part} ${String(token.id)}`, hidden: 0 }));
  const gap = (hidden: number, part: StripItem['part']): StripItem[] => (hidden === 0 ? [] : [{ token: null, part, key: `${part} gap`, hidden }]);
  return [...items(promptStart, 'prompt'), ...gap(promptHidden, 'prompt'), ...items(promptEnd, 'prompt'), ...items(completion, 'completion'), ...gap(completionHidden, 'completion')];
}

/** The tokens in a row that wraps, those that differ marked for the eye, for readers without colour, and for screen readers. */
export function stripElement(strip: TokenStripView, items: readonly StripItem[], differs: readonly boolean[], label: string): HTMLElement {
  const nodes = items.map((item, index) => itemElement(item, differs[index] === true));
  const firstOfCompletion = items.findIndex(({ part }) => part === 'completion');
  if (firstOfCompletion >= 0) nodes.splice(firstOfCompletion, 0, element('span', { class: 'strip-boundary', title: l10n.t('Here the completion begins.') }, element('span', { class: 'visually-hidden' }, l10n.t('completion begins'))));
  if (strip.truncated) nodes.push(element('span', { class: 'strip-cut' }, l10n.t('cut here')));
  return element('div', { class: 'convention-strip', role: 'group', tabindex: '0', 'aria-label': label, dir: 'ltr' }, ...nodes);
}

function itemElement({ token, part, hidden }: StripItem, differs: boolean): HTMLElement {
  if (token === null) return element('span', { class: 'strip-gap' }, l10n.t('… {0} …', tokenCount(hidden)));
  const classes = ['strip-token', part, ...(token.special ? ['special'] : []), ...(differs ? ['differs'] : [])];
  const told = [...(differs ? [l10n.t('differs')] : []), ...(token.special ? [l10n.t('special')] : [])];
  const kind = part === 'prompt' ? l10n.t('prompt') : token.special ? l10n.t('special or template') : l10n.t('response');
  return element(
    'span',
    { class: classes.join(' '), title: differs ? l10n.t('Token {0}, {1}, only under this convention', String(token.id), kind) : l10n.t('Token {0}, {1}', String(token.id), kind) },
    ...(told.length === 0 ? [] : [element('span', { class: 'visually-hidden' }, l10n.t('{0}: ', told.join(', ')))]),
    ...(token.text === '' ? ['∅'] : textNodes(token.text)),
  );
}
