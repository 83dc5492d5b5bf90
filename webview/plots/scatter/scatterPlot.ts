import * as l10n from '@vscode/l10n';

import { element } from '../../common/element';
import type { Box } from './pointIndex';
import { followKeys, keyHelp } from './scatterKeys';
import { ScatterCanvas } from './scatterCanvas';
import { ScatterCard } from './scatterCard';
import { ScatterLegend } from './scatterLegend';
import type { ScatterOptions } from './scatterOptions';
import { readPalette, type ScatterPalette } from './scatterPalette';
import { followPointer } from './scatterPointer';
import type { ScatterPoints } from './scatterPoints';
import { ScatterState } from './scatterState';
import { ScatterTools } from './scatterTools';
import { scatterSummary } from './scatterSummary';
import { whole } from '../../common/numbers';

/** Pixels from the pointer within which a point is picked. */
const pickReach = 12;
let plotCount = 0;

/**
 * A scatter of up to millions of points on a canvas, drawn as density where they are many and as shapes where they are few: pan, zoom, box,
 * pick, by pointer and by keys, with a summary in words and what is picked or selected said to screen readers. Needs `scatter.css`.
 */
export class ScatterPlot {
  readonly element: HTMLElement;
  readonly #state: ScatterState;
  readonly #canvas = new ScatterCanvas();
  readonly #surface: HTMLElement;
  readonly #summary = element('p', { class: 'visually-hidden' });
  readonly #status = element('p', { class: 'visually-hidden', role: 'status' });
  readonly #card = new ScatterCard();
  readonly #legend: ScatterLegend;
  readonly #tools: ScatterTools;
  readonly #watchers: { disconnect(): void }[] = [];
  #palette: ScatterPalette | null = null;
  #points: ScatterPoints | null = null;
  #isBoxOpen = false;
  #pickOrder = 0;
  #frame = 0;

  constructor(private readonly options: ScatterOptions) {
    this.#state = new ScatterState(options);
    this.#legend = new ScatterLegend(options.categories, (category, isHidden) => this.#hide(category, isHidden));
    this.#tools = new ScatterTools({ zoom: (factor) => this.zoomBy(factor, 0.5, 0.5), reset: () => this.resetView(), clear: () => this.#clear() });
    this.#surface = this.#createSurface();
    this.element = element('div', { class: 'scatter' }, element('div', { class: 'scatter-head' }, this.#legend.element, this.#tools.element), this.#surface, this.#status);
    this.#followPointer();
    this.#followKeys();
    this.#watch();
  }

  /** Shows other points. The view stays where somebody moved it; box and selection go. */
  setPoints(points: ScatterPoints): void {
    this.#points = points;
    this.#state.setPoints(points);
    this.#state.brush = null;
    this.#isBoxOpen = false;
    this.#card.hide();
    const counts = countByCategory(points, this.options.categories.length);
    this.#legend.setCounts(counts);
    this.#summary.textContent = `${scatterSummary(this.#state.index, this.options, counts)} ${keyHelp}`;
    this.#canvas.forgetShades();
    this.redraw();
  }

  /** Draws these points stronger than the others, for example what another picture selects. null: no selection. */
  setSelection(indices: Uint32Array | null): void {
    this.#state.select(indices);
    this.redraw();
  }

  /** Removes the box, without a call of `onBrush`. */
  clearBrush(): void {
    this.#state.brush = null;
    this.#isBoxOpen = false;
    this.redraw();
  }

  resetView(): void {
    this.#state.reset();
    this.#changedScale();
  }

  /** Moves the view by shares of its own size. */
  panBy(right: number, up: number): void {
    this.#state.pan(right, up);
    this.#card.hide();
    this.redraw();
  }

  /** Zooms in by a factor around a place, in shares of the plot from its lower left. */
  zoomBy(factor: number, x: number, y: number): void {
    this.#state.zoom(factor, x, y);
    this.#changedScale();
  }

  /** What is in view, in the units of the axes. */
  get view(): Box {
    return this.#state.view;
  }

  /** Draws with the next frame of the screen; many calls draw once. */
  redraw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.drawNow());
  }

