import type { LooseView, PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { textNodes } from '../common/textNodes';

/** Ties and unpaired answers of the row, as what they are. */
export class LooseSection {
  readonly element = element('section', { class: 'loose', 'aria-label': 'Answers without a preference', hidden: '' });

  update({ loose, looseCount, pairCount }: PairView): void {
    this.element.hidden = loose.length === 0;
    const rest = looseCount - loose.length;
    const more = rest > 0 ? [element('p', { class: 'muted' }, `… and ${rest.toLocaleString('en-US')} more`)] : [];
    // With a pair in the row the prompt stands above already.
    this.element.replaceChildren(...loose.map((one) => looseElement(one, pairCount === 0)), ...more);
  }
}

function looseElement(loose: LooseView, withPrompt: boolean): HTMLElement {
  const title = loose.kind === 'tie' ? 'Tie' : 'Unpaired answer';
  const prompt = withPrompt ? loose.prompt.map(({ role, content }) => answerElement(role === '' ? 'prompt' : role, content)) : [];
  return element(
    'article',
    { class: 'loose-answer' },
    element('h3', {}, `${title}${facts(loose)}`),
    element('p', { class: 'muted' }, ...textNodes(loose.why)),
    ...prompt,
    ...loose.answers.map(({ name, text }) => answerElement(name, text)),
  );
}

function facts({ label, score }: LooseView): string {
  const wanted = label === null ? '' : label ? ' · wanted' : ' · not wanted';
  return `${wanted}${score === null ? '' : ` · score ${String(score)}`}`;
}

function answerElement(name: string, text: string): HTMLElement {
  return element('div', { class: 'turn' }, element('p', { class: 'role' }, ...textNodes(name)), element('div', { class: 'turn-text', dir: 'auto' }, ...textNodes(text)));
}
