import type { PairContextView, SamePromptView } from '../../src/shared/pairContext';
import { element } from '../common/element';
import { formatCount, formatSigned } from '../common/formatting';
import { textNodes } from '../common/textNodes';
import type { PanelActions } from './actions';
import { section } from './section';

type SamePrompt = NonNullable<PairContextView['samePrompt']>;

/** Pairs of the file with the same prompt, to be compared and stepped through. */
export class SamePromptSection {
  readonly element: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #body: HTMLElement;
  #shown = '';

  constructor(private readonly actions: PanelActions) {
    const folded = section('Same prompt', actions.state().samePromptOpen, (samePromptOpen) => actions.change({ samePromptOpen }));
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
    this.#heading.textContent = `Same prompt (pair ${(samePrompt.position + 1).toLocaleString('en-US')} of ${samePrompt.total.toLocaleString('en-US')})`;
    const items = samePrompt.items.map((item) => this.#item(item, item.row === row && item.pair === pair));
    this.#body.replaceChildren(element('p', { class: 'muted' }, explanation(samePrompt)), element('ol', { class: 'same-prompt' }, ...items));
  }

  #item(item: SamePromptView, isShown: boolean): HTMLElement {
    const place = `Row ${(item.row + 1).toLocaleString('en-US')}${item.pair > 0 ? `, pair ${String(item.pair + 1)}` : ''}`;
    const facts = [...(item.rewardMargin === null ? [] : [`margin ${formatSigned(item.rewardMargin)}`]), ...(item.findings === 0 ? [] : [formatCount(item.findings, 'finding')])].join(' · ');
    const button = element('button', { type: 'button', class: 'same-prompt-item', ...(isShown ? { 'aria-current': 'true' } : {}) });
    button.append(element('span', { class: 'same-prompt-place' }, isShown ? `${place}, shown here` : place), element('span', { class: 'muted' }, facts), ...preview('chosen', item.chosen), ...preview('rejected', item.rejected));
    button.addEventListener('click', () => {
      if (!isShown) this.actions.go(item.row, item.pair);
    });
    return element('li', {}, button);
  }
}

function explanation({ total, items }: SamePrompt): string {
  const some = items.length < total ? ` The list shows ${String(items.length)} of them around this one.` : '';
  return `The pairs of this file that ask the same, but for case and white space. “Step by: same prompt” leads through them with n and p.${some}`;
}

function preview(name: string, text: string | null): readonly HTMLElement[] {
  return text === null ? [] : [element('span', { class: 'same-prompt-text' }, element('span', { class: 'muted' }, `${name}: `), element('bdi', {}, ...textNodes(text)))];
}
