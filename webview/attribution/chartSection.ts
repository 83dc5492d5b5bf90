import * as l10n from '@vscode/l10n';

import type { AttributionFigures, AttributionPanelView } from '../../src/shared/attributionProtocol';
import { element } from '../common/element';
import type { PanelActions } from './actions';
import { barData, barDomain } from './barChart';
import { BarList } from './barList';
import { InteractionsView } from './interactionsView';
import { chartNames, type ChartName } from './panelState';
import { waterfallData } from './waterfall';
import { whole } from '../common/numbers';

const chartLabels: Readonly<Record<ChartName, string>> = { bars: l10n.t('Bars'), waterfall: l10n.t('Waterfall'), interactions: l10n.t('Interactions') };
const chartSentences: Readonly<Record<ChartName, string>> = {
  bars: l10n.t('Bars to the right raise the value, hatched bars to the left lower it; the line through a bar’s end is its 95 % interval, and pale bars may still change sign.'),
  waterfall: l10n.t('From the value without any unit to that of the whole prompt, one step a unit, in the order of the text.'),
  interactions: '',
};
/** More lines are shown when asked for. */
const fewBars = 30;

/** The figures as pictures: bars, a waterfall, or interactions. */
export class ChartSection {
  readonly element: HTMLElement;
  readonly #tabs: ReadonlyMap<ChartName, HTMLButtonElement>;
  readonly #order: HTMLButtonElement;
  readonly #sentence = element('p', { class: 'muted chart-sentence' });
  readonly #bars: BarList;
  readonly #steps: BarList;
  readonly #more: HTMLButtonElement;
  readonly #interactions = new InteractionsView();
  #all = false;
  #last: { readonly view: AttributionPanelView; readonly figures: AttributionFigures } | null = null;

  constructor(private readonly actions: PanelActions) {
    this.#bars = new BarList(l10n.t('Units and their figures'), (player) => actions.revealPlayer(player));
    this.#steps = new BarList(l10n.t('From no unit to the whole prompt'), (player) => actions.revealPlayer(player));
    this.#tabs = new Map(chartNames.map((name) => [name, this.#tab(name)]));
    this.#order = this.#toggle(l10n.t('Order of the text'), () => actions.change({ order: actions.state().order === 'size' ? 'text' : 'size' }));
    this.#more = element('button', { type: 'button', class: 'link more' });
    this.#more.addEventListener('click', () => {
      this.#all = !this.#all;
      this.refresh();
    });
    const bar = element('div', { class: 'chart-tabs', role: 'group', 'aria-label': l10n.t('Picture') }, ...this.#tabs.values(), this.#order);
    this.element = element('section', { class: 'charts', 'aria-label': l10n.t('Figures of the units') }, element('h2', {}, l10n.t('Units')), bar, this.#sentence, this.#bars.element, this.#steps.element, this.#more, this.#interactions.element);
  }

  update(view: AttributionPanelView, figures: AttributionFigures): void {
    if (this.#last?.view.game !== view.game) this.#all = false;
    this.#last = { view, figures };
    this.refresh();
  }

  /** Also after a change of look. */
  refresh(): void {
    const { chart, order } = this.actions.state();
    for (const [name, tab] of this.#tabs) tab.setAttribute('aria-pressed', String(name === chart));
    this.#order.setAttribute('aria-pressed', String(order === 'text'));
    this.#order.hidden = chart !== 'bars';
    this.#sentence.textContent = chartSentences[chart];
    this.#bars.element.hidden = chart !== 'bars';
    this.#steps.element.hidden = chart !== 'waterfall';
    this.#interactions.element.hidden = chart !== 'interactions';
    this.#more.hidden = true;
    if (this.#last) this.#draw(chart, this.#last.view, this.#last.figures);
  }

  #draw(chart: ChartName, view: AttributionPanelView, figures: AttributionFigures): void {
    if (chart === 'interactions') return this.#interactions.update(view, figures);
    const data = chart === 'bars' ? barData(view, figures, this.actions.state().order, this.#all ? Infinity : fewBars) : waterfallData(view, figures);
    (chart === 'bars' ? this.#bars : this.#steps).update(data, barDomain(data));
    if (chart !== 'bars' || (figures.players?.length ?? 0) <= fewBars) return;
    this.#more.hidden = false;
    this.#more.textContent = this.#all ? l10n.t('Show the {0} strongest', whole(fewBars)) : l10n.t('Show all {0} units', whole(view.players.length));
    this.#more.setAttribute('aria-expanded', String(this.#all));
  }

  #tab(name: ChartName): HTMLButtonElement {
    return this.#toggle(chartLabels[name], () => this.actions.change({ chart: name }));
  }

  #toggle(text: string, press: () => void): HTMLButtonElement {
    const button = element('button', { type: 'button', class: 'toggle', 'aria-pressed': 'false' }, text);
    button.addEventListener('click', press);
    return button;
  }
}