  /** Draws at once. */
  drawNow(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.element.isConnected) return;
    this.#palette ??= this.#readTheme();
    const { index, view, brush, selected, picked } = this.#state;
    this.#canvas.draw({ options: this.options, index, palette: this.#palette, view, brush, selected, picked });
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const watcher of this.#watchers) watcher.disconnect();
    this.element.remove();
  }

  #createSurface(): HTMLElement {
    this.#canvas.element.setAttribute('aria-hidden', 'true');
    this.#summary.id = `scatter-summary-${String((plotCount += 1))}`;
    const names = { role: 'application', 'aria-roledescription': l10n.t('scatter plot'), 'aria-label': this.options.label, 'aria-describedby': this.#summary.id };
    return element('div', { class: 'scatter-surface', tabindex: '0', ...names }, this.#canvas.element, this.#summary, this.#card.element);
  }

  /** Sizes and colours, asked for only when the theme or the size changes: asking costs a layout. */
  #readTheme(): ScatterPalette {
    const textSize = Number.parseFloat(getComputedStyle(this.#surface).fontSize) || 13;
    if (this.#canvas.resize(this.#surface.clientWidth, this.#surface.clientHeight, textSize)) this.#canvas.forgetShades();
    return readPalette(this.#surface, this.options.categories, this.#state.isHidden);
  }

  #changedScale(): void {
    this.#card.hide();
    this.#canvas.forgetShades();
    this.redraw();
  }

  #hide(category: number, isHidden: boolean): void {
    this.#state.isHidden[category] = isHidden;
    this.#state.picked = null;
    this.#changedScale();
  }

  #followPointer(): void {
    followPointer(this.#surface, {
      area: () => this.#canvas.area,
      isBoxing: () => this.#tools.isBoxing,
      pan: (right, up) => this.panBy(right, up),
      zoom: (factor, x, y) => this.zoomBy(factor, x, y),
      growBox: (x0, y0, x1, y1) => this.#growBox(x0, y0, x1, y1),
      finishBox: () => this.#finishBox(),
      hover: (x, y) => this.#hover(x, y),
      leave: () => this.#unpick(),
      click: (x, y) => this.#click(x, y),
    });
  }

  #followKeys(): void {
    followKeys(this.#surface, {
      pan: (right, up) => this.panBy(right, up),
      zoom: (factor) => this.zoomBy(factor, 0.5, 0.5),
      reset: () => this.resetView(),
      isBoxOpen: () => this.#isBoxOpen,
      openBox: () => this.#openBox(),
      moveBox: (right, up) => this.#changeBox(right, right, up, up),
      resizeBox: (wider, taller) => this.#changeBox(0, wider, 0, taller),
      finishBox: () => this.#finishBox(),
      clear: () => this.#clear(),
      pickNext: () => this.#pickNext(),
      activate: () => this.#activate(this.#state.pickedIndex),
    });
  }

  /** Colours follow the theme, the picture follows its size. */
  #watch(): void {
    const themes = new MutationObserver(() => {
      this.#palette = null;
      this.redraw();
    });
    themes.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id', 'style'] });
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    const sizes = new ResizeObserver(() => {
      this.#palette = null;
      this.drawNow();
    });
    sizes.observe(this.#surface);
    this.#watchers.push(themes, sizes);
  }

  #toPlane(x: number, y: number): { readonly x: number; readonly y: number } {
    const { x0, x1, y0, y1 } = this.#state.view;
    return { x: x0 + (x1 - x0) * x, y: y0 + (y1 - y0) * y };
  }

  #growBox(x0: number, y0: number, x1: number, y1: number): void {
    const from = this.#toPlane(x0, y0);
    const to = this.#toPlane(x1, y1);
    this.#state.brush = { x0: Math.min(from.x, to.x), x1: Math.max(from.x, to.x), y0: Math.min(from.y, to.y), y1: Math.max(from.y, to.y) };
    this.redraw();
  }

  #openBox(): void {
    this.#isBoxOpen = true;
    this.#growBox(0.35, 0.35, 0.65, 0.65);
    this.#say(l10n.t('Box in the middle of the view. Arrow keys move it, Shift with arrow keys resizes it, Enter selects.'));
  }

  #changeBox(left: number, right: number, bottom: number, top: number): void {
    const { brush, view } = this.#state;
    if (brush === null) return;
    const width = view.x1 - view.x0;
    const height = view.y1 - view.y0;
    const x1 = Math.max(brush.x0 + left * width, brush.x1 + right * width);
    const y1 = Math.max(brush.y0 + bottom * height, brush.y1 + top * height);
    this.#state.brush = { x0: brush.x0 + left * width, x1, y0: brush.y0 + bottom * height, y1 };
    this.redraw();
  }

  #finishBox(): void {
    this.#isBoxOpen = false;
    const brush = this.#state.brushed();
    if (brush === null) return;
    this.#state.select(brush.indices);
    this.#say(l10n.t('{0} points selected.', whole(brush.indices.length)));
    this.#tools.setHasBox(true);
    this.redraw();
    this.options.onBrush(brush);
  }

  #clear(): boolean {
    if (this.#state.brush === null && this.#state.selected === null) return false;
    this.clearBrush();
    this.#tools.setHasBox(false);
    this.setSelection(null);
    this.#say(l10n.t('Selection cleared.'));
    this.options.onBrush(null);
    return true;
  }

  #hover(x: number, y: number): void {
    const before = this.#state.picked;
    const { area } = this.#canvas;
    const { x: planeX, y: planeY } = this.#toPlane(x, y);
    const { x0, x1, y0, y1 } = this.#state.view;
    const index = this.#state.pick(planeX, planeY, ((x1 - x0) * pickReach) / area.width, ((y1 - y0) * pickReach) / area.height);
    if (this.#state.picked === before) return;
    if (index === null) this.#card.hide();
    else this.#showCard(index);
    this.redraw();
  }

  #click(x: number, y: number): void {
    this.#hover(x, y);
    this.#activate(this.#state.pickedIndex);
  }

  #activate(index: number | null): void {
    if (index !== null) this.options.onActivate(index);
  }

  #unpick(): void {
    if (this.#state.picked === null) return;
    this.#state.picked = null;
    this.#card.hide();
    this.redraw();
  }

  #pickNext(): void {
    this.#pickOrder = this.#state.picked === null ? 0 : this.#pickOrder + 1;
    const index = this.#state.pickFromMiddle(this.#pickOrder);
    if (index === null) return this.#say(l10n.t('There is no point in view.'));
    this.#say(this.options.describe(index));
    this.#showCard(index);
    this.redraw();
  }

  #showCard(index: number): void {
    const { picked, index: { x, y }, view } = this.#state;
    if (picked === null || this.#points === null) return;
    const { left, top, width, height } = this.#canvas.area;
    const atX = left + (((x[picked] ?? 0) - view.x0) / (view.x1 - view.x0)) * width;
    const atY = top + ((view.y1 - (y[picked] ?? 0)) / (view.y1 - view.y0)) * height;
    this.#card.show(this.options.describe(index), atX, atY, this.#surface.clientWidth, this.#surface.clientHeight);
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }
}

function countByCategory({ length, x, y, category }: ScatterPoints, categories: number): number[] {
  const counts = new Array<number>(categories).fill(0);
  for (let at = 0; at < length; at += 1) {
    const kind = category?.[at] ?? 0;
    if (Number.isFinite((x[at] ?? Number.NaN) + (y[at] ?? Number.NaN)) && kind < categories) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
