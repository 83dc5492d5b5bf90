import type { AttributionFigures, AttributionPanelView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';

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
    this.#run = createButton('Stop', 'Stop or resume; what is known is kept (s)', () => this.toggleRun());
    this.#copy = createButton('Copy', 'Copy the figures as Markdown (c)', () => this.copy());
    this.#ask = createButton('Other response…', 'Attribute the same prompt for another response or other options', () => actions.ask());
    const chart = (): 'bars' | 'waterfall' => (actions.state().chart === 'waterfall' ? 'waterfall' : 'bars');
    const save = createButton('Save…', 'Save all figures as JSON', () => actions.save('json', chart()));
    const picture = createButton('Save picture…', 'Save the bars or the waterfall as SVG', () => actions.save('svg', chart()));
    this.element = element(
      'header',
      { class: 'panel-header' },
      element('div', { class: 'identity' }, this.#title, this.#place),
      element('div', { class: 'commands' }, this.#run.element, this.#ask.element, this.#copy.element, save.element, picture.element),
    );
  }

  show(view: AttributionPanelView): void {
    const { place, policyName, referenceName, convention } = view;
    const row = place.row === null ? 'selection' : `row ${(place.row + 1).toLocaleString('en-US')}`;
    this.#title.textContent = `Prompt of ${row}`;
    const line = place.line > 0 ? [`line ${place.line.toLocaleString('en-US')}`] : [];
    const models = [...(policyName === null ? [] : [`policy ${policyName}`]), ...(referenceName === null ? [] : [`reference ${referenceName}`]), convention];
    const parts = [...line, ...models].flatMap((text) => [element('span', { class: 'separator', 'aria-hidden': 'true' }, '·'), element('bdi', {}, text)]);
    this.#place.replaceChildren(element('bdi', { class: 'file' }, place.file), ...parts);
    this.#ask.element.hidden = place.kind === 'pair';
  }

  update({ activity, exact }: AttributionFigures): void {
    this.#isRunning = activity === 'running' || activity === 'opening';
    this.#run.setText(this.#isRunning ? 'Stop' : activity === 'done' ? 'Go on' : 'Resume');
    // What is exact has nothing left to learn.
    this.#run.setDisabled(activity === 'failed' || (activity === 'done' && exact));
  }

  toggleRun(): void {
    this.actions.run(this.#isRunning ? 'stop' : 'resume');
  }

  copy(): void {
    this.actions.copy();
    this.#copy.setText('Copied');
    setTimeout(() => this.#copy.setText('Copy'), thanksMilliseconds);
  }
}
