import { nearestInLine } from './nearestInLine';
import { FloatingCard } from './floatingCard';

/** What the navigation needs to know of a column. */
export interface TokenList {
  /** Tokens on the page, in reading order. */
  tokens(): readonly HTMLElement[];
  /** Makes the tokens that a key may lead to from this one, where not all are on the page. */
  prepare?(token: HTMLElement): void;
  showCard(token: HTMLElement): void;
  hideCard(): void;
  reveal(token: HTMLElement): void;
  /** Where the focus goes when it leaves the tokens. */
  leave(): void;
}

const hoverDelay = 250;

/** Arrow keys walk through the tokens, of which one at a time is in the tab order. */
export class TokenNavigation {
  #active: HTMLElement | null = null;
  #hover: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly list: TokenList,
  ) {
    container.addEventListener('keydown', (event) => this.#pressed(event));
    container.addEventListener('click', (event) => this.#clicked(event));
    container.addEventListener('dblclick', (event) => this.#withToken(event, (token) => list.reveal(token)));
    container.addEventListener('focusin', (event) => this.#withToken(event, (token) => list.showCard(token)));
    container.addEventListener('focusout', () => list.hideCard());
    container.addEventListener('pointerover', (event) => this.#hovered(event));
    container.addEventListener('pointerleave', () => this.#unhovered());
  }

  /** Called when tokens were added; gives the first one its place in the tab order. */
  refresh(): void {
    if (this.#active?.isConnected === true) return;
    const first = this.list.tokens()[0];
    if (first !== undefined) this.#activate(first);
  }

  /** Index of the focused token, -1 without focus. */
  focusedIndex(): number {
    const focused = document.activeElement;
    return focused instanceof HTMLElement ? this.list.tokens().indexOf(focused) : -1;
  }

  focusIndex(index: number): void {
    const tokens = this.list.tokens();
    const token = tokens[Math.min(index, tokens.length - 1)];
    if (token !== undefined) this.#focus(token);
  }

  focusToken(token: HTMLElement): void {
    this.#focus(token);
  }

  #pressed(event: KeyboardEvent): void {
    const token = tokenOf(event);
    if (token === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.#handle(event.key, token)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #handle(key: string, token: HTMLElement): boolean {
    if (key === 'Enter') this.list.reveal(token);
    else if (key === 'Escape') this.list.leave();
    else {
      const target = this.#target(key, token);
      if (target === null) return false;
      if (target !== undefined) this.#focus(target);
    }
    return true;
  }

  /** The token that a key leads to; undefined at an end of the text, null when the key is not ours. */
  #target(key: string, token: HTMLElement): HTMLElement | undefined | null {
    this.list.prepare?.(token);
    const tokens = this.list.tokens();
    const index = tokens.indexOf(token);
    switch (key) {
      case 'ArrowRight':
        return tokens[index + 1];
      case 'ArrowLeft':
        return tokens[index - 1];
      case 'ArrowDown':
        return nearestInLine(tokens, index, 1);
      case 'ArrowUp':
        return nearestInLine(tokens, index, -1);
      case 'Home':
        return tokens[0];
      case 'End':
        return tokens.at(-1);
      default:
        return null;
    }
  }

  #focus(token: HTMLElement): void {
    this.#activate(token);
    token.focus();
  }

  #activate(token: HTMLElement): void {
    for (const name of ['tabindex', 'role', 'aria-describedby']) this.#active?.removeAttribute(name);
    token.setAttribute('tabindex', '0');
    token.setAttribute('role', 'button');
    token.setAttribute('aria-describedby', FloatingCard.id);
    this.#active = token;
  }

  #clicked(event: MouseEvent): void {
    if (document.getSelection()?.isCollapsed === false) return;
    this.#withToken(event, (token) => this.#focus(token));
  }

  #hovered(event: PointerEvent): void {
    clearTimeout(this.#hover);
    // No card while text is being selected: it would cover what is selected.
    if (event.buttons !== 0) return;
    this.#withToken(event, (token) => {
      this.#hover = setTimeout(() => this.list.showCard(token), hoverDelay);
    });
  }

  #unhovered(): void {
    clearTimeout(this.#hover);
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && focused === this.#active && this.container.contains(focused)) this.list.showCard(focused);
    else this.list.hideCard();
  }

  #withToken(event: Event, use: (token: HTMLElement) => void): void {
    const token = tokenOf(event);
    if (token !== null) use(token);
  }
}

function tokenOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('.token') : null;
}
