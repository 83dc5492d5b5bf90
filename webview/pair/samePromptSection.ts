import * as l10n from '@vscode/l10n';

import type { PairContextView, SamePromptView } from '../../src/shared/pairContext';
import { element } from '../common/element';
import { formatSigned } from '../common/formatting';
import { textNodes } from '../common/textNodes';
import type { PanelActions } from './actions';
import { section } from './section';
import { whole } from '../common/numbers';
import { findingCount } from '../common/counts';
import { placeName } from '../common/places';

type SamePrompt = NonNullable<PairContextView['samePrompt']>;

/** Pairs of the file with the same prompt, to be compared and stepped through. */
export class SamePromptSection {
  readonly element: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #body: HTMLElement;
  #shown = '';

  constructor(private readonly actions: PanelActions) {
    const folded = section(l10n.t('Same prompt'), actions.state().samePromptOpen, (samePromptOpen) => actions.change({ samePromptOpen }));
    this.element = folded.element;
    this.element.hidden = true;
    this.#body = folded.body;
    this.#heading = this.element.querySelector('h2') ?? folded.body;
  }

  update({ row, pair, samePrompt }: PairContextView): void {
    // A prompt of its own, or one that is not known yet, is nothing to speak of.
    this.element.hidden = samePrompt === null || samePrompt.total < 2;
    const key = JSON.stringify([row, pair, samePrompt]);
    if (samePrompt === null || samePrompt.total < 2 || key === this.#shown) return;
    this.#shown = key;
    this.#heading.textContent = l10n.t('Same prompt (pair {0} of {1})', whole(samePrompt.position + 1), whole(samePrompt.total));
    const items = samePrompt.items.map((item) => this.#item(item, item.row === row && item.pair === pair));
    this.#body.replaceChildren(element('p', { class: 'muted' }, explanation(samePrompt)), element('ol', { class: 'same-prompt' }, ...items));
  }

  #item(item: SamePromptView, isShown: boolean): HTMLElement {
    const place = placeName(item.row, item.pair);
    const facts = [...(item.rewardMargin === null ? [] : [l10n.t('margin {0}', formatSigned(item.rewardMargin))]), ...(item.findings === 0 ? [] : [findingCount(item.findings)])].join(' · ');
    const button = element('button', { type: 'button', class: 'same-prompt-item', ...(isShown ? { 'aria-current': 'true' } : {}) });
    button.append(element('span', { class: 'same-prompt-place' }, isShown ? l10n.t('{0}, shown here', place) : place), element('span', { class: 'muted' }, facts), ...preview(l10n.t('chosen: '), item.chosen), ...preview(l10n.t('rejected: '), item.rejected));
    button.addEventListener('click', () => {
      if (!isShown) this.actions.go(item.row, item.pair);
    });
    return element('li', {}, button);
  }
}

function explanation({ total, items }: SamePrompt): string {
  const all = l10n.t('The pairs of this file that ask the same, but for case and white space. “Step by: same prompt” leads through them with n and p.');
  return items.length < total ? `${all} ${l10n.t('The list shows {0} of them around this one.', whole(items.length))}` : all;
}

function preview(name: string, text: string | null): readonly HTMLElement[] {
  return text === null ? [] : [element('span', { class: 'same-prompt-text' }, element('span', { class: 'muted' }, name), element('bdi', {}, ...textNodes(text)))];
}
