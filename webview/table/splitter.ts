import * as l10n from '@vscode/l10n';

import { element } from '../common/element';

const step = 0.05;
export const smallestShare = 0.15;
export const largestShare = 0.85;

/** The edge between the rows and the detail pane. `size` is the share of the pane. */
export class Splitter {
  readonly element = element('div', { class: 'splitter', role: 'separator', tabindex: '0', 'aria-label': l10n.t('Size of the detail pane'), 'aria-valuemin': '15', 'aria-valuemax': '85' });
  #isBelow = true;
  #size = 0.45;

  constructor(private readonly changed: (size: number) => void) {
    this.element.addEventListener('pointerdown', (event) => this.#drag(event));
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
  }

  update(isBelow: boolean, size: number): void {
    this.#isBelow = isBelow;
    this.#size = size;
    this.element.setAttribute('aria-orientation', isBelow ? 'horizontal' : 'vertical');
    this.element.setAttribute('aria-valuenow', String(Math.round(size * 100)));
  }

  #drag(event: PointerEvent): void {
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      const box = this.element.parentElement?.getBoundingClientRect();
      if (box) this.#set(this.#isBelow ? (box.bottom - moved.clientY) / box.height : (box.right - moved.clientX) / box.width);
    };
    this.element.addEventListener('pointermove', move);
    this.element.addEventListener('lostpointercapture', () => this.element.removeEventListener('pointermove', move), { once: true });
  }

  #pressed(event: KeyboardEvent): void {
    const larger = this.#isBelow ? 'ArrowUp' : 'ArrowLeft';
    const smaller = this.#isBelow ? 'ArrowDown' : 'ArrowRight';
    if (event.key !== larger && event.key !== smaller) return;
    event.preventDefault();
    this.#set(this.#size + (event.key === larger ? step : -step));
  }

  #set(size: number): void {
    this.changed(Math.min(largestShare, Math.max(smallestShare, size)));
  }
}
