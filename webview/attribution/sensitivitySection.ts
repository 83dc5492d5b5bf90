import * as l10n from '@vscode/l10n';

import type { AttributionPanelView, SensitivityView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { formatNumber, formatSigned } from '../common/formatting';
import { notice } from '../common/notice';
import { createButton, type ButtonHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { effectText, valueText } from './effectTexts';
import { shortened } from './targetTexts';
import { whole } from '../common/numbers';
import { translated } from '../common/translated';

/** What becomes of the value when the prompt is written otherwise and means the same. */
export class SensitivitySection {
  readonly element: HTMLElement;
  readonly #body = element('div', { class: 'sensitivity-body' });
  readonly #buttons: readonly ButtonHandle[];

  constructor(actions: PanelActions) {
    this.#buttons = [
      createButton(l10n.t('Try other wordings'), l10n.t('Evaluate variants of the prompt that mean the same: layout, case, punctuation, politeness'), () => actions.probe(false)),
      createButton(l10n.t('Add your own…'), l10n.t('The same with wordings, or terms that stand for each other, from a file of yours'), () => actions.probe(true)),
    ];
    const intro = element('p', { class: 'muted' }, l10n.t('How far the value moves when white space, case, punctuation or politeness change and the meaning does not.'));
    this.element = element('section', { class: 'sensitivity', 'aria-label': l10n.t('Sensitivity') }, element('h2', {}, l10n.t('Sensitivity to wording')), intro, element('div', { class: 'toolbar' }, ...this.#buttons.map((button) => button.element)), this.#body);
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
  if (activity === 'failed') return [notice('error', problem ?? l10n.t('The wordings could not be evaluated.'))];
  const first = activity === 'running' ? [element('p', { class: 'muted' }, total === 0 ? l10n.t('Preparing wordings.') : l10n.t('{0} of {1} wordings tried.', whole(done), whole(total)))] : [];
  if (original === null) return first;
  if (variants.length === 0) return [...first, element('p', {}, l10n.t('No rule changes this prompt.'))];
  return [...first, element('p', {}, spreadText(view, original)), ...biasTexts(view).map((text) => element('p', {}, text)), variantTable(view, original)];
}

function spreadText({ variants, target, signChanges, posix, leftOut }: SensitivityView, original: number): string {
  const sorted = [{ name: l10n.t('as it is'), value: original }, ...variants].sort((left, right) => left.value - right.value);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (!lowest || !highest) return '';
  const ends = [valueText(target, lowest.value), translated(lowest.name), valueText(target, highest.value), translated(highest.name), valueText(target, original)] as const;
  const parts = [
    variants.length === 1 ? l10n.t('Over 1 other wording the value goes from {0} ({1}) to {2} ({3}); as written it is {4}.', ...ends) : l10n.t('Over {5} other wordings the value goes from {0} ({1}) to {2} ({3}); as written it is {4}.', ...ends, whole(variants.length)),
    ...(signChanges === null ? [] : [signChanges === 0 ? 'None of them changes its sign.' : signChanges === 1 ? l10n.t('1 wording changes its sign.') : l10n.t('{0} wordings change its sign.', whole(signChanges))]),
    ...(posix === null ? [] : [l10n.t('POSIX’s index, the mean change of a response’s log-probability between two wordings, is {0} nats a token.', posix.map((index) => formatNumber(index)).join(' / '))]),
    ...(leftOut === 0 ? [] : [leftOut === 1 ? l10n.t('1 wording was left out.') : l10n.t('{0} wordings were left out.', whole(leftOut))]),
  ];
  return parts.join(' ');
}

/** Where the prompt lists options: what their labels and places alone do. */
function biasTexts({ optionBias }: SensitivityView): readonly string[] {
  if (optionBias === null) return [];
  const list = (biases: typeof optionBias.labels): string => biases.map(({ value, standardError }, index) => `${String(index + 1)}: ${formatSigned(100 * value)}${standardError === null ? '' : ` ± ${formatNumber(196 * standardError)}`}`).join(', ');
  return [
    l10n.t('Label bias, the mean probability of a label over all arrangements less its fair share, in percentage points: {0}.', list(optionBias.labels)),
    l10n.t('Position bias, the same by the place in the list: {0}.', list(optionBias.positions)),
  ];
}

function variantTable({ variants, target }: SensitivityView, original: number): HTMLElement {
  const sorted = variants.toSorted((left, right) => left.value - right.value);
  const rows = sorted.map(({ name, kind, value }) =>
    element('tr', {}, element('th', { scope: 'row' }, element('bdi', {}, shortened(translated(name), 80))), element('td', { class: 'muted' }, translated(kind)), element('td', { class: 'number' }, valueText(target, value)), element('td', { class: 'number' }, effectText(target, value - original))),
  );
  const head = element('tr', {}, ...[l10n.t('Wording'), l10n.t('Kind'), l10n.t('Value'), l10n.t('Change')].map((text) => element('th', { scope: 'col' }, text)));
  const table = element('table', { class: 'plain-table' }, element('caption', { class: 'visually-hidden' }, l10n.t('Values of the wordings')), element('thead', {}, head), element('tbody', {}, ...rows));
  // It scrolls where it is narrow, and so it is reached by the keyboard.
  return element('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': l10n.t('Values of the wordings') }, table);
}
