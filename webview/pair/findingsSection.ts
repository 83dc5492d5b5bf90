import * as l10n from '@vscode/l10n';

import type { PairContextView, PairFindingView } from '../../src/shared/pairContext';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { textNodes } from '../common/textNodes';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { section } from './section';
import { whole } from '../common/numbers';
import { translated } from '../common/translated';

const severityNames: Readonly<Record<PairFindingView['severity'], string>> = { error: l10n.t('Error'), warning: l10n.t('Warning'), information: l10n.t('Hint') };

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
    const folded = section(l10n.t('Findings'), actions.state().findingsOpen, (findingsOpen) => actions.change({ findingsOpen }));
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
    this.#heading.textContent = count === 0 ? l10n.t('Findings') : l10n.t('Findings ({0})', whole(count));
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
    if (state === 'looking') return element('p', { class: 'muted' }, l10n.t('The file is being looked through …'));
    if (state === 'found') return element('p', { class: 'muted' }, l10n.t('Nothing was found in this pair.'));
    const text = state === 'failed' ? l10n.t('The file could not be looked through: {0}', problem ?? '') : l10n.t('This file was not looked through yet.');
    const button = createButton(l10n.t('Look for findings'), l10n.t('Looks through the whole file for wrong labels, duplicates and other faults'), () => this.actions.finding({ kind: 'look' }));
    return element('div', { class: 'empty-state' }, element('p', { class: 'muted' }, text), button.element);
  }

  #item({ code, severity, title, message, explanation, fixes }: PairFindingView): HTMLElement {
    const buttons = fixes.map(({ fix, label }) => createButton(label, l10n.t('{0}; can be undone', label), () => this.actions.finding({ kind: 'fix', code, fix })));
    buttons.push(createButton(l10n.t('Keep and silence…'), l10n.t('Keeps the pair and says “{0}” of it no more', translated(title)), () => this.actions.finding({ kind: 'keep', code })));
    this.#handles.push(...buttons);
    return element(
      'li',
      { class: `finding ${severity}` },
      element('p', { class: 'finding-title' }, icon(severity === 'information' ? 'info' : 'warning'), element('span', {}, element('span', { class: 'visually-hidden' }, l10n.t('{0}: ', severityNames[severity])), element('strong', {}, translated(title)))),
      element('p', { class: 'finding-message', dir: 'auto' }, ...textNodes(message)),
      element('p', { class: 'muted' }, translated(explanation)),
      element('div', { class: 'finding-fixes', role: 'group', 'aria-label': l10n.t('About “{0}”', translated(title)) }, ...buttons.map((button) => button.element)),
    );
  }
}
