import type { PairContextView, PairFindingView } from '../../src/shared/pairContext';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { textNodes } from '../common/textNodes';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { section } from './section';

const severityNames: Readonly<Record<PairFindingView['severity'], string>> = { error: 'Error', warning: 'Warning', information: 'Hint' };

/** What was found in the pair, each finding with what can be done about it. */
export class FindingsSection {
  readonly element: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #body: HTMLElement;
  #handles: ButtonHandle[] = [];
  #shown = '';
  #isStale = false;
  #isLed = false;

  constructor(private readonly actions: PanelActions) {
    const folded = section('Findings', actions.state().findingsOpen, (findingsOpen) => actions.change({ findingsOpen }));
    this.element = folded.element;
    this.element.classList.add('pair-findings');
    this.#body = folded.body;
    this.#body.setAttribute('aria-live', 'polite');
    this.#heading = this.element.querySelector('h2') ?? folded.body;
  }

  update(context: PairContextView): void {
    // The progress of a search says nothing new: what has the focus must not be made anew.
    const key = JSON.stringify([context.state, context.problem, context.findings, context.verdict]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#handles = [];
    const count = context.findings.length;
    this.#heading.textContent = count === 0 ? 'Findings' : `Findings (${String(count)})`;
    const verdict = context.verdict === null ? [] : [element('p', { class: 'muted finding-verdict' }, context.verdict)];
    const list = count === 0 ? [this.#empty(context)] : [element('ul', { class: 'finding-list' }, ...context.findings.map((finding) => this.#item(finding)))];
    this.#body.replaceChildren(...list, ...verdict);
    this.#enable();
  }

  /** What is shown is no longer what the row holds. */
  setStale(stale: boolean): void {
    this.#isStale = stale;
    this.#enable();
  }

  /** During a review its own keys and buttons decide. */
  setLed(led: boolean): void {
    this.#isLed = led;
    this.#enable();
  }

  #enable(): void {
    for (const handle of this.#handles) handle.setDisabled(this.#isStale || this.#isLed);
  }

  #empty({ state, problem }: PairContextView): HTMLElement {
    if (state === 'looking') return element('p', { class: 'muted' }, 'The file is being looked through …');
    if (state === 'found') return element('p', { class: 'muted' }, 'Nothing was found in this pair.');
    const text = state === 'failed' ? `The file could not be looked through: ${problem ?? ''}` : 'This file was not looked through yet.';
    const button = createButton('Look for findings', 'Looks through the whole file for wrong labels, duplicates and other faults', () => this.actions.finding({ kind: 'look' }));
    return element('div', { class: 'empty-state' }, element('p', { class: 'muted' }, text), button.element);
  }

  #item({ code, severity, title, message, explanation, fixes }: PairFindingView): HTMLElement {
    const buttons = fixes.map(({ fix, label }) => createButton(label, `${label}; can be undone`, () => this.actions.finding({ kind: 'fix', code, fix })));
    buttons.push(createButton('Keep and silence…', `Keeps the pair and says “${title}” of it no more`, () => this.actions.finding({ kind: 'keep', code })));
    this.#handles.push(...buttons);
    return element(
      'li',
      { class: `finding ${severity}` },
      element('p', { class: 'finding-title' }, icon(severity === 'information' ? 'info' : 'warning'), element('span', {}, element('span', { class: 'visually-hidden' }, `${severityNames[severity]}: `), element('strong', {}, title))),
      element('p', { class: 'finding-message', dir: 'auto' }, ...textNodes(message)),
      element('p', { class: 'muted' }, explanation),
      element('div', { class: 'finding-fixes', role: 'group', 'aria-label': `About “${title}”` }, ...buttons.map((button) => button.element)),
    );
  }
}
