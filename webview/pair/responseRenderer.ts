import { element } from '../common/element';
import { textNodes } from '../common/textNodes';
import type { Side } from './actions';
import type { ColorScale } from './colorScale';
import { colorClasses } from './colorScale';
import type { ResponseModel } from './panelModel';
import { splitAtRanges } from '../common/splitAtRanges';
import { textChunks } from './textChunks';
import type { TextUnit } from './textUnit';
import type { TextRange } from '../common/wordDiff';

/** Time for one go, so that typing and scrolling stay smooth while a long response builds up. */
const sliceMilliseconds = 10;
const unitsBetweenClockReads = 50;
const fewestUnitsToAppend = 200;

export interface ResponseLook {
  readonly side: Side;
  readonly model: ResponseModel;
  readonly scale: ColorScale;
  /** Set when the words that differ are to be marked. */
  readonly changed: readonly TextRange[] | null;
}

/** Fills a container with the units of a response, the first screenful at once and the rest in slices. */
export class ResponseRenderer {
  /** The tokens on the page so far, in reading order; `data-unit` holds the index of their unit. */
  readonly tokens: HTMLElement[] = [];
  readonly #chunks;
  #chunkIndex = 0;
  #unitIndex = 0;
  #rangeIndex = 0;
  #block: HTMLElement | null = null;
  /** Units made but not yet on the page, and how many of the block already are. */
  readonly #pending = document.createDocumentFragment();
  #pendingCount = 0;
  #blockCount = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly look: ResponseLook,
    private readonly progressed: () => void,
  ) {
    this.#chunks = textChunks(look.model.units);
  }

  start(): void {
    this.container.replaceChildren();
    this.container.setAttribute('aria-busy', 'true');
    this.#renderSlice();
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  #renderSlice(): void {
    const deadline = performance.now() + sliceMilliseconds;
    let finished = false;
    do {
      for (let count = 0; count < unitsBetweenClockReads && !finished; count += 1) finished = !this.#renderNext();
    } while (!finished && performance.now() < deadline);
    if (finished) this.container.removeAttribute('aria-busy');
    else this.#timer = setTimeout(() => this.#renderSlice(), 0);
    this.progressed();
  }

  #renderNext(): boolean {
    const chunk = this.#chunks[this.#chunkIndex];
    const unit = this.look.model.units[this.#unitIndex];
    if (chunk === undefined || unit === undefined) return false;
    this.#block ??= this.#openBlock();
    this.#pending.append(...this.#unitNodes(unit));
    this.#pendingCount += 1;
    this.#unitIndex += 1;
    const isLast = this.#unitIndex === chunk.to;
    if (isLast || this.#pendingCount >= Math.max(fewestUnitsToAppend, this.#blockCount)) this.#append(this.#block);
    if (isLast) this.#closeBlock();
    return true;
  }

  /** A block is laid out anew each time it grows, so it grows by doubling: a text without line breaks costs little more than one layout. */
  #append(block: HTMLElement): void {
    block.append(this.#pending);
    this.#blockCount += this.#pendingCount;
    this.#pendingCount = 0;
  }

  #closeBlock(): void {
    this.#chunkIndex += 1;
    this.#block = null;
    this.#blockCount = 0;
  }

  #openBlock(): HTMLElement {
    const block = element('div', { class: this.#chunks.length > 1 ? 'chunk lazy' : 'chunk' });
    this.container.append(block);
    return block;
  }

  #unitNodes(unit: TextUnit): readonly (Node | string)[] {
    const content = this.#content(unit);
    if (unit.kind === 'plain') return this.look.model.hasTokens ? [element('span', { class: 'unscored' }, ...content)] : content;
    const figures = this.look.model.figures[this.#unitIndex];
    const colors = figures === undefined ? '' : colorClasses(figures, this.look.scale);
    const name = unit.kind === 'special' ? 'token pill' : 'token';
    const token = element('span', { class: name + colors, 'data-unit': String(this.#unitIndex) }, ...content);
    this.tokens.push(token);
    return [token];
  }

  #content(unit: TextUnit): readonly (Node | string)[] {
    const { model, changed, side } = this.look;
    if (unit.start === null || unit.end === null) return pillText(unit.text);
    if (changed === null) return textNodes(model.text, unit.start, unit.end);
    this.#skipRangesBefore(unit.start, changed);
    return splitAtRanges(unit.start, unit.end, changed, this.#rangeIndex).flatMap((segment) => {
      const nodes = textNodes(model.text, segment.start, segment.end);
      return segment.changed ? [element(side === 'chosen' ? 'ins' : 'del', {}, ...nodes)] : nodes;
    });
  }

  #skipRangesBefore(position: number, ranges: readonly TextRange[]): void {
    while ((ranges[this.#rangeIndex]?.end ?? Infinity) <= position) this.#rangeIndex += 1;
  }
}

/** A pill stays on one line: its line breaks are shown as marks only. */
function pillText(text: string): readonly (Node | string)[] {
  if (text === '') return ['∅'];
  return textNodes(text).filter((node) => node !== '\n');
}
