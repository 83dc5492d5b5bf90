import * as l10n from '@vscode/l10n';

import { verdictNames } from '../../src/core/noise/lintReport';
import { displacementAxes, type DisplacementAxis, type MarginFigure, type OverviewFigures } from '../../src/core/overview/overviewFigures';
import { element } from '../common/element';
import { formatNumber } from '../common/formatting';
import { createDropdown, type DropdownHandle } from '../common/ui';
import type { ScatterBrush } from '../plots/scatter/scatterOptions';
import type { ScatterCategory } from '../plots/scatter/scatterPoints';
import { ScatterPlot } from '../plots/scatter/scatterPlot';
import { signed, verdictTexts } from './overviewTexts';
import type { Condition } from './overviewState';
import type { OverviewData } from './selectPairs';
import { placeName } from '../common/places';

export interface ScatterRequests {
  select(conditions: readonly Condition[]): void;
  clear(): void;
  goTo(place: number): void;
  changeAxis(axis: DisplacementAxis): void;
}

const axisTexts: Readonly<Record<DisplacementAxis, string>> = { lengthNormalizedChes: l10n.t('length-normalised CHES'), displacement: l10n.t('displacement Δ') };
const sentences: Readonly<Record<DisplacementAxis, string>> = {
  lengthNormalizedChes: l10n.t('Each point is a pair. To the right, training on it is more likely to lower its own chosen response; at the bottom, the models object to its label.'),
  displacement: l10n.t('Each point is a pair. To the left, one training step on it lowers the probability of its own chosen response; at the bottom, the models object to its label.'),
};
/** The rare and telling verdicts are drawn last, over the others. */
const drawn = ['fine', 'ambiguous', 'unusable', 'dangerous', 'wrong'] as const;
const looks: Readonly<Record<(typeof drawn)[number], Pick<ScatterCategory, 'color' | 'shape'>>> = {
  fine: { color: 'var(--plus)', shape: 'disc' },
  ambiguous: { color: 'var(--muted)', shape: 'diamond' },
  unusable: { color: 'var(--ink)', shape: 'square' },
  dangerous: { color: 'var(--surprise)', shape: 'triangle' },
  wrong: { color: 'var(--minus)', shape: 'cross' },
};
const unjudged = 255;

/** Margin against a displacement score: every pair as a point. */
export class ScatterCard {
  readonly element: HTMLElement;
  readonly #sentence = element('p', { class: 'muted' });
  readonly #strength = element('p', { class: 'muted' });
  readonly #place = element('div', {});
  readonly #axes: DropdownHandle;
  #plot: ScatterPlot | null = null;
  #kind = '';
  #data: OverviewData | null = null;
  #axis: DisplacementAxis = 'lengthNormalizedChes';
  #figure: MarginFigure = 'rewardMargin';

