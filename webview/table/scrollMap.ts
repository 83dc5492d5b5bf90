/** Browsers clamp elements that are taller (Firefox at 17.9 million pixels, Chromium at 33.5 million). */
export const tallestElement = 15_000_000;

/**
 * Between the place of the scroll bar and the place in the rows, in pixels. Where all rows together are taller than an element
 * may be, the scroll bar stands for a share of them: what moves by pixels (the wheel, the keys) must then move the place
 * itself, or a notch of the wheel would leap over rows.
 */
export class ScrollMap {
  constructor(
    readonly rowHeight: number,
    private readonly count: number,
    /** Height of the visible rows. */
    private readonly viewport: number,
    private readonly tallest = tallestElement,
  ) {}

  get contentHeight(): number {
    return this.count * this.rowHeight;
  }

  /** Height to give the element that scrolls. */
  get elementHeight(): number {
    return Math.min(this.contentHeight, this.tallest);
  }

  get isScaled(): boolean {
    return this.contentHeight > this.tallest;
  }

  get lastOffset(): number {
    return Math.max(0, this.contentHeight - this.viewport);
  }

  clamp(offset: number): number {
    return Math.min(Math.max(0, offset), this.lastOffset);
  }

  toOffset(scrollTop: number): number {
    const lastScrollTop = this.elementHeight - this.viewport;
    return this.clamp(this.isScaled ? (scrollTop / lastScrollTop) * this.lastOffset : scrollTop);
  }

  toScrollTop(offset: number): number {
    const lastScrollTop = Math.max(0, this.elementHeight - this.viewport);
    return this.isScaled ? (offset / this.lastOffset) * lastScrollTop : this.clamp(offset);
  }

  /** The offset, changed no more than needed, at which a row is wholly visible. */
  revealing(position: number, offset: number): number {
    const top = position * this.rowHeight;
    if (top < offset) return this.clamp(top);
    if (top + this.rowHeight > offset + this.viewport) return this.clamp(top + this.rowHeight - this.viewport);
    return offset;
  }

  /** The offset at which a row stands in the middle. */
  centring(position: number): number {
    const above = Math.floor((this.viewport / this.rowHeight - 1) / 2);
    return this.clamp((position - above) * this.rowHeight);
  }
}
