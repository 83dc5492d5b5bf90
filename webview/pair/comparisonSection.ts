import * as l10n from '@vscode/l10n';

import { conventionNames, type ConventionName } from '../../src/core/ports';
import type { PairView, ToPairPanel, TokenStripsView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { tokenCount } from '../common/counts';
import { filled } from '../common/filled';
import { createDropdown } from '../common/ui';
import type { PanelActions, Side } from './actions';
import { notice } from '../common/notice';
import { section } from './section';
import { sequenceDiff } from './tokenDiff';
import { stripElement, stripItems } from './tokenStrip';
import { whole } from '../common/numbers';

type Comparison = Extract<ToPairPanel, { type: 'comparison' }>;
type Strips = Extract<TokenStripsView, { maxLength: number }>;

const sides: readonly { readonly side: Side; readonly title: string }[] = [
  { side: 'chosen', title: l10n.t('Chosen') },
  { side: 'rejected', title: l10n.t('Rejected') },
];
const explanation = l10n.t(
  'What the trainer feeds to the model: prompt tokens in grey, then the completion, whose tokens count. Tokens in a dashed box come from the chat template or the trainer. A bold underline marks tokens that only this convention has.',
);

/** The tokens of both responses under the convention in use and under another one, side by side where there is room. Asks for them only while open. */
export class ComparisonSection {
  readonly element: HTMLElement;
  readonly #body = element('div', { class: 'comparison' });
  readonly #summary = element('p', { class: 'comparison-summary', role: 'status' });
  #view: PairView | null = null;
  #asked = '';

  constructor(private readonly actions: PanelActions) {
    const options = conventionNames.map((value) => ({ value, label: value }));
    const dropdown = createDropdown(l10n.t('Compare with'), options, actions.state().comparedWith, (value) => this.#choose(value));
    const folded = section(l10n.t('As the trainer sees it'), actions.state().comparisonOpen, (comparisonOpen) => {
      actions.change({ comparisonOpen });
      this.#ask();
    });
    folded.body.append(element('div', { class: 'toolbar' }, dropdown.element, this.#summary), this.#body);
    this.element = folded.element;
  }

  update(view: PairView): void {
    this.#view = view;
    this.#ask();
  }

  show(comparison: Comparison): void {
    if (comparison.row !== this.#view?.row || comparison.other.convention !== this.actions.state().comparedWith) return;
    const { current, other } = comparison;
    const failures = [current, other].flatMap((strips) => ('failure' in strips ? [notice('warning', l10n.t('{0}: {1}', strips.convention, strips.failure))] : []));
    if ('failure' in current || 'failure' in other) {
      this.#summary.textContent = '';
      this.#body.replaceChildren(...failures);
      return;
    }
    const responses = sides.map(({ side, title }) => responseComparison(title, side, current, other));
    this.#summary.textContent = summaryOf(current.convention, other.convention, responses);
    this.#body.replaceChildren(element('p', { class: 'muted' }, explanation), ...responses.map((response) => response.element));
  }

  #choose(value: string): void {
    const comparedWith = conventionNames.find((name) => name === value);
    if (comparedWith === undefined) return;
    this.actions.change({ comparedWith });
    this.#ask();
  }

  /** A score that arrives for the same texts asks nothing again. */
  #ask(): void {
    const { comparisonOpen, comparedWith } = this.actions.state();
    const view = this.#view;
    if (!comparisonOpen || view === null) return;
    const question = JSON.stringify([view.file, view.row, view.chosen, view.rejected, view.score?.convention ?? null, comparedWith]);
    if (question === this.#asked) return;
    this.#asked = question;
    this.#summary.textContent = l10n.t('Encoding …');
    this.actions.compare(comparedWith);
  }
}

interface ResponseComparison {
  readonly element: HTMLElement;
  /** Tokens that only the one and only the other convention has. */
  readonly onlyCurrent: number;
  readonly onlyOther: number;
}

function responseComparison(title: string, side: Side, current: Strips, other: Strips): ResponseComparison {
  const [left, right] = [stripItems(current[side]), stripItems(other[side])];
  const diff = sequenceDiff(left.map(({ key }) => key), right.map(({ key }) => key));
  const row = (strips: Strips, items: typeof left, differs: readonly boolean[], inUse: boolean): HTMLElement => {
    const strip = strips[side];
    const prompt = strip.promptStart.length + strip.promptHidden + strip.promptEnd.length;
    const completion = strip.completion.length + strip.completionHidden;
    const counts = countsText(prompt, completion, strip.truncated);
    const heading = element('p', { class: 'strip-heading' }, ...filled(inUse ? l10n.t('{0} (in use) {1}') : '{0} {1}', element('strong', {}, strips.convention), element('span', { class: 'muted' }, counts)));
    return element('div', {}, heading, stripElement(strip, items, differs, l10n.t('{0} under {1}: {2}', title, strips.convention, counts)));
  };
  return {
    element: element('div', {}, element('h3', {}, title), element('div', { class: 'comparison-strips' }, row(current, left, diff.left, true), row(other, right, diff.right, false))),
    onlyCurrent: diff.left.filter(Boolean).length,
    onlyOther: diff.right.filter(Boolean).length,
  };
}

function summaryOf(current: ConventionName, other: ConventionName, responses: readonly ResponseComparison[]): string {
  const total = (count: (response: ResponseComparison) => number): number => responses.reduce((sum, response) => sum + count(response), 0);
  const [onlyCurrent, onlyOther] = [total((response) => response.onlyCurrent), total((response) => response.onlyOther)];
  if (onlyCurrent + onlyOther === 0) return l10n.t('Both conventions feed the model the same tokens.');
  return l10n.t('{0} only under {1}, {2} only under {3}.', tokenCount(onlyCurrent), current, tokenCount(onlyOther), other);
}

function countsText(prompt: number, completion: number, truncated: boolean): string {
  const tokens = [promptTokenCount(prompt), completionTokenCount(completion)] as const;
  return truncated ? l10n.t('{0}, {1}, truncated', ...tokens) : l10n.t('{0}, {1}', ...tokens);
}

function promptTokenCount(count: number): string {
  return count === 1 ? l10n.t('1 prompt token') : l10n.t('{0} prompt tokens', whole(count));
}

function completionTokenCount(count: number): string {
  return count === 1 ? l10n.t('1 completion token') : l10n.t('{0} completion tokens', whole(count));
}
