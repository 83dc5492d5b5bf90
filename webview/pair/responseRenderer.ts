import { element } from '../common/element';
import { textNodes } from '../common/textNodes';
import { textBlocks, type TextChunk } from './textBlocks';
import type { ResponseTurn } from '../../src/shared/pairPanelProtocol';
import { plainNodes, tokenClass, tokenNodes, type ResponseLook } from './unitNodes';

/** Time for one go, so that typing and scrolling stay smooth while a long response builds up. */
const sliceMilliseconds = 10;
/** Chunks that are tokens from the beginning: what is seen first should not change before one's eyes. */
const chunksAtOnce = 3;
/** How far around the part that can be seen tokens are made, as the root margin of an observer. */
const reach = '75% 0px';

interface MadeChunk {
  readonly chunk: TextChunk;
  readonly element: HTMLElement;
  /** Its tokens while it has any; null while it is bare text. */
  tokens: HTMLElement[] | null;
}

/**
 * Fills a container with a response. All of it stands there as text, which can be searched and selected; only chunks near the part that
 * can be seen are made of tokens, and become text again when they are scrolled away.
 */
export class ResponseRenderer {
  readonly #chunks: MadeChunk[] = [];
  readonly #byElement = new Map<Element, MadeChunk>();
  readonly #pending: { readonly chunk: TextChunk; readonly block: HTMLElement }[];
  readonly #observer: IntersectionObserver;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tokens: readonly HTMLElement[] | null = null;

  constructor(
    private readonly container: HTMLElement,
    private look: ResponseLook,
    turns: readonly ResponseTurn[],
    private readonly progressed: () => void,
  ) {
    const blocks = textBlocks(look.model.units, turns).map(({ chunks, role }) => ({ chunks, block: blockElement(role) }));
    container.replaceChildren(...blocks.map(({ block }) => block));
    this.#pending = blocks.flatMap(({ chunks, block }) => chunks.map((chunk) => ({ chunk, block }))).reverse();
    this.#observer = new IntersectionObserver((entries) => this.#seen(entries), { root: container, rootMargin: reach });
  }

  /** The tokens on the page, in reading order; `data-unit` holds the index of their unit. */
  get tokens(): readonly HTMLElement[] {
    return (this.#tokens ??= this.#chunks.flatMap(({ tokens }) => tokens ?? []));
  }

  start(): void {
    this.container.setAttribute('aria-busy', 'true');
    this.#fillSlice();
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
  }

  /** The same text under another coloring. */
  recolor(look: ResponseLook): void {
    this.look = look;
    for (const token of this.tokens) {
      const classes = tokenClass(look, Number(token.dataset['unit']));
      if (token.className !== classes) token.className = classes;
    }
  }

  /** The element of a unit, made if need be; undefined while the text is still being filled in, or where the unit has no figures. */
  tokenOf(unit: number): HTMLElement | undefined {
    const made = this.#chunks.find(({ chunk }) => unit >= chunk.from && unit < chunk.to);
    if (made) this.#make(made);
    return made?.tokens?.find((token) => token.dataset['unit'] === String(unit));
  }

  /** Makes the tokens that keys may lead to from this one: those beside it, and the first and the last. */
  makeAround(token: HTMLElement): void {
    const at = this.#chunks.findIndex(({ tokens }) => tokens?.includes(token));
    for (const index of [at - 1, at + 1, 0, this.#chunks.length - 1]) {
      const made = this.#chunks[index];
      if (made) this.#make(made);
    }
  }

  #fillSlice(): void {
    const deadline = performance.now() + sliceMilliseconds;
    while (this.#pending.length > 0 && performance.now() < deadline) this.#fillNext();
    if (this.#pending.length === 0) this.container.removeAttribute('aria-busy');
    else this.#timer = setTimeout(() => this.#fillSlice(), 0);
    this.progressed();
  }

  #fillNext(): void {
    const next = this.#pending.pop();
    if (next === undefined) return;
    const made: MadeChunk = { chunk: next.chunk, element: element('span', { class: 'chunk' }), tokens: null };
    next.block.append(made.element);
    if (this.#chunks.length < chunksAtOnce) this.#make(made);
    else made.element.append(...plainNodes(this.look, next.chunk));
    this.#chunks.push(made);
    this.#byElement.set(made.element, made);
    this.#observer.observe(made.element);
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const made = this.#byElement.get(target);
      if (made === undefined) continue;
      if (isIntersecting) this.#make(made);
      else this.#unmake(made);
    }
    this.progressed();
  }

  #make(made: MadeChunk): void {
    if (made.tokens !== null) return;
    made.tokens = [];
    made.element.replaceChildren(...tokenNodes(this.look, made.chunk, made.tokens));
    this.#tokens = null;
  }

  /** Tokens that somebody is at stay: the focus, and what was selected, would be lost. */
  #unmake(made: MadeChunk): void {
    const selection = document.getSelection();
    const isSelected = selection?.isCollapsed === false && selection.containsNode(made.element, true);
    if (made.tokens === null || isSelected || made.element.querySelector('[tabindex], .linked') !== null) return;
    made.tokens = null;
    made.element.replaceChildren(...plainNodes(this.look, made.chunk));
    this.#tokens = null;
  }
}

function blockElement(role: string | null): HTMLElement {
  const name = role === null ? [] : [element('p', { class: 'role' }, ...textNodes(role))];
  return element('div', { class: 'text-block' }, ...name);
}
