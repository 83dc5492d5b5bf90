import type { ReviewAction, ReviewView } from '../../src/shared/pairPanelProtocol';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { createButton, type ButtonHandle } from '../common/ui';

type ItemView = Extract<ReviewView, { kind: 'item' }>;
type DoneView = Extract<ReviewView, { kind: 'done' }>;

interface ReviewButton {
  readonly action: ReviewAction;
  readonly text: string;
  readonly key: string;
  readonly hint: string;
}

const decisions: readonly ReviewButton[] = [
  { action: 'keep', text: 'Keep', key: 'k', hint: 'The pair is right as it is (k)' },
  { action: 'swap', text: 'Swap', key: 's', hint: 'The rejected response is the better one (s)' },
  { action: 'drop', text: 'Drop', key: 'd', hint: 'The pair is of no use (d)' },
  { action: 'unsure', text: 'Unsure', key: 'u', hint: 'Nobody can tell (u)' },
];
const steps: readonly ReviewButton[] = [
  { action: 'back', text: 'Back', key: 'b', hint: 'The finding before (b)' },
  { action: 'skip', text: 'Skip', key: 'n', hint: 'The next finding, without a decision (n)' },
  { action: 'end', text: 'Stop', key: 'Esc', hint: 'Stop here and go on another time (Escape)' },
];
const endings: readonly ReviewButton[] = [
  { action: 'apply', text: 'Apply decisions…', key: 'a', hint: 'Swap and drop in the dataset what was decided (a)' },
  { action: 'export', text: 'Export dataset…', key: 'x', hint: 'Write the dataset anew (x)' },
  { action: 'back', text: 'Back', key: 'b', hint: 'The finding before (b)' },
  { action: 'end', text: 'Close', key: 'Esc', hint: 'Close the review (Escape)' },
];

/** Which key does what: while a finding is shown, and at the end. */
export function reviewAction(review: ReviewView, key: string): ReviewAction | undefined {
  const buttons = review.kind === 'item' ? [...decisions, ...steps] : endings;
  const pressed = key === 'Escape' ? 'Esc' : key === 'Backspace' ? 'b' : key.toLowerCase();
  return buttons.find((button) => button.key === pressed)?.action;
}

/** Above the pair during a review: how far it is, what was found, and what can be said about it. */
export class ReviewBar {
  readonly element = element('section', { class: 'review', 'aria-label': 'Review', hidden: '' });
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
    this.#status.textContent = review.kind === 'item' ? `${String(review.position + 1)} of ${String(review.total)}. ${review.title}. ${review.message}` : 'The review is done.';
  }

  #item(review: ItemView): readonly HTMLElement[] {
    const title = element('h2', { class: `review-title ${review.severity}`, title: review.explanation }, icon(review.severity === 'information' ? 'info' : 'warning'), review.title);
    const place = element('span', { class: 'review-place' }, `${count(review.position + 1)} of ${count(review.total)}`);
    const settled = element('span', { class: 'muted' }, `${count(review.settled)} settled`);
    const others = review.others.length === 0 ? [] : [element('p', { class: 'muted' }, `Also found in this pair: ${review.others.join(', ')}`)];
    const verdict = review.verdict === null ? [] : [element('p', { class: 'muted' }, review.verdict)];
    const before = review.decision === null ? [] : [element('p', { class: 'review-before' }, `Decided: ${decisionNames[review.decision]}. Another decision takes its place.`)];
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
    const said = Object.entries(counts).filter(([, number]) => number > 0).map(([name, number]) => `${count(number)} ${doneNames[name] ?? name}`);
    const rest = left === 0 ? 'Nothing is left to decide.' : `${count(left)} of ${count(total)} findings were skipped; press b to go back to them, or start the review again.`;
    return [
      element('div', { class: 'review-head' }, element('h2', { class: 'review-title' }, icon('check'), left === 0 ? 'The review is done' : 'The end of the review'), element('div', { class: 'review-progress' }, `${count(settled)} of ${count(total)} settled`)),
      progressBar(settled, total),
      element('p', { class: 'review-message' }, said.length === 0 ? 'Nothing was decided yet.' : `${said.join(', ')}.`),
      element('p', { class: 'muted' }, `${rest} Decisions are kept in a file beside the dataset; the dataset itself is as it was until you apply them.`),
      this.#buttons(endings.slice(0, 2), endings.slice(2)),
    ];
  }

  #buttons(...groups: readonly (readonly ReviewButton[])[]): HTMLElement {
    const group = (buttons: readonly ReviewButton[]) => element('div', { class: 'review-group' }, ...buttons.map((button) => this.#button(button).element));
    return element('div', { class: 'review-buttons', role: 'group', 'aria-label': 'Decision' }, ...groups.map(group));
  }

  #button({ action, text, key, hint }: ReviewButton): ButtonHandle {
    const handle = createButton(text, hint, () => this.#act(action));
    handle.element.append(' ', element('kbd', {}, key));
    return handle;
  }
}

const decisionNames = { keep: 'keep', swap: 'swap', drop: 'drop', unsure: 'unsure' } as const;
const doneNames: Readonly<Record<string, string>> = { keep: 'to keep', swap: 'to swap', drop: 'to drop', unsure: 'unsure' };

function progressBar(settled: number, total: number): HTMLElement {
  const share = total === 0 ? 0 : settled / total;
  const fill = element('div', { class: 'review-fill' });
  fill.style.setProperty('inline-size', `${String(share * 100)}%`);
  return element('div', { class: 'review-bar', role: 'progressbar', 'aria-label': 'Settled findings', 'aria-valuemin': '0', 'aria-valuemax': String(total), 'aria-valuenow': String(settled) }, fill);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
