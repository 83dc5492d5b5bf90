import { element } from '../common/element';
import { BarRow, type BarData, type BarDomain } from './barRow';

/** Lines of a chart under each other. One of them is in the tab order; the arrow keys walk through them. */
export class BarList {
  readonly element: HTMLElement;
  readonly #rows = new Map<string, BarRow>();
  #active: BarRow | null = null;

  constructor(
    label: string,
    private readonly reveal: (player: number) => void,
  ) {
    this.element = element('ol', { class: 'bars', 'aria-label': label });
    this.element.addEventListener('keydown', (event) => this.#pressed(event));
    this.element.addEventListener('click', (event) => this.#clicked(event));
  }

  update(data: readonly BarData[], domain: BarDomain): void {
    const keys = new Set(data.map(({ key }) => key));
    for (const [key, row] of this.#rows) if (!keys.has(key)) this.#drop(key, row);
    const rows = data.map((bar) => this.#rowOf(bar, domain));
    arrange(this.element, rows.map((row) => row.element));
    if (this.#active === null && rows[0]) this.#activate(rows[0]);
  }

  #rowOf(bar: BarData, domain: BarDomain): BarRow {
    const row = this.#rows.get(bar.key) ?? new BarRow(bar.key);
    this.#rows.set(bar.key, row);
    row.update(bar, domain);
    return row;
  }

  #drop(key: string, row: BarRow): void {
    row.element.remove();
    this.#rows.delete(key);
    if (this.#active === row) this.#active = null;
  }

  #pressed(event: KeyboardEvent): void {
    const buttons = Array.from(this.element.querySelectorAll<HTMLElement>('.bar-name'));
    const index = buttons.findIndex((button) => button === event.target);
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: buttons.length - 1 }[event.key];
    const row = next === undefined ? undefined : this.#rowAt(buttons[next]);
    if (index < 0 || next === undefined) return;
    event.preventDefault();
    if (!row) return;
    this.#activate(row);
    row.button.focus();
  }

  #clicked(event: MouseEvent): void {
    const row = this.#rowAt(event.target instanceof Element ? event.target.closest('.bar-name') : null);
    if (!row) return;
    this.#activate(row);
    if (row.player !== null) this.reveal(row.player);
  }

  #rowAt(button: Element | null | undefined): BarRow | undefined {
    return button ? [...this.#rows.values()].find((row) => row.button === button) : undefined;
  }

  #activate(row: BarRow): void {
    this.#active?.button.setAttribute('tabindex', '-1');
    row.button.setAttribute('tabindex', '0');
    this.#active = row;
  }
}

/** Puts children in order. The one that holds the focus is never moved, as that would take the focus away; the others move round it. */
function arrange(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const pinned = children.find((child) => child.contains(document.activeElement));
  let before = pinned !== undefined;
  let position = parent.firstElementChild;
  for (const child of children) {
    if (child === pinned) {
      before = false;
      position = pinned.nextElementSibling;
    } else if (before && pinned) {
      if (child.nextElementSibling !== pinned || child.parentElement !== parent) pinned.before(child);
    } else if (child === position) position = position.nextElementSibling;
    else parent.insertBefore(child, position);
  }
}
