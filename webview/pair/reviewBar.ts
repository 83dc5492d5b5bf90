import * as l10n from '@vscode/l10n';

import type { ReviewAction, ReviewView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { createButton, type ButtonHandle } from '../common/ui';
import { whole } from '../common/numbers';
import { translated } from '../common/translated';

type ItemView = Extract<ReviewView, { kind: 'item' }>;
type DoneView = Extract<ReviewView, { kind: 'done' }>;

interface ReviewButton {
  readonly action: ReviewAction;
  readonly text: string;
  readonly key: string;
  readonly hint: string;
}

const decisions: readonly ReviewButton[] = [
  { action: 'keep', text: l10n.t('Keep'), key: 'k', hint: l10n.t('The pair is right as it is (k)') },
  { action: 'swap', text: l10n.t('Swap'), key: 's', hint: l10n.t('The rejected response is the better one (s)') },
  { action: 'drop', text: l10n.t('Drop'), key: 'd', hint: l10n.t('The pair is of no use (d)') },
  { action: 'unsure', text: l10n.t('Unsure'), key: 'u', hint: l10n.t('Nobody can tell (u)') },
];
const steps: readonly ReviewButton[] = [
  { action: 'back', text: l10n.t('Back'), key: 'b', hint: l10n.t('The finding before (b)') },
  { action: 'skip', text: l10n.t('Skip'), key: 'n', hint: l10n.t('The next finding, without a decision (n)') },
  { action: 'end', text: l10n.t('Stop'), key: 'Esc', hint: l10n.t('Stop here and go on another time (Escape)') },
];
const endings: readonly ReviewButton[] = [
  { action: 'apply', text: l10n.t('Apply decisions…'), key: 'a', hint: l10n.t('Swap and drop in the dataset what was decided (a)') },
  { action: 'export', text: l10n.t('Export dataset…'), key: 'x', hint: l10n.t('Write the dataset anew (x)') },
  { action: 'back', text: l10n.t('Back'), key: 'b', hint: l10n.t('The finding before (b)') },
  { action: 'end', text: l10n.t('Close'), key: 'Esc', hint: l10n.t('Close the review (Escape)') },
];

/** Which key does what: while a finding is shown, and at the end. */
export function reviewAction(review: ReviewView, key: string): ReviewAction | undefined {
  const buttons = review.kind === 'item' ? [...decisions, ...steps] : endings;
  const pressed = key === 'Escape' ? 'Esc' : key === 'Backspace' ? 'b' : key.toLowerCase();
  return buttons.find((button) => button.key === pressed)?.action;
}

/** Above the pair during a review: how far it is, what was found, and what can be said about it. */
export class ReviewBar {
  readonly element = element('section', { class: 'review', 'aria-label': l10n.t('Review'), hidden: '' });
  readonly #status = element('p', { class: 'visually-hidden', role: 'status' });
  readonly #body = element('div', { class: 'review-body' });
  readonly #act: (action: ReviewAction) => void;

  constructor(act: (action: ReviewAction) => void) {
    this.#act = act;
    this.element.append(this.#status, this.#body);
  }

  update(review: ReviewView | null): void {
    this.element.hidden = review === null;
    if (review === null) return;
    this.element.classList.toggle('done', review.kind === 'done');
    this.#body.replaceChildren(...(review.kind === 'item' ? this.#item(review) : this.#done(review)));
    this.#status.textContent = review.kind === 'item' ? l10n.t('{0} of {1}. {2}. {3}', whole(review.position + 1), whole(review.total), translated(review.title), review.message) : l10n.t('The review is done.');
  }

  #item(review: ItemView): readonly HTMLElement[] {
    const title = element('h2', { class: `review-title ${review.severity}`, title: translated(review.explanation) }, icon(review.severity === 'information' ? 'info' : 'warning'), translated(review.title));
    const place = element('span', { class: 'review-place' }, l10n.t('{0} of {1}', whole(review.position + 1), whole(review.total)));
    const settled = element('span', { class: 'muted' }, l10n.t('{0} settled', whole(review.settled)));
    const others = review.others.length === 0 ? [] : [element('p', { class: 'muted' }, l10n.t('Also found in this pair: {0}', review.others.map((title) => translated(title)).join(', ')))];
    const verdict = review.verdict === null ? [] : [element('p', { class: 'muted' }, review.verdict)];
    const before = review.decision === null ? [] : [element('p', { class: 'review-before' }, decidedTexts[review.decision])];
    return [
      element('div', { class: 'review-head' }, title, element('div', { class: 'review-progress' }, place, settled)),
      progressBar(review.settled, review.total),
      element('p', { class: 'review-message' }, review.message),
      ...verdict,
      ...others,
      ...before,
      this.#buttons(decisions, steps),
    ];
  }

  #done({ total, settled, decisions: counts }: DoneView): readonly HTMLElement[] {
    const left = total - settled;
    const said = Object.entries(counts).filter(([, number]) => number > 0).map(([name, number]) => doneText(name, number));
    const rest = left === 0 ? l10n.t('Nothing is left to decide.') : l10n.t('{0} of {1} findings were skipped; press b to go back to them, or start the review again.', whole(left), whole(total));
    return [
      element('div', { class: 'review-head' }, element('h2', { class: 'review-title' }, icon('check'), left === 0 ? l10n.t('The review is done') : l10n.t('The end of the review')), element('div', { class: 'review-progress' }, l10n.t('{0} of {1} settled', whole(settled), whole(total)))),
      progressBar(settled, total),
      element('p', { class: 'review-message' }, said.length === 0 ? l10n.t('Nothing was decided yet.') : l10n.t('{0}.', said.join(', '))),
      element('p', { class: 'muted' }, rest, ' ', l10n.t('Decisions are kept in a file beside the dataset; the dataset itself is as it was until you apply them.')),
      this.#buttons(endings.slice(0, 2), endings.slice(2)),
    ];
  }

  #buttons(...groups: readonly (readonly ReviewButton[])[]): HTMLElement {
    const group = (buttons: readonly ReviewButton[]) => element('div', { class: 'review-group' }, ...buttons.map((button) => this.#button(button).element));
    return element('div', { class: 'review-buttons', role: 'group', 'aria-label': l10n.t('Decision') }, ...groups.map(group));
  }

  #button({ action, text, key, hint }: ReviewButton): ButtonHandle {
    const handle = createButton(text, hint, () => this.#act(action));
    handle.element.append(' ', element('kbd', {}, key));
    return handle;
  }
}

const decidedTexts = {
  keep: l10n.t('Decided: keep. Another decision takes its place.'),
  swap: l10n.t('Decided: swap. Another decision takes its place.'),
  drop: l10n.t('Decided: drop. Another decision takes its place.'),
  unsure: l10n.t('Decided: unsure. Another decision takes its place.'),
} as const;

function doneText(decision: string, count: number): string {
  if (decision === 'keep') return l10n.t('{0} to keep', whole(count));
  if (decision === 'swap') return l10n.t('{0} to swap', whole(count));
  return decision === 'drop' ? l10n.t('{0} to drop', whole(count)) : l10n.t('{0} unsure', whole(count));
}

function progressBar(settled: number, total: number): HTMLElement {
  const share = total === 0 ? 0 : settled / total;
  const fill = element('div', { class: 'review-fill' });
  fill.style.setProperty('inline-size', `${String(share * 100)}%`);
  return element('div', { class: 'review-bar', role: 'progressbar', 'aria-label': l10n.t('Settled findings'), 'aria-valuemin': '0', 'aria-valuemax': String(total), 'aria-valuenow': String(settled) }, fill);
}