  constructor(private readonly requests: ScatterRequests) {
    const options = displacementAxes.map((value) => ({ value, label: axisTexts[value] }));
    this.#axes = createDropdown(l10n.t('Across'), options, this.#axis, (value) => requests.changeAxis(value as DisplacementAxis));
    const head = element('div', { class: 'card-head' }, element('h2', {}, l10n.t('Margin and displacement')), this.#axes.element);
    this.element = element('section', { class: 'card wide', id: 'scatter', hidden: '' }, head, this.#sentence, this.#place, this.#strength);
  }

  /** Shows the pairs of this data; `chosenAxis` is what somebody asked for. */
  update(data: OverviewData | null, { displacement, margins }: OverviewFigures, chosenAxis: DisplacementAxis | null): void {
    const known = data === null ? [] : displacementAxes.filter((axis) => data.pairs[axis].some((value) => !Number.isNaN(value)));
    this.element.hidden = data === null || margins === null || known.length === 0;
    if (data === null || margins === null || known.length === 0) return;
    const wanted = chosenAxis ?? displacement?.axis;
    const axis = known.find((one) => one === wanted) ?? known[0] ?? 'lengthNormalizedChes';
    this.#axes.element.hidden = known.length < 2;
    this.#axes.setValue(axis);
    this.#sentence.textContent = sentences[axis];
    this.#strength.textContent = displacement?.spearman && displacement.axis === axis ? correlationText(displacement.spearman) : '';
    if (data === this.#data && axis === this.#axis && margins.figure === this.#figure) return;
    [this.#data, this.#axis, this.#figure] = [data, axis, margins.figure];
    this.#draw(data);
  }

  /** Draws these pairs stronger than the others; null: nothing is selected. */
  showSelected(places: Uint32Array | null, isOwn: boolean): void {
    if (!isOwn) this.#plot?.clearBrush();
    this.#plot?.setSelection(places);
  }

  #draw(data: OverviewData): void {
    const isJudged = data.pairs.verdict.some((verdict) => verdict !== unjudged);
    const kind = `${this.#axis} ${this.#figure} ${String(isJudged)}`;
    if (this.#plot === null || kind !== this.#kind) this.#create(isJudged);
    this.#kind = kind;
    this.#plot?.setPoints({ length: data.pairs.length, x: data.pairs[this.#axis], y: data.pairs[this.#figure], category: isJudged ? categoriesOf(data.pairs.verdict) : null });
  }

  #create(isJudged: boolean): void {
    this.#plot?.dispose();
    const yLabel = this.#figure === 'rewardMargin' ? l10n.t('reward margin') : l10n.t('likelihood margin');
    this.#plot = new ScatterPlot({
      label: l10n.t('Margin against {0}', axisTexts[this.#axis]),
      xAxis: { label: axisTexts[this.#axis], lines: this.#axis === 'displacement' ? [0] : [], extent: null },
      yAxis: { label: yLabel, lines: [0], extent: null },
      categories: isJudged ? drawn.map((verdict) => ({ label: verdictTexts[verdict].name, ...looks[verdict] })) : [{ label: l10n.t('Pairs'), ...looks.fine }],
      diagonal: false,
      describe: (place) => this.#describe(place),
      onBrush: (brush) => (brush === null ? this.requests.clear() : this.requests.select(this.#conditions(brush))),
      onActivate: (place) => this.requests.goTo(place),
    });
    this.#place.replaceChildren(this.#plot.element);
  }

  #describe(place: number): string {
    if (this.#data === null) return '';
    const { pairs } = this.#data;
    const verdict = verdictNames[pairs.verdict[place] ?? unjudged];
    const lines = [placeName(pairs.row[place] ?? 0), l10n.t('margin {0}', formatNumber(pairs[this.#figure][place] ?? 0)), l10n.t('{0} {1}', axisTexts[this.#axis], formatNumber(pairs[this.#axis][place] ?? 0))];
    return [...lines, ...(verdict === undefined ? [] : [verdictTexts[verdict].name])].join('\n');
  }

  /** Ends with six digits, which a filter can be read with. */
  #conditions({ x, y }: ScatterBrush): readonly Condition[] {
    const range = (column: MarginFigure | DisplacementAxis, [low, high]: readonly [number, number]): Condition => ({ kind: 'range', column, from: Number(low.toPrecision(6)), below: Number(high.toPrecision(6)) });
    return [range(this.#figure, y), range(this.#axis, x)];
  }
}

/** Verdicts as places in the order in which they are drawn; pairs that nobody judged count as fine. */
function categoriesOf(verdicts: Uint8Array): Uint8Array {
  const places = verdictNames.map((name) => drawn.indexOf(name));
  return verdicts.map((verdict) => places[verdict] ?? 0);
}

function correlationText({ estimate, low, high }: { readonly estimate: number; readonly low: number; readonly high: number }): string {
  return l10n.t('Rank correlation (Spearman) {0}, with 95 % confidence {1} to {2}: 0 means that one says nothing about the other.', signed(estimate), signed(low), signed(high));
}
