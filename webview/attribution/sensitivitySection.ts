import type { AttributionPanelView, SensitivityView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatCount, formatNumber, formatSigned } from '../common/formatting';
import { notice } from '../common/notice';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { effectText, valueText } from './effectTexts';
import { shortened } from './targetTexts';

/** What becomes of the value when the prompt is written otherwise and means the same. */
export class SensitivitySection {
  readonly element: HTMLElement;
  readonly #body = element('div', { class: 'sensitivity-body' });
  readonly #buttons: readonly ButtonHandle[];

  constructor(actions: PanelActions) {
    this.#buttons = [
      createButton('Try other wordings', 'Evaluate variants of the prompt that mean the same: layout, case, punctuation, politeness', () => actions.probe(false)),
      createButton('Add your own…', 'The same with wordings, or terms that stand for each other, from a file of yours', () => actions.probe(true)),
    ];
    const intro = element('p', { class: 'muted' }, 'How far the value moves when white space, case, punctuation or politeness change and the meaning does not.');
    this.element = element('section', { class: 'sensitivity', 'aria-label': 'Sensitivity' }, element('h2', {}, 'Sensitivity to wording'), intro, element('div', { class: 'toolbar' }, ...this.#buttons.map((button) => button.element)), this.#body);
  }

  reset(): void {
    for (const button of this.#buttons) button.setDisabled(false);
    this.#body.replaceChildren();
  }

  show(view: AttributionPanelView, sensitivity: SensitivityView): void {
    if (sensitivity.game !== view.game) return;
    for (const button of this.#buttons) button.setDisabled(sensitivity.activity === 'running');
    this.#body.replaceChildren(...content(sensitivity));
  }
}

function content(view: SensitivityView): readonly HTMLElement[] {
  const { activity, problem, done, total, variants, original } = view;
  if (activity === 'failed') return [notice('error', problem ?? 'The wordings could not be evaluated.')];
  const first = activity === 'running' ? [element('p', { class: 'muted' }, total === 0 ? 'Preparing wordings.' : `${String(done)} of ${formatCount(total, 'wording')} tried.`)] : [];
  if (original === null) return first;
  if (variants.length === 0) return [...first, element('p', {}, 'No rule changes this prompt.')];
  return [...first, element('p', {}, spreadText(view, original)), ...biasTexts(view).map((text) => element('p', {}, text)), variantTable(view, original)];
}

function spreadText({ variants, target, signChanges, posix, leftOut }: SensitivityView, original: number): string {
  const sorted = [{ name: 'as it is', value: original }, ...variants].sort((left, right) => left.value - right.value);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (!lowest || !highest) return '';
  const parts = [
    `Over ${formatCount(variants.length, 'other wording')} the value goes from ${valueText(target, lowest.value)} (${lowest.name}) to ${valueText(target, highest.value)} (${highest.name}); as written it is ${valueText(target, original)}.`,
    ...(signChanges === null ? [] : [signChanges === 0 ? 'None of them changes its sign.' : `${formatCount(signChanges, 'wording changes', 'wordings change')} its sign.`]),
    ...(posix === null ? [] : [`POSIX’s index, the mean change of a response’s log-probability between two wordings, is ${posix.map((index) => formatNumber(index)).join(' and ')} nats a token.`]),
    ...(leftOut === 0 ? [] : [`${formatCount(leftOut, 'wording was', 'wordings were')} left out.`]),
  ];
  return parts.join(' ');
}

/** Where the prompt lists options: what their labels and places alone do. */
function biasTexts({ optionBias }: SensitivityView): readonly string[] {
  if (optionBias === null) return [];
  const list = (biases: typeof optionBias.labels): string => biases.map(({ value, standardError }, index) => `${String(index + 1)}: ${formatSigned(100 * value)}${standardError === null ? '' : ` ± ${formatNumber(196 * standardError)}`}`).join(', ');
  return [
    `Label bias, the mean probability of a label over all arrangements less its fair share, in percentage points: ${list(optionBias.labels)}.`,
    `Position bias, the same by the place in the list: ${list(optionBias.positions)}.`,
  ];
}

function variantTable({ variants, target }: SensitivityView, original: number): HTMLElement {
  const sorted = variants.toSorted((left, right) => left.value - right.value);
  const rows = sorted.map(({ name, kind, value }) =>
    element('tr', {}, element('th', { scope: 'row' }, element('bdi', {}, shortened(name, 80))), element('td', { class: 'muted' }, kind), element('td', { class: 'number' }, valueText(target, value)), element('td', { class: 'number' }, effectText(target, value - original))),
  );
  const head = element('tr', {}, ...['Wording', 'Kind', 'Value', 'Change'].map((text) => element('th', { scope: 'col' }, text)));
  const table = element('table', { class: 'plain-table' }, element('caption', { class: 'visually-hidden' }, 'Values of the wordings'), element('thead', {}, head), element('tbody', {}, ...rows));
  // It scrolls where it is narrow, and so it is reached by the keyboard.
  return element('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': 'Values of the wordings' }, table);
}
