import { element } from '../../common/element';

const gap = 14;

/** What the picked point is, beside it. The text is also said by the live region, so the card itself is for eyes only. */
export class ScatterCard {
  readonly element = element('div', { class: 'scatter-card', 'aria-hidden': 'true', dir: 'auto', hidden: '' });

  /** `x` and `y` are pixels on the surface, whose size is given so that the card stays on it. */
  show(text: string, x: number, y: number, width: number, height: number): void {
    this.element.textContent = text;
    this.element.hidden = false;
    const { offsetWidth, offsetHeight } = this.element;
    const left = x + gap + offsetWidth <= width ? x + gap : Math.max(0, x - gap - offsetWidth);
    const top = y + gap + offsetHeight <= height ? y + gap : Math.max(0, y - gap - offsetHeight);
    this.element.style.setProperty('left', `${String(left)}px`);
    this.element.style.setProperty('top', `${String(top)}px`);
  }

  hide(): void {
    this.element.hidden = true;
  }
}
