import * as l10n from '@vscode/l10n';

import type { AuditedRate } from '../../src/core/noise/lintReport';
import type { ReviewAction, ReviewView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { createButton, type ButtonHandle } from '../common/ui';
import { auditedRest, auditedSentence } from '../common/auditedTexts';
import { whole } from '../common/numbers';
import { percentInterval } from '../common/percents';
import { translated } from '../common/translated';
import { reviewButtons, type ReviewButton } from './reviewButtons';

type ItemView = Extract<ReviewView, { kind: 'item' }>;
type DoneView = Extract<ReviewView, { kind: 'done' }>;
type SampledView = Extract<ReviewView, { kind: 'sampled' }>;
type SampleDoneView = Extract<ReviewView, { kind: 'sampleDone' }>;

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
    this.element.classList.toggle('done', review.kind === 'done' || review.kind === 'sampleDone');
    this.#body.replaceChildren(...this.#parts(review), this.#buttons(reviewButtons(review)));
    this.#status.textContent = announcement(review);
  }

  #parts(review: ReviewView): readonly HTMLElement[] {
    switch (review.kind) {
      case 'item':
        return this.#item(review);
      case 'sampled':
        return sampledParts(review);
      case 'sampleDone':
        return sampleDoneParts(review);
      case 'done':
        return this.#done(review);
    }
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
    ];
  }

  #buttons(groups: readonly (readonly ReviewButton[])[]): HTMLElement {
    const group = (buttons: readonly ReviewButton[]) => element('div', { class: 'review-group' }, ...buttons.map((button) => this.#button(button).element));
    return element('div', { class: 'review-buttons', role: 'group', 'aria-label': l10n.t('Decision') }, ...groups.map(group));
  }

  #button({ action, text, key, hint }: ReviewButton): ButtonHandle {
    const handle = createButton(text, hint, () => this.#act(action));
    handle.element.append(' ', element('kbd', {}, key));
    return handle;
  }
}

/** What is told says nothing of the pair that is shown: who hears a verdict follows it. */
function sampledParts({ position, settled, decision, isBlind, rate }: SampledView): readonly HTMLElement[] {
  const title = element('h2', { class: 'review-title' }, icon('balance'), l10n.t('Random sample'));
  const place = element('span', { class: 'review-place' }, l10n.t('{0} of {1}', whole(position + 1), whole(rate.sampled)));
  const hint = isBlind ? l10n.t('What models say of the pair is hidden, so that it does not lead you.') : l10n.t('You see what models and findings say of this pair; the decision is noted as one that saw it.');
  return [
    element('div', { class: 'review-head' }, title, element('div', { class: 'review-progress' }, place, element('span', { class: 'muted' }, soFar(settled, rate)))),
    progressBar(settled, rate.sampled),
    element('p', { class: 'review-message' }, l10n.t('Is the chosen response the better one?')),
    element('p', { class: 'muted' }, hint),
    ...(decision === null ? [] : [element('p', { class: 'review-before' }, decidedTexts[decision])]),
  ];
}

function sampleDoneParts({ rate }: SampleDoneView): readonly HTMLElement[] {
  const settled = rate.sampled - rate.open;
  const title = element('h2', { class: 'review-title' }, icon('check'), rate.open === 0 ? l10n.t('The sample is reviewed') : l10n.t('The end of the sample'));
  return [
    element('div', { class: 'review-head' }, title, element('div', { class: 'review-progress' }, l10n.t('{0} of {1} settled', whole(settled), whole(rate.sampled)))),
    progressBar(settled, rate.sampled),
    element('p', { class: 'review-message' }, auditedSentence(rate)),
    element('p', { class: 'muted' }, [...auditedRest(rate), l10n.t('Decisions are kept in a file beside the dataset; the dataset itself is as it was until you apply them.')].join(' ')),
  ];
}

/** How far it is and what came of it: 17 decided, 3 wrong: 18 % (3.9 % to 43 %). */
function soFar(settled: number, { rate, wrong, mended }: AuditedRate): string {
  if (rate === null) return l10n.t('{0} settled', whole(settled));
  return l10n.t('{0} settled, {1} wrong: {2}', whole(settled), whole(wrong + mended), percentInterval(rate));
}

function announcement(review: ReviewView): string {
  if (review.kind === 'item') return l10n.t('{0} of {1}. {2}. {3}', whole(review.position + 1), whole(review.total), translated(review.title), review.message);
  if (review.kind === 'sampled') return l10n.t('Pair {0} of {1} drawn at random. {2}.', whole(review.position + 1), whole(review.rate.sampled), soFar(review.settled, review.rate));
  return review.kind === 'sampleDone' ? auditedSentence(review.rate) : l10n.t('The review is done.');
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
