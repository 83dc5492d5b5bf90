import { element } from '../common/element';

/** One line of a chart: a bar from one value to another, and the interval of its end. */
export interface BarData {
  /** Stays with the line while figures change. */
  readonly key: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The interval of `to`; null for none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly kind: 'plus' | 'minus' | 'total';
  readonly isSettled: boolean;
  readonly value: string;
  readonly uncertainty: string;
  /** What a screen reader says, name and figure together. */
  readonly spoken: string;
  /** Player to select in the editor; null where there is none. */
  readonly player: number | null;
}

/** The values that the ends of the track stand for. */
export interface BarDomain {
  readonly low: number;
  readonly high: number;
}

/** The line of a chart, changed in place: a line that is looked at, or holds the focus, stays the same element. */
export class BarRow {
  readonly button = element('button', { type: 'button', class: 'bar-name', tabindex: '-1' });
  readonly #fill = element('span', { class: 'bar-fill' });
  readonly #whisker = element('span', { class: 'bar-whisker' });
  readonly #value = element('span', { class: 'bar-number' });
  readonly #uncertainty = element('span', { class: 'bar-uncertainty' });
  readonly element: HTMLElement;
  player: number | null = null;

  constructor(readonly key: string) {
    const track = element('span', { class: 'bar-track', 'aria-hidden': 'true' }, this.#fill, this.#whisker);
    const figure = element('span', { class: 'bar-figure', 'aria-hidden': 'true' }, this.#value, this.#uncertainty);
    this.element = element('li', { class: 'bar-row' }, this.button, track, figure);
  }

  update(data: BarData, domain: BarDomain): void {
    this.player = data.player;
    setText(this.button, data.name);
    setText(this.#value, data.value);
    setText(this.#uncertainty, data.uncertainty);
    setAttribute(this.button, 'aria-label', data.spoken);
    setAttribute(this.#fill, 'class', `bar-fill ${data.kind}${data.isSettled ? '' : ' unsettled'}`);
    const share = (value: number): string => ((value - domain.low) / (domain.high - domain.low || 1)).toFixed(4);
    const { style } = this.element;
    style.setProperty('--from', share(Math.min(data.from, data.to)));
    style.setProperty('--to', share(Math.max(data.from, data.to)));
    style.setProperty('--zero', share(Math.min(Math.max(0, domain.low), domain.high)));
    this.#whisker.hidden = data.interval === null;
    if (data.interval === null) return;
    style.setProperty('--low', share(data.interval.low));
    style.setProperty('--high', share(data.interval.high));
  }
}

/** Touches the page only where something changed: ten updates a second of hundreds of lines. */
function setText(node: HTMLElement, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

function setAttribute(node: HTMLElement, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
