import * as l10n from '@vscode/l10n';

import type { AttributionTarget } from '../../src/core/attribution/attributionTarget';
import type { RemovalName } from '../../src/core/attribution/promptGame';
import type { AttributionChoice, AttributionPanelView, UnitKind } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import { createDropdown, type DropdownHandle } from '../common/ui';
import type { PanelActions } from './actions';
import { targetName } from './targetTexts';
import { whole } from '../common/numbers';

const unitNames: Readonly<Record<UnitKind, string>> = { token: l10n.t('Token'), word: l10n.t('Word'), sentence: l10n.t('Sentence'), line: l10n.t('Line'), turn: l10n.t('Turn'), pattern: l10n.t('Pattern'), parts: l10n.t('Selected parts') };
const removalLabels: Readonly<Record<RemovalName, string>> = { delete: l10n.t('Delete tokens'), 'delete-text': l10n.t('Delete text'), mask: l10n.t('Mask'), baseline: l10n.t('Other text') };
const removalSentences: Readonly<Record<RemovalName, string>> = {
  delete: l10n.t('Absent units: their tokens are taken out, and nothing is encoded anew.'),
  'delete-text': l10n.t('Absent units: their text is cut, and the rest is encoded as if it had been typed that way.'),
  mask: l10n.t('Absent units: each of their tokens is replaced by the mask token, so that the length stays.'),
  baseline: l10n.t('Absent units: their text is replaced by the other text.'),
};
const methodLabels: readonly (readonly [AttributionChoice['method'], string])[] = [
  ['auto', l10n.t('Best for the size')], ['exact', l10n.t('Exact')], ['process', l10n.t('Gaussian process')], ['leverage', l10n.t('Leverage regression')], ['permutation', l10n.t('Permutations')], ['owen', l10n.t('Owen (by hierarchy)')],
];
const precisions = [0, 0.01, 0.025, 0.05, 0.1];

/** Switches of target, unit, removal, method and budget. None of them runs anew what is known. */
export class Controls {
  readonly element: HTMLElement;
  readonly #row = element('div', { class: 'toolbar', role: 'group', 'aria-label': l10n.t('What is attributed, and how') });
  readonly #text = element('div', { class: 'typed' });
  readonly #sentence = element('p', { class: 'muted' });
  #target: DropdownHandle | null = null;
  #view: AttributionPanelView | null = null;
  #shown = '';

