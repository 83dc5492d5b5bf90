import * as l10n from '@vscode/l10n';

import { element } from '../common/element';
import { formatSigned } from '../common/formatting';
import { textNodes } from '../common/textNodes';
import type { Side } from './actions';
import type { ColoredFigure } from './coloring';
import { cumulativeSeries, largestStep, type CumulativeSeries } from './cumulativeSeries';
import { linePath, pictureHeight, pictureRange, pictureWidth, pointAt, type PictureRange } from './linePoints';
import type { PanelModel } from './panelModel';
import { unitDescription } from './unitDescription';
import { whole } from '../common/numbers';
import { filled } from '../common/filled';

const namespace = 'http://www.w3.org/2000/svg';
const sideNames: Readonly<Record<Side, string>> = { chosen: l10n.t('Chosen'), rejected: l10n.t('Rejected') };
const shownStep = 90;

/** A token, by the side and the index of its unit. */
export interface Place {
  readonly side: Side;
  readonly unit: number;
}

export interface PictureEvents {
  /** The reader points at a token in the picture; null when they stop. */
  readonly pointed: (place: Place | null) => void;
  /** The reader wants to be at that token in the text. */
  readonly chosen: (place: Place) => void;
}

/** How a figure adds up along both responses: which step earns it. Points and tokens are linked, by pointer and by keys. */
export class CumulativePicture {
  readonly element = element('figure', { class: 'cumulative', hidden: '' });
  readonly #caption = element('figcaption', {});
  readonly #steps = element('ul', { class: 'cumulative-steps' });
  readonly #plot: HTMLElement;
  readonly #svg = document.createElementNS(namespace, 'svg');
  readonly #cursor = element('span', { class: 'cumulative-cursor', hidden: '' });
  #model: PanelModel | null = null;
  #series: Partial<Record<Side, CumulativeSeries>> = {};
  #range: PictureRange = { tokens: 1, low: 0, high: 0 };
  #at: { side: Side; point: number } | null = null;

