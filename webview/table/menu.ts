import { element } from '../common/element';

/** A button that unfolds a small panel below it; Escape, or a click elsewhere, folds it again. */
export class Menu {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #panel: HTMLElement;

  constructor(
    text: string,
    title: string,
    private readonly fill: () => readonly (Node | string)[],
  ) {
    this.#button = element('button', { type: 'button', class: 'tool', title, 'aria-expanded': 'false' }, text);
    this.#panel = element('div', { class: 'menu-panel', hidden: '' });
    this.element = element('div', { class: 'menu' }, this.#button, this.#panel);
    this.#button.addEventListener('click', () => this.#toggle(this.#panel.hidden));
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    document.addEventListener('mousedown', (event) => {
      if (!event.composedPath().includes(this.element)) this.#toggle(false);
    });
  }

  close(): void {
    this.#toggle(false);
    this.#button.focus();
  }

  #toggle(open: boolean): void {
    if (open) this.#panel.replaceChildren(...this.fill());
    this.#panel.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
    if (open) this.#stops()[0]?.focus();
  }

  #stops(): HTMLElement[] {
    return Array.from(this.#panel.querySelectorAll<HTMLElement>('button, input'));
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#panel.hidden) return;
    if (event.key === 'Escape') this.close();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.#step(event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step(by: number): void {
    const stops = this.#stops();
    const here = stops.findIndex((stop) => stop === document.activeElement);
    stops[(here + by + stops.length) % stops.length]?.focus();
  }
}