  constructor(private readonly actions: PanelActions) {
    this.element = element('section', { class: 'controls', 'aria-label': l10n.t('Settings') }, this.#row, this.#text, this.#sentence);
  }

  /** Made anew only when there is something else to choose: an open list would close under the pointer. */
  show(view: AttributionPanelView): void {
    const key = JSON.stringify([view.game, view.choice, view.targets, view.units, view.removals, view.budgets]);
    if (key === this.#shown) return;
    const focused = this.element.contains(document.activeElement) ? (document.activeElement?.getAttribute('data-control') ?? null) : null;
    this.#shown = key;
    this.#view = view;
    const { choice } = view;
    this.#target = createDropdown(l10n.t('Value'), view.targets.map((target) => ({ value: JSON.stringify(target), label: targetName(target, view.responses) })), JSON.stringify(view.targets[0]), (value) => this.#aim(value));
    const controls: [string, HTMLElement][] = [
      ['target', this.#target.element],
      ['unit', this.#dropdown(l10n.t('Unit'), view.units.map((kind) => [kind, unitNames[kind]]), choice.unit.kind, (kind) => this.#chooseUnit(kind as UnitKind))],
      ['removal', this.#dropdown(l10n.t('Removal'), view.removals.map((kind) => [kind, removalLabels[kind]]), choice.removal.kind, (kind) => this.#chooseRemoval(kind as RemovalName))],
      ['method', this.#dropdown(l10n.t('Method'), methodLabels.filter(([method]) => method !== 'exact' || view.players.length <= 16), choice.method, (method) => this.actions.choose({ method: method as AttributionChoice['method'] }))],
      ['budget', this.#dropdown(l10n.t('Evaluations'), view.budgets.map((budget) => [String(budget), whole(budget)]), String(choice.budget), (budget) => this.actions.choose({ budget: Number(budget) }))],
      ['precision', this.#dropdown(l10n.t('Stop at'), precisionOptions(choice.precision), String(choice.precision), (precision) => this.actions.choose({ precision: Number(precision) }))],
    ];
    for (const [name, control] of controls) control.querySelector('vscode-dropdown')?.setAttribute('data-control', name);
    this.#row.replaceChildren(...controls.map(([, control]) => control));
    this.#text.replaceChildren(...typedFields(choice, this.actions));
    this.#sentence.textContent = removalSentences[choice.removal.kind];
    if (focused !== null) this.#row.querySelector<HTMLElement>(`[data-control="${focused}"]`)?.focus();
  }

  aimed(target: AttributionTarget): void {
    // A single token is no entry of the list: the response keeps its place there.
    this.#target?.setValue(JSON.stringify(target.kind === 'token' ? { kind: 'response', response: target.response } : target));
  }

  #aim(value: string): void {
    const target = this.#view?.targets.find((candidate) => JSON.stringify(candidate) === value);
    if (target) this.actions.aim(target);
  }

  #dropdown(label: string, options: readonly (readonly [string, string])[], value: string, change: (value: string) => void): HTMLElement {
    return createDropdown(label, options.map(([option, text]) => ({ value: option, label: text })), value, change).element;
  }

  #chooseUnit(kind: UnitKind): void {
    if (kind === 'pattern') this.actions.choose({ unit: { kind, pattern: '\\w+' } });
    else if (kind !== 'parts') this.actions.choose({ unit: { kind } });
    // The parts are known to the extension, which marked them.
    else this.actions.choose({ unit: { kind, parts: [] } });
  }

  #chooseRemoval(kind: RemovalName): void {
    if (kind === 'mask') this.actions.choose({ removal: { kind, token: null } });
    else if (kind === 'baseline') this.actions.choose({ removal: { kind, texts: '…' } });
    else this.actions.choose({ removal: { kind } });
  }
}

function precisionOptions(current: number): readonly (readonly [string, string])[] {
  const all = precisions.includes(current) ? precisions : [...precisions, current].sort((left, right) => left - right);
  return all.map((precision) => [String(precision), precision === 0 ? l10n.t('all evaluations') : l10n.t('error {0} of the spread', `${whole(precision * 100)} %`)]);
}

/** What must be typed: a pattern, a mask token, the other text. */
function typedFields({ unit, removal }: AttributionChoice, actions: PanelActions): readonly HTMLElement[] {
  const fields: HTMLElement[] = [];
  if (unit.kind === 'pattern') fields.push(typedField(l10n.t('Regular expression'), unit.pattern, (pattern) => actions.choose({ unit: { kind: 'pattern', pattern } })));
  if (removal.kind === 'mask') fields.push(typedField(l10n.t('Mask token (empty: the tokenizer’s)'), removal.token ?? '', (token) => actions.choose({ removal: { kind: 'mask', token: token === '' ? null : token } })));
  if (removal.kind === 'baseline') fields.push(typedField(l10n.t('Text in place of absent units'), typeof removal.texts === 'string' ? removal.texts : removal.texts.join(' '), (texts) => actions.choose({ removal: { kind: 'baseline', texts } })));
  return fields;
}

function typedField(label: string, value: string, change: (value: string) => void): HTMLElement {
  const input = element('input', { type: 'text', spellcheck: 'false', 'data-control': label });
  input.value = value;
  input.addEventListener('change', () => change(input.value));
  return element('label', { class: 'field' }, element('span', { class: 'field-label' }, label), input);
}
