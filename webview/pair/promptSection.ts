import * as l10n from '@vscode/l10n';

import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { characterCount } from '../common/counts';
import { showMarkdown } from '../common/markdown/showMarkdown';
import { textNodes } from '../common/textNodes';
import type { PanelActions } from './actions';
import { section } from './section';
import { transcriptTurns } from './transcriptTurns';
import { whole as numberText } from '../common/numbers';

type Turn = PairView['prompt'][number];

/** Longer turns are cut short until asked for: the responses are what the reader came for. */
const shortLength = 700;
const shortLines = 10;
/** Of a longer prompt the turns in the middle are made when they are asked for. */
const shownTurns = 12;
const headingLevel = 3;

/** The turns of the prompt. */
export class PromptSection {
  readonly element: HTMLElement;
  readonly #turns = element('div', { class: 'turns' });
  #view: PairView | null = null;
  #shown = '';

  constructor(private readonly actions: PanelActions) {
    const folded = section(l10n.t('Prompt'), actions.state().promptOpen, (promptOpen) => actions.change({ promptOpen }));
    folded.body.append(this.#turns);
    this.element = folded.element;
    this.element.classList.add('pair-prompt');
  }

  update(view: PairView): void {
    this.#view = view;
    // A score that arrives must not fold what the reader has unfolded.
    const key = JSON.stringify([view.file, view.row, view.prompt, this.actions.state().rendering]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#show(view, false);
  }

  /** Follows the remembered state. */
  restyle(): void {
    if (this.#view) this.update(this.#view);
  }

  #show({ prompt }: PairView, whole: boolean): void {
    const isRendered = this.actions.state().rendering === 'rendered';
    const [only] = prompt;
    const turns = isRendered && prompt.length === 1 && only?.role === '' ? transcriptTurns(only.content) : prompt;
    const hidden = whole || turns.length <= shownTurns ? 0 : turns.length - shownTurns;
    const nodes = turns.map((turn, index) => (index > 0 && index <= hidden ? null : this.#turn(turn, isRendered))).filter((node) => node !== null);
    if (hidden > 0) nodes.splice(1, 0, this.#moreButton(hidden));
    this.#turns.replaceChildren(...(nodes.length > 0 ? nodes : [element('p', { class: 'muted' }, l10n.t('There is no prompt.'))]));
  }

  #moreButton(hidden: number): HTMLElement {
    const button = element('button', { type: 'button', class: 'link' }, hidden === 1 ? l10n.t('Show 1 more turn') : l10n.t('Show {0} more turns', numberText(hidden)));
    button.addEventListener('click', () => {
      if (this.#view) this.#show(this.#view, true);
    });
    return button;
  }

  #turn({ role, content }: Turn, isRendered: boolean): HTMLElement {
    const name = role === '' ? [] : [element('p', { class: 'role' }, ...textNodes(role))];
    if (!isRendered) return element('div', { class: 'turn' }, ...name, ...exactText(content));
    return element('div', { class: 'turn' }, ...name, showMarkdown(content, { headingLevel, openLink: (address) => this.actions.openLink(address) }));
  }
}

function exactText(content: string): readonly HTMLElement[] {
  const text = element('div', { class: 'turn-text', dir: 'auto' });
  const cut = shortenedAt(content);
  if (cut < content.length) return [text, foldingButton(text, content, cut)];
  text.append(...textNodes(content));
  return [text];
}

function foldingButton(text: HTMLElement, content: string, cut: number): HTMLElement {
  const button = element('button', { type: 'button', class: 'link' });
  const show = (whole: boolean): void => {
    text.replaceChildren(...(whole ? textNodes(content) : [...textNodes(content, 0, cut), '…']));
    button.textContent = whole ? l10n.t('Show less') : l10n.t('Show all {0}', characterCount(content.length));
    button.setAttribute('aria-expanded', String(whole));
  };
  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
  show(false);
  return button;
}

function shortenedAt(content: string): number {
  let lineEnd = -1;
  for (let line = 0; line < shortLines; line += 1) {
    lineEnd = content.indexOf('\n', lineEnd + 1);
    if (lineEnd === -1) break;
  }
  const byLines = lineEnd === -1 ? content.length : lineEnd;
  // Hiding only a few words would cost more than it saves.
  const byLength = content.length > shortLength * 1.3 ? shortLength : content.length;
  return wholeCharacter(content, Math.min(byLines, byLength));
}

function wholeCharacter(content: string, cut: number): number {
  return /[\ud800-\udbff]/.test(content.charAt(cut - 1)) ? cut - 1 : cut;
}