  constructor(private readonly events: PictureEvents) {
    this.#svg.setAttribute('viewBox', `0 0 ${String(pictureWidth)} ${String(pictureHeight)}`);
    this.#svg.setAttribute('preserveAspectRatio', 'none');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#plot = element('div', { class: 'cumulative-plot', role: 'slider', tabindex: '0', 'aria-orientation': 'horizontal' }, this.#svg, this.#cursor);
    this.element.append(this.#caption, this.#plot, this.#steps);
    this.#plot.addEventListener('pointermove', (event) => this.#pointedAt(event));
    this.#plot.addEventListener('pointerleave', () => this.#leave());
    this.#plot.addEventListener('click', (event) => {
      this.#pointedAt(event);
      this.#choose();
    });
    this.#plot.addEventListener('keydown', (event) => this.#pressed(event));
    this.#plot.addEventListener('focus', () => this.#moveTo(this.#at ?? { side: this.#firstSide, point: 0 }));
    this.#plot.addEventListener('blur', () => this.#leave());
  }

  update(model: PanelModel, figure: ColoredFigure): void {
    this.#model = model;
    const [chosen, rejected] = [cumulativeSeries(model.chosen, figure), cumulativeSeries(model.rejected, figure)];
    this.#series = { ...(chosen && { chosen }), ...(rejected && { rejected }) };
    const all = Object.values(this.#series);
    this.element.hidden = all.length === 0;
    if (all.length === 0) return;
    this.#range = pictureRange(all.map(({ sums }) => sums));
    this.#at = null;
    this.#draw();
    this.#describe(figure);
    this.#leave();
  }

  /** Marks the point of a token in the text; null for none. */
  mark(place: Place | null): void {
    const point = place === null ? -1 : (this.#series[place.side]?.units.indexOf(place.unit) ?? -1);
    if (place === null || point < 0) this.#cursor.hidden = true;
    else this.#place(place.side, point);
  }

  get #firstSide(): Side {
    return this.#series.chosen ? 'chosen' : 'rejected';
  }

  #draw(): void {
    const zero = pointAt(this.#range, 0, 0).y.toFixed(1);
    const paths = [path('zero', `M0 ${zero}H${String(pictureWidth)}`)];
    for (const side of ['rejected', 'chosen'] as const) {
      const series = this.#series[side];
      if (series) paths.push(path(side, linePath(series.sums, this.#range)));
    }
    this.#svg.replaceChildren(...paths);
  }

  #describe(figure: ColoredFigure): void {
    const keys = (['chosen', 'rejected'] as const).flatMap((side) => {
      const series = this.#series[side];
      return series ? [element('span', { class: `cumulative-key ${side}` }, ...filled('{0} {1}', sideNames[side], element('strong', {}, formatSigned(series.total))))] : [];
    });
    this.#caption.replaceChildren(element('span', { class: 'cumulative-title', title: figure.explanation }, l10n.t('{0}, added up token by token', figure.label)), ...keys);
    this.#plot.setAttribute('aria-label', l10n.t('{0} added up along the responses. Left and right move from token to token, up and down change the response, Enter goes to the token.', figure.label));
    this.#plot.setAttribute('aria-valuemin', '1');
    this.#steps.replaceChildren(...(['chosen', 'rejected'] as const).flatMap((side) => this.#stepItem(side, figure)));
  }

  #stepItem(side: Side, figure: ColoredFigure): readonly HTMLElement[] {
    const model = this.#model?.[side];
    const step = model && this.#series[side] ? largestStep(model, figure) : null;
    if (step === null) return [];
    const text = step.text.length > shownStep ? `${step.text.slice(0, shownStep).replace(/[\ud800-\udbff]$/, '')}…` : step.text;
    const button = element('button', { type: 'button', class: 'link', title: l10n.t('Go to this sentence') }, ...filled(l10n.t('“{0}”'), element('bdi', {}, ...textNodes(text.replace(/\s+/g, ' ')))));
    button.addEventListener('click', () => this.events.chosen({ side, unit: step.unit }));
    const sentence = side === 'chosen' ? l10n.t('Largest step of chosen: {0} {1}') : l10n.t('Largest step of rejected: {0} {1}');
    return [element('li', {}, ...filled(sentence, button, formatSigned(step.gain)))];
  }

  #pointedAt({ clientX, clientY }: MouseEvent): void {
    const box = this.#plot.getBoundingClientRect();
    const [x, y] = [((clientX - box.left) / box.width) * pictureWidth, ((clientY - box.top) / box.height) * pictureHeight];
    let nearest: { side: Side; point: number; distance: number } | null = null;
    for (const side of ['chosen', 'rejected'] as const) {
      const series = this.#series[side];
      if (!series) continue;
      const point = Math.max(0, Math.min(series.sums.length - 1, Math.round((x / pictureWidth) * this.#range.tokens) - 1));
      const at = pointAt(this.#range, point, series.sums[point] ?? 0);
      const distance = Math.abs(at.y - y) + Math.abs(at.x - x);
      if (nearest === null || distance < nearest.distance) nearest = { side, point, distance };
    }
    if (nearest) this.#moveTo(nearest);
  }

  #pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { side, point } = this.#at ?? { side: this.#firstSide, point: 0 };
    const last = (this.#series[side]?.sums.length ?? 1) - 1;
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10, Home: -point, End: last - point };
    const step = steps[event.key];
    if (event.key === 'Enter') this.#choose();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.#changeSide(side, point);
    else if (step !== undefined) this.#moveTo({ side, point: Math.max(0, Math.min(last, point + step)) });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #changeSide(side: Side, point: number): void {
    const other = side === 'chosen' ? 'rejected' : 'chosen';
    const series = this.#series[other];
    if (series) this.#moveTo({ side: other, point: Math.min(point, series.sums.length - 1) });
  }

  #moveTo({ side, point }: { side: Side; point: number }): void {
    const series = this.#series[side];
    const unit = series?.units[point];
    if (!series || unit === undefined) return;
    this.#at = { side, point };
    this.#place(side, point);
    this.#plot.setAttribute('aria-valuemax', String(series.sums.length));
    this.#plot.setAttribute('aria-valuenow', String(point + 1));
    this.#plot.setAttribute('aria-valuetext', this.#valueText(side, point, unit));
    this.events.pointed({ side, unit });
  }

  #valueText(side: Side, point: number, unit: number): string {
    const series = this.#series[side];
    const sum = series?.sums[point] ?? 0;
    const own = sum - (point === 0 ? 0 : (series?.sums[point - 1] ?? 0));
    const text = unitDescription(this.#model?.[side].units[unit]?.text ?? '');
    return l10n.t('{0}, token {1} “{2}”: {3}, so far {4}', sideNames[side], whole(point + 1), text, formatSigned(own), formatSigned(sum));
  }

  #place(side: Side, point: number): void {
    const { x, y } = pointAt(this.#range, point, this.#series[side]?.sums[point] ?? 0);
    this.#cursor.className = `cumulative-cursor ${side}`;
    this.#cursor.hidden = false;
    this.#cursor.style.setProperty('--across', String(x / pictureWidth));
    this.#cursor.style.setProperty('--down', String(y / pictureHeight));
  }

  #choose(): void {
    const unit = this.#at && this.#series[this.#at.side]?.units[this.#at.point];
    if (this.#at && unit !== undefined && unit !== null) this.events.chosen({ side: this.#at.side, unit });
  }

  #leave(): void {
    if (document.activeElement === this.#plot) return;
    this.#cursor.hidden = true;
    this.#plot.setAttribute('aria-valuenow', '1');
    this.#plot.setAttribute('aria-valuemax', String(this.#range.tokens));
    this.events.pointed(null);
  }
}

function path(name: string, data: string): SVGPathElement {
  const line = document.createElementNS(namespace, 'path');
  line.setAttribute('class', `line ${name}`);
  line.setAttribute('d', data);
  line.setAttribute('vector-effect', 'non-scaling-stroke');
  return line;
}
