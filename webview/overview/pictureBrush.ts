import type { MarkCondition, Picture, PictureMark } from '../../src/plots/picture';

/** How marks lie: side by side, one below the other, or side by side in several frames. */
export type MarkLayout = 'columns' | 'rows' | 'frames';

export interface BrushRequests {
  /** What the marks have in common, in the order of the picture. */
  select(conditions: readonly MarkCondition[]): void;
  /** False where nothing was selected. */
  clear(): boolean;
  say(text: string): void;
}

/** A stretch of marks: where it began and where it is. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

const towardsEnd = new Set(['ArrowRight', 'ArrowDown']);
const towardsStart = new Set(['ArrowLeft', 'ArrowUp']);

/** Lets somebody select marks of a picture by pointer and by keys. The frame stays while pictures in it are drawn anew. */
export class PictureBrush {
  #picture: Picture | null = null;
  #stretch: Stretch | null = null;
  #isDragging = false;

  constructor(
    private readonly frame: HTMLElement,
    private readonly layout: MarkLayout,
    private readonly requests: BrushRequests,
  ) {
    frame.addEventListener('pointerdown', (event) => this.#press(event));
    frame.addEventListener('pointermove', (event) => this.#move(event));
    frame.addEventListener('pointerup', () => this.#release());
    frame.addEventListener('pointercancel', () => this.#show(null));
    frame.addEventListener('keydown', (event) => this.#key(event));
    frame.addEventListener('blur', () => this.#show(null));
  }

  setPicture(picture: Picture): void {
    this.#picture = picture;
    this.#stretch = null;
    this.#isDragging = false;
  }

  /** Marks that stand for what is selected are drawn stronger than the others; null: nothing is selected. */
  showSelected(conditions: readonly MarkCondition[] | null): void {
    this.frame.classList.toggle('has-selection', conditions !== null);
    for (const mark of this.#marks) mark.element.classList.toggle('selected', conditions !== null && isInside(mark, conditions));
  }

  get #marks(): readonly PictureMark[] {
    return this.#picture?.marks.filter(({ conditions }) => conditions.length > 0) ?? [];
  }

  #press(event: PointerEvent): void {
    const at = this.#markAt(event);
    if (event.button !== 0 || at === null) return;
    this.#isDragging = true;
    this.frame.setPointerCapture(event.pointerId);
    this.#show({ from: at, to: at });
  }

  #move(event: PointerEvent): void {
    const at = this.#isDragging ? this.#markAt(event) : null;
    if (at !== null && this.#stretch !== null) this.#show({ from: this.#stretch.from, to: at });
  }

  #release(): void {
    if (!this.#isDragging) return;
    this.#isDragging = false;
    this.#finish();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#answer(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #answer({ key, shiftKey }: KeyboardEvent): boolean {
    const last = this.#marks.length - 1;
    const at = this.#stretch?.to ?? null;
    if (last < 0) return false;
    if (key === 'Escape') return this.#stretch === null ? this.requests.clear() : (this.#show(null), true);
    if (key === 'Enter' || key === ' ') this.#finish();
    else if (towardsEnd.has(key)) this.#step(at === null ? 0 : Math.min(last, at + 1), shiftKey);
    else if (towardsStart.has(key)) this.#step(at === null ? last : Math.max(0, at - 1), shiftKey);
    else if (key === 'Home' || key === 'End') this.#step(key === 'Home' ? 0 : last, shiftKey);
    else return false;
    return true;
  }

  #step(to: number, extend: boolean): void {
    const from = extend && this.layout !== 'rows' ? (this.#stretch?.from ?? to) : to;
    this.#show({ from, to });
    const mark = this.#marks[to];
    if (mark !== undefined) this.requests.say(mark.text);
  }

  #finish(): void {
    const marks = this.#inStretch();
    if (marks.length === 0) return;
    this.#show(null);
    this.requests.select(joined(marks));
  }

  #show(stretch: Stretch | null): void {
    this.#stretch = stretch;
    const inside = new Set(this.#inStretch());
    for (const mark of this.#marks) mark.element.classList.toggle('active', inside.has(mark));
  }

  /** In rows one mark; in frames those of the frame where it began. */
  #inStretch(): readonly PictureMark[] {
    if (this.#stretch === null) return [];
    const { from, to } = this.#stretch;
    const marks = this.#marks;
    const first = marks[from];
    if (first === undefined) return [];
    if (this.layout === 'rows') return [marks[to] ?? first];
    return marks.slice(Math.min(from, to), Math.max(from, to) + 1).filter((mark) => sameFrame(mark, first));
  }

  /** The mark at or nearest to the pointer along the layout: thin bars need not be hit. */
  #markAt({ clientX, clientY }: PointerEvent): number | null {
    let [best, shortest] = [null as number | null, Infinity];
    for (const [index, { element }] of this.#marks.entries()) {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const distance = this.#distance(outside(clientX, left, right), outside(clientY, top, bottom), clientY - bottom);
      if (distance < shortest) [best, shortest] = [index, distance];
    }
    return best;
  }

  #distance(across: number, down: number, belowBar: number): number {
    if (this.layout === 'columns') return across;
    if (this.layout === 'rows') return down;
    // Bars stand on the ground of their frame: what lies below a bar belongs to another frame.
    return across * 10 + (belowBar > 0 ? belowBar * 100 : down);
  }
}

function outside(at: number, low: number, high: number): number {
  return Math.max(0, low - at, at - high);
}

function labelOf({ conditions }: PictureMark): string {
  return JSON.stringify(conditions.filter(({ kind }) => kind !== 'range'));
}

function sameFrame(first: PictureMark, second: PictureMark): boolean {
  return labelOf(first) === labelOf(second);
}

/** From the lower end of the first range to the upper end of the last; what else the marks have in common is the same. */
function joined(marks: readonly PictureMark[]): readonly MarkCondition[] {
  return (marks[0]?.conditions ?? []).map((condition, at) => {
    const last = marks.at(-1)?.conditions[at];
    return condition.kind === 'range' && last?.kind === 'range' ? { ...condition, below: last.below } : condition;
  });
}

function isInside({ conditions }: PictureMark, selected: readonly MarkCondition[]): boolean {
  return selected.every((wanted) => conditions.some((condition) => implies(condition, wanted)));
}

function implies(condition: MarkCondition, wanted: MarkCondition): boolean {
  if (condition.kind !== 'range' || wanted.kind !== 'range') return JSON.stringify(condition) === JSON.stringify(wanted);
  if (condition.column !== wanted.column) return false;
  return (condition.from ?? -Infinity) >= (wanted.from ?? -Infinity) && (condition.below ?? Infinity) <= (wanted.below ?? Infinity);
}
