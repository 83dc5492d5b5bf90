import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { textNodes } from '../common/textNodes';
import { formatCount } from '../common/formatting';
import type { PanelActions } from './actions';
import { section } from './section';

type Turn = PairView['prompt'][number];

/** Longer turns are cut short until asked for: the responses are what the reader came for. */
const shortLength = 700;
const shortLines = 10;

/** The turns of the prompt. */
export class PromptSection {
  readonly element: HTMLElement;
  readonly #turns = element('div', { class: 'turns' });
  #shown = '';

  constructor(actions: PanelActions) {
    const folded = section('Prompt', actions.state().promptOpen, (promptOpen) => actions.change({ promptOpen }));
    folded.body.append(this.#turns);
    this.element = folded.element;
  }

  update(view: PairView): void {
    // A score that arrives must not fold what the reader has unfolded.
    const key = JSON.stringify([view.file, view.row, view.prompt]);
    if (key === this.#shown) return;
    this.#shown = key;
    const turns = view.prompt.map(turnElement);
    this.#turns.replaceChildren(...(turns.length > 0 ? turns : [element('p', { class: 'muted' }, 'There is no prompt.')]));
  }
}

function turnElement(turn: Turn): HTMLElement {
  const text = element('div', { class: 'turn-text', dir: 'auto' });
  const role = turn.role === '' ? [] : [element('p', { class: 'role' }, ...textNodes(turn.role))];
  const article = element('div', { class: 'turn' }, ...role, text);
  const cut = shortenedAt(turn.content);
  if (cut >= turn.content.length) text.append(...textNodes(turn.content));
  else article.append(foldingButton(text, turn.content, cut));
  return article;
}

function foldingButton(text: HTMLElement, content: string, cut: number): HTMLElement {
  const button = element('button', { type: 'button', class: 'link' });
  const show = (whole: boolean): void => {
    text.replaceChildren(...(whole ? textNodes(content) : [...textNodes(content, 0, cut), '…']));
    button.textContent = whole ? 'Show less' : `Show all ${formatCount(content.length, 'character')}`;
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
