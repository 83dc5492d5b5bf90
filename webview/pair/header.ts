import * as l10n from '@vscode/l10n';

import type { PairContextView } from '../../src/shared/pairContext';
import type { PairView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import type { ButtonHandle, DropdownHandle } from '../common/ui';
import { createButton, createDropdown } from '../common/ui';
import type { PanelActions } from './actions';
import { EditButtons } from './editButtons';
import { whole } from '../common/numbers';
import { filled } from '../common/filled';
import { lineName, placeName } from '../common/places';

const orders = [
  { value: 'row', label: l10n.t('Row order') },
  { value: 'worst', label: l10n.t('Worst first') },
  { value: 'prompt', label: l10n.t('Same prompt') },
] as const;
const thanksMilliseconds = 1500;

/** Which pair this is, and the ways to another. */
export class PanelHeader {
  readonly element: HTMLElement;
  readonly #title = element('h1');
  readonly #place = element('p', { class: 'place' });
  #view: PairView | null = null;
  #samePrompt: PairContextView['samePrompt'] = null;
  readonly #steps: HTMLElement;
  readonly #previous: ButtonHandle;
  readonly #next: ButtonHandle;
  readonly #attribute: ButtonHandle;
  readonly #copy: ButtonHandle;
  readonly #edits: EditButtons;
  readonly #order: DropdownHandle;
  readonly #reveal = element('button', { type: 'button', class: 'link' }, l10n.t('Show row in editor'));

  constructor(private readonly actions: PanelActions) {
    this.#previous = createButton(l10n.t('Previous'), l10n.t('Previous pair (p)'), () => actions.step('previous'));
    this.#next = createButton(l10n.t('Next'), l10n.t('Next pair (n)'), () => actions.step('next'));
    this.#copy = createButton(l10n.t('Copy figures'), l10n.t('Copy the figures of this pair as JSON'), () => this.#copyFigures());
    this.#attribute = createButton(l10n.t('Attribute prompt'), l10n.t('Which words of the prompt make the difference (a)'), () => actions.attribute());
    this.#edits = new EditButtons(actions);
    this.#order = createDropdown(l10n.t('Step by'), orders, actions.state().order, (value) => {
      actions.change({ order: orders.find((order) => order.value === value)?.value ?? 'row' });
    });
    this.#reveal.addEventListener('click', () => actions.revealRow());
    this.#steps = element('nav', { class: 'steps', 'aria-label': l10n.t('Pairs') }, this.#order.element, this.#previous.element, this.#next.element);
    this.element = element(
      'header',
      { class: 'panel-header' },
      element('div', { class: 'identity' }, this.#title, this.#place),
      element('div', { class: 'commands' }, this.#steps, this.#edits.element, this.#attribute.element, this.#copy.element),
    );
  }

  update(view: PairView): void {
    this.#title.textContent = titleText(view);
    this.#title.title = l10n.t('Row index {0} in exports and on the command line, which count from 0', String(view.row));
    const line = view.line > 0 ? [separator(), lineName(view.line)] : [];
    const file = element('bdi', { class: 'file' }, view.file);
    this.#place.replaceChildren(file, ...line, separator(), view.schema, ...provenance(view), separator(), this.#reveal);
    if (this.#view?.row !== view.row || this.#view.pair !== view.pair) this.#samePrompt = null;
    this.#view = view;
    this.#copy.setDisabled(view.score === null);
    this.#attribute.setDisabled(view.pairCount === 0);
    this.updateOrder(view);
  }

  updateOrder(view: PairView | null): void {
    const order = this.actions.state().order;
    this.#order.setValue(order);
    if (view === null) return;
    const [isFirst, isLast] = order === 'row' ? endsOfFile(view) : order === 'prompt' ? endsOfGroup(this.#samePrompt) : [false, false];
    this.#previous.setDisabled(isFirst);
    this.#next.setDisabled(isLast);
  }

  /** The pairs that "same prompt" leads through; null where they are not known. */
  setSamePrompt(samePrompt: PairContextView['samePrompt']): void {
    this.#samePrompt = samePrompt;
    this.updateOrder(this.#view);
  }

  /** A row that is gone cannot be shown in the editor. */
  setStale(stale: boolean): void {
    this.#reveal.disabled = stale;
    this.#edits.setDisabled(stale);
    this.#attribute.setDisabled(stale);
  }

  /** During a review its own keys and buttons lead from pair to pair, and what they decide is made true at its end. */
  setLed(led: boolean): void {
    this.#steps.hidden = led;
    this.#edits.element.hidden = led;
  }

  #copyFigures(): void {
    this.actions.copyFigures();
    this.#copy.setText(l10n.t('Copied'));
    setTimeout(() => this.#copy.setText(l10n.t('Copy figures')), thanksMilliseconds);
  }
}

function titleText({ row, rowCount, pair, pairCount }: PairView): string {
  const place = rowCount === null ? placeName(row) : l10n.t('Row {0} of {1}', whole(row + 1), whole(rowCount));
  return pairCount > 1 ? l10n.t('{0} · pair {1} of {2}', place, whole(pair + 1), whole(pairCount)) : place;
}

type Ends = readonly [isFirst: boolean, isLast: boolean];

function endsOfFile({ row, pair, rowCount, pairCount }: PairView): Ends {
  return [row === 0 && pair === 0, rowCount !== null && row + 1 >= rowCount && pair + 1 >= pairCount];
}

function endsOfGroup(samePrompt: PairContextView['samePrompt']): Ends {
  return samePrompt === null ? [true, true] : [samePrompt.position === 0, samePrompt.position + 1 >= samePrompt.total];
}

/** Which answers of the row are compared, where they have names of their own. */
function provenance({ provenance: names }: PairView): readonly (Node | string)[] {
  if (names === null) return [];
  const sentence = names.otherRow === null ? l10n.t('{0} over {1}') : l10n.t('{0} over {1}, one of them in row {2}');
  return [separator(), ...filled(sentence, element('bdi', {}, names.chosen), element('bdi', {}, names.rejected), names.otherRow === null ? '' : whole(names.otherRow + 1))];
}

function separator(): HTMLElement {
  return element('span', { class: 'separator', 'aria-hidden': 'true' }, '·');
}
