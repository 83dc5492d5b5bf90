import * as l10n from '@vscode/l10n';

import type { LooseView, PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { textNodes } from '../common/textNodes';
import { whole } from '../common/numbers';

/** Ties and unpaired answers of the row, as what they are. */
export class LooseSection {
  readonly element = element('section', { class: 'loose', 'aria-label': l10n.t('Answers without a preference'), hidden: '' });

  update({ loose, looseCount, pairCount }: PairView): void {
    this.element.hidden = loose.length === 0;
    const rest = looseCount - loose.length;
    const more = rest > 0 ? [element('p', { class: 'muted' }, l10n.t('… and {0} more', whole(rest)))] : [];
    // With a pair in the row the prompt stands above already.
    this.element.replaceChildren(...loose.map((one) => looseElement(one, pairCount === 0)), ...more);
  }
}

function looseElement(loose: LooseView, withPrompt: boolean): HTMLElement {
  const title = loose.kind === 'tie' ? l10n.t('Tie') : l10n.t('Unpaired answer');
  const prompt = withPrompt ? loose.prompt.map(({ role, content }) => answerElement(role === '' ? l10n.t('prompt') : role, content)) : [];
  return element(
    'article',
    { class: 'loose-answer' },
    element('h3', {}, [title, ...facts(loose)].join(' · ')),
    element('p', { class: 'muted' }, ...textNodes(loose.why)),
    ...prompt,
    ...loose.answers.map(({ name, text }) => answerElement(name, text)),
  );
}

function facts({ label, score }: LooseView): readonly string[] {
  const wanted = label === null ? [] : [label ? l10n.t('wanted') : l10n.t('not wanted')];
  return [...wanted, ...(score === null ? [] : [l10n.t('score {0}', String(score))])];
}

function answerElement(name: string, text: string): HTMLElement {
  return element('div', { class: 'turn' }, element('p', { class: 'role' }, ...textNodes(name)), element('div', { class: 'turn-text', dir: 'auto' }, ...textNodes(text)));
}
