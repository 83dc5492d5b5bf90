import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { whole } from '../common/numbers';
import { lineName } from '../common/places';

const thanksMilliseconds = 1500;

/** What is attributed, and what can be done with the result. */
export class PanelHeader {
  readonly element: HTMLElement;
  readonly #title = element('h1');
  readonly #place = element('p', { class: 'place' });
  readonly #run: ButtonHandle;
  readonly #copy: ButtonHandle;
  readonly #ask: ButtonHandle;
  #isRunning = false;

  constructor(private readonly actions: PanelActions) {
    this.#run = createButton(l10n.t('Stop'), l10n.t('Stop or resume; what is known is kept (s)'), () => this.toggleRun());
    this.#copy = createButton(l10n.t('Copy'), l10n.t('Copy the figures as Markdown (c)'), () => this.copy());
    this.#ask = createButton(l10n.t('Other response…'), l10n.t('Attribute the same prompt for another response or other options'), () => actions.ask());
    const chart = (): 'bars' | 'waterfall' => (actions.state().chart === 'waterfall' ? 'waterfall' : 'bars');
    const save = createButton(l10n.t('Save…'), l10n.t('Save all figures as JSON'), () => actions.save('json', chart()));
    const picture = createButton(l10n.t('Save picture…'), l10n.t('Save the bars or the waterfall as SVG'), () => actions.save('svg', chart()));
    this.element = element(
      'header',
      { class: 'panel-header' },
      element('div', { class: 'identity' }, this.#title, this.#place),
      element('div', { class: 'commands' }, this.#run.element, this.#ask.element, this.#copy.element, save.element, picture.element),
    );
  }

  show(view: AttributionPanelView): void {
    const { place, policyName, referenceName, convention } = view;
    this.#title.textContent = place.row === null ? l10n.t('Prompt of selection') : l10n.t('Prompt of row {0}', whole(place.row + 1));
    const line = place.line > 0 ? [lineName(place.line)] : [];
    const models = [...(policyName === null ? [] : [l10n.t('policy {0}', policyName)]), ...(referenceName === null ? [] : [l10n.t('reference {0}', referenceName)]), convention];
    const parts = [...line, ...models].flatMap((text) => [element('span', { class: 'separator', 'aria-hidden': 'true' }, '·'), element('bdi', {}, text)]);
    this.#place.replaceChildren(element('bdi', { class: 'file' }, place.file), ...parts);
    this.#ask.element.hidden = place.kind === 'pair';
  }

  update({ activity, exact }: AttributionFigures): void {
    this.#isRunning = activity === 'running' || activity === 'opening';
    this.#run.setText(this.#isRunning ? l10n.t('Stop') : activity === 'done' ? l10n.t('Go on') : l10n.t('Resume'));
    // What is exact has nothing left to learn.
    this.#run.setDisabled(activity === 'failed' || (activity === 'done' && exact));
  }

  toggleRun(): void {
    this.actions.run(this.#isRunning ? 'stop' : 'resume');
  }

  copy(): void {
    this.actions.copy();
    this.#copy.setText(l10n.t('Copied'));
    setTimeout(() => this.#copy.setText(l10n.t('Copy')), thanksMilliseconds);
  }
}
