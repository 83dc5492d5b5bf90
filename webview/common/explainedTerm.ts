import * as l10n from '@vscode/l10n';

import { element } from './element';
import type { FloatingCard } from './floatingCard';

/** A name with one plain sentence behind it, which shows on hover and on focus. */
export function explainedTerm(name: string, sentence: string, card: FloatingCard): HTMLElement {
  const term = element('span', { class: 'explained-term', tabindex: '0', role: 'note', 'aria-label': l10n.t('{0}: {1}', name, sentence) }, name);
  const show = (): void => card.showContent(term, [element('p', { class: 'card-sentence' }, sentence)]);
  term.addEventListener('pointerenter', show);
  term.addEventListener('focus', show);
  for (const type of ['pointerleave', 'blur']) term.addEventListener(type, () => card.hide());
  return term;
}
