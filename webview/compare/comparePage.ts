import * as l10n from '@vscode/l10n';

import { compareProtocolVersion as version, type ComparedPairs, type CompareView, type FromCompare, type ToCompare } from '../../src/shared/compareProtocol';
import { element } from '../common/element';
import type { Host } from '../common/host';
import type { ScatterBrush } from '../plots/scatter/scatterOptions';
import { ScatterPlot } from '../plots/scatter/scatterPlot';
import { figuresSection } from './figuresSection';
import { headerSection } from './headerSection';
import { ListTabs } from './listTabs';
import { margin } from './numbers';
import { kindsOf, pairKinds } from './pairKind';
import { pairName } from './pairList';

/** The page of one comparison. Every message brings all of it. */
export class ComparePage {
  readonly #host: Host<ToCompare, FromCompare>;
  readonly #root = element('main', { class: 'compare', 'aria-busy': 'true' });
  #plot: ScatterPlot | null = null;

  constructor(host: Host<ToCompare, FromCompare>) {
    this.#host = host;
  }

  start(parent: HTMLElement): void {
    parent.append(this.#root);
    this.#host.listen((message) => this.#show(message.view));
    this.#host.post({ version, type: 'ready' });
  }

  #show(view: CompareView): void {
    this.#plot?.dispose();
    const goTo = (place: number, side: 'first' | 'second'): void => this.#host.post({ version, type: 'goTo', place, side });
    const lists = new ListTabs(view, goTo);
    this.#plot = scatterOf(view, (brush) => lists.select(brush?.indices ?? null), (place) => goTo(place, 'first'));
    this.#root.removeAttribute('aria-busy');
    this.#root.replaceChildren(headerSection(view), this.#scatterSection(view, this.#plot), figuresSection(view.record), lists.element);
    this.#plot.setPoints(pointsOf(view.pairs));
  }

  #scatterSection({ record }: CompareView, plot: ScatterPlot): HTMLElement {
    const sentence = l10n.t('Each point is a pair. On the dashed line both give the same margin; in the upper left and the lower right they prefer different responses. Both margins are in the sense of A’s labels.');
    const hint = l10n.t('Drag to move, Shift and drag to select, click a point to go to its row; the wheel zooms once the plot has the focus.');
    const figure = record.figure === 'rewardMargin' ? l10n.t('Reward margins') : l10n.t('Likelihood margins');
    return element('section', { class: 'part' }, element('h2', {}, figure), element('p', { class: 'muted' }, sentence), plot.element, element('p', { class: 'muted hint' }, hint));
  }
}

function scatterOf({ firstName, secondName, pairs }: CompareView, onBrush: (brush: ScatterBrush | null) => void, onActivate: (place: number) => void): ScatterPlot {
  return new ScatterPlot({
    label: l10n.t('Margins of A ({0}) against margins of B ({1})', firstName, secondName),
    xAxis: { label: l10n.t('A: {0} (nats)', firstName), lines: [0], extent: null },
    yAxis: { label: l10n.t('B: {0} (nats)', secondName), lines: [0], extent: null },
    categories: pairKinds,
    diagonal: true,
    describe: (place) => describe(pairs, place),
    onBrush,
    onActivate,
  });
}

function describe(pairs: ComparedPairs, place: number): string {
  const lines = [pairName(pairs, place), l10n.t('A {0}, B {1}', margin(pairs.first[place] ?? 0), margin(pairs.second[place] ?? 0))];
  return [...lines, ...(pairs.swapped[place] === 1 ? [l10n.t('labels swapped in B')] : [])].join('\n');
}

function pointsOf(pairs: ComparedPairs) {
  return { length: pairs.length, x: pairs.first, y: pairs.second, category: kindsOf(pairs) };
}
