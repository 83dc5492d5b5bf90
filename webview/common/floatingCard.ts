import { element } from './element';

const gap = 6;

/** The one card that floats beside what is under the pointer or the focus. */
export class FloatingCard {
  static readonly id = 'token-card';
  readonly element = element('div', { id: FloatingCard.id, class: 'card', role: 'tooltip', hidden: '' });
  #anchor: HTMLElement | null = null;

  constructor() {
    // The anchor moves under a fixed card: follow it, or it would point at another token.
    window.addEventListener('scroll', () => this.#place(), { capture: true, passive: true });
    window.addEventListener('resize', () => this.#place(), { passive: true });
  }

  showContent(anchor: HTMLElement, content: readonly (Node | string)[]): void {
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    this.#anchor = anchor;
    this.#place();
  }

  hide(): void {
    this.element.hidden = true;
    this.#anchor = null;
  }

  get isShown(): boolean {
    return !this.element.hidden;
  }

  /** What the card is about; null while it is hidden. */
  get anchor(): HTMLElement | null {
    return this.#anchor;
  }

  #place(): void {
    const line = this.#anchor?.getClientRects()[0];
    if (line === undefined) return;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const view = document.documentElement;
    const left = Math.max(gap, Math.min(line.left, view.clientWidth - width - gap));
    const fitsBelow = line.bottom + gap + height <= view.clientHeight;
    const top = fitsBelow ? line.bottom + gap : Math.max(gap, line.top - gap - height);
    this.element.style.setProperty('--card-left', `${String(left)}px`);
    this.element.style.setProperty('--card-top', `${String(top)}px`);
  }
}
