import type { ReportView } from '../../src/shared/reportProtocol';
import { element } from '../common/element';
import { intervalBar, shareBar } from './intervalBar';
import { count, percent, verdictTexts } from './reportNumbers';
import { explained, reportTable } from './reportTable';

const half = { from: 0, to: 0.5 };
const whole = { from: 0, to: 1 };

/** The first thing that a curator asks: how much of this is wrong. */
export function noiseSection(view: ReportView): HTMLElement {
  const figures = element('div', { class: 'figures' }, noiseRate(view), ceiling(view));
  return element('section', { class: 'card' }, element('h2', {}, 'How good are the labels?'), figures, verdicts(view));
}

function noiseRate({ noiseRate: rate, hasModels }: ReportView): HTMLElement {
  if (rate === null) return figure('Wrong labels', '–', hasModels ? 'There is too little evidence to say how many labels are wrong.' : 'Known once the file is scored.');
  return figure('Wrong labels', percent(rate.estimate), `Estimated share of pairs whose label is the wrong way round; with 95 % confidence ${percent(rate.low)} to ${percent(rate.high)}.`, intervalBar(rate, half));
}

function ceiling({ ceiling: accuracy }: ReportView): HTMLElement {
  if (accuracy === null) return figure('Predictability', '–', 'Known once a probe has learned from the file itself.');
  return figure('Predictability', percent(accuracy.estimate), `A probe that learns from this file predicts so many labels of pairs that it has not seen; with 95 % confidence ${percent(accuracy.low)} to ${percent(accuracy.high)}, and chance would be 50\u00a0%.`, intervalBar(accuracy, whole));
}

function figure(name: string, value: string, sentence: string, ...bars: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: 'figure' }, element('p', { class: 'figure-name' }, name), element('p', { class: 'figure-value' }, value), ...bars, element('p', { class: 'muted' }, sentence));
}

function verdicts({ verdicts: all, pairs }: ReportView): HTMLElement {
  const rows = all
    .filter(({ pairs: number }) => number > 0)
    .map(({ verdict, pairs: number }) => {
      const { name, meaning } = verdictTexts[verdict];
      const share = pairs === 0 ? 0 : number / pairs;
      return [explained(name, meaning), count(number), percent(share), shareBar(share, verdict)];
    });
  return reportTable('Pairs by verdict', [{ title: 'Verdict' }, { title: 'Pairs', kind: 'number' }, { title: 'Share', kind: 'number' }, { title: 'Picture', isTitleHidden: true, kind: 'bar' }], rows);
}
