import type { AttributionPanelView, SensitivityView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatCount, formatNumber } from '../common/formatting';
import { notice } from '../common/notice';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { effectText, valueText } from './effectTexts';
import { shortened } from './targetTexts';

/** What becomes of the value when the prompt is written otherwise and means the same. */
export class SensitivitySection {
  readonly element: HTMLElement;
  readonly #body = element('div', { class: 'sensitivity-body' });
  readonly #button: ButtonHandle;

  constructor(actions: PanelActions) {
    this.#button = createButton('Try other wordings', 'Evaluate variants of the prompt that mean the same: layout, case, punctuation, politeness', () => actions.probe());
    const intro = element('p', { class: 'muted' }, 'How far the value moves when white space, case, punctuation or politeness change and the meaning does not.');
    this.element = element('section', { class: 'sensitivity', 'aria-label': 'Sensitivity' }, element('h2', {}, 'Sensitivity to wording'), intro, this.#button.element, this.#body);
  }

  reset(): void {
    this.#button.setDisabled(false);
    this.#body.replaceChildren();
  }

  show(view: AttributionPanelView, sensitivity: SensitivityView): void {
    if (sensitivity.game !== view.game) return;
    this.#button.setDisabled(sensitivity.activity === 'running');
    this.#body.replaceChildren(...content(sensitivity));
  }
}

function content({ activity, problem, done, total, variants, original, target, posix }: SensitivityView): readonly HTMLElement[] {
  if (activity === 'failed') return [notice('error', problem ?? 'The variants could not be evaluated.')];
  const first = activity === 'running' ? [element('p', { class: 'muted' }, `${String(done)} of ${formatCount(total, 'wording')} tried.`)] : [];
  if (original === null || variants.length === 0) return first;
  const sorted = variants.toSorted((left, right) => left.value - right.value);
  const [worst, best] = [sorted[0], sorted.at(-1)];
  if (!worst || !best) return first;
  const values = [original, worst.value, best.value];
  const spread = element(
    'p',
    {},
    `Over ${formatCount(variants.length, 'wording')} the value goes from ${valueText(target, Math.min(...values))} to ${valueText(target, Math.max(...values))}; as written it is ${valueText(target, original)}. The two that lie furthest apart are “${worst.name}” and “${best.name}”.`,
    ...(posix === null ? [] : [` POSIX’s index, the mean change of log-probability per token between any two wordings, is ${formatNumber(posix)} nats.`]),
  );
  const rows = sorted.map(({ name, changed, value }) =>
    element('tr', {}, element('th', { scope: 'row' }, name), element('td', { class: 'changed' }, element('bdi', {}, shortened(changed, 80))), element('td', { class: 'number' }, valueText(target, value)), element('td', { class: 'number' }, effectText(target, value - original))),
  );
  const head = element('tr', {}, ...['Wording', 'Begins', 'Value', 'Change'].map((text) => element('th', { scope: 'col' }, text)));
  return [...first, spread, element('table', { class: 'plain-table' }, element('caption', { class: 'visually-hidden' }, 'Values of the wordings'), element('thead', {}, head), element('tbody', {}, ...rows))];
}
