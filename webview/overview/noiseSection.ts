import * as l10n from '@vscode/l10n';

import { verdictNames, type AuditedRate, type VerdictName } from '../../src/core/noise/lintReport';
import { isPreciseRate } from '../../src/core/noise/rate/isPreciseRate';
import type { OverviewFigures } from '../../src/core/overview/overviewFigures';
import { element } from '../common/element';
import { explained, figureTable } from './figureTable';
import { intervalBar, shareBar } from './intervalBar';
import { sourceNames, verdictTexts } from './overviewTexts';
import { auditedRest, auditedSentence } from '../common/auditedTexts';
import { whole } from '../common/numbers';
import { percent, rateInterval } from '../common/percents';

const all = { from: 0, to: 1 };
const half = { from: 0, to: 0.5 };

/** The first things that a curator asks: how much of this is wrong, and how well it can be known. `reviewSample`: where that is not known, people can tell. */
export function noiseFigures({ pairs, page: { noiseRate, noiseRateReason, auditedRate, ceiling } }: OverviewFigures, reviewSample: () => void): HTMLElement {
  const rate = noiseRate === null
    ? figure(l10n.t('Wrong labels'), '–', noiseRateReason)
    : figure(l10n.t('Wrong labels'), isPreciseRate(noiseRate) ? percent(noiseRate.estimate) : l10n.t('{0} to {1}', percent(noiseRate.low), percent(noiseRate.high)), `${l10n.t('Estimated share of pairs whose label is the wrong way round; with 95 % confidence {0} to {1}.', percent(noiseRate.low), percent(noiseRate.high))} ${noiseRateReason}`, intervalBar(noiseRate, half));
  const predictability = ceiling === null
    ? figure(l10n.t('Predictability'), '–', l10n.t('Known once a probe has learned from the file itself.'))
    : figure(l10n.t('Predictability'), percent(ceiling.estimate), l10n.t('A probe that learns from this file predicts so many labels of pairs that it has not seen; with 95 % confidence {0} to {1}, and chance would be {2}.', percent(ceiling.low), percent(ceiling.high), percent(0.5)), intervalBar(ceiling, all));
  const isKnown = auditedRate === null ? noiseRate !== null && isPreciseRate(noiseRate) : auditedRate.open === 0;
  const link = isKnown || pairs === 0 ? [] : [sampleLink(auditedRate, reviewSample)];
  if (auditedRate === null) rate.append(...link);
  return element('div', { class: 'figures' }, rate, ...(auditedRate === null ? [] : [audited(auditedRate, link)]), predictability);
}

/** What people said of pairs that were drawn at random. */
function audited(known: AuditedRate, link: readonly HTMLElement[]): HTMLElement {
  const value = known.rate === null ? '–' : isPreciseRate(known.rate) ? percent(known.rate.estimate) : l10n.t('{0} to {1}', percent(known.rate.low), percent(known.rate.high));
  const bars = known.rate === null ? [] : [intervalBar(known.rate, known.rate.high > half.to ? all : half)];
  const sentence = [auditedSentence(known), ...auditedRest(known)].join(' ');
  const box = figure(l10n.t('Wrong labels, by review'), value, sentence, ...bars);
  box.append(...link);
  return box;
}

function sampleLink(known: AuditedRate | null, reviewSample: () => void): HTMLElement {
  const text = known === null ? l10n.t('Review a random sample to know') : l10n.t('Go on with the random sample');
  const button = element('button', { type: 'button', class: 'link', title: l10n.t('Shows pairs drawn at random, without what models say of them; the share that you find wrong is that of the file, with an exact interval') }, text);
  button.addEventListener('click', reviewSample);
  return element('p', {}, button);
}

function figure(name: string, value: string, sentence: string, ...bars: readonly HTMLElement[]): HTMLElement {
  return element('div', { class: 'figure' }, element('p', { class: 'figure-name' }, name), element('p', { class: 'figure-value' }, value), ...bars, element('p', { class: 'muted' }, sentence));
}

/** Each verdict leads to its pairs. */
export function verdictTable({ verdicts, pairs }: OverviewFigures, select: (verdict: VerdictName) => void): HTMLElement | null {
  const rows = verdictNames
    .filter((verdict) => verdicts[verdict] > 0)
    .map((verdict) => {
      const { name, meaning } = verdictTexts[verdict];
      const share = pairs === 0 ? 0 : verdicts[verdict] / pairs;
      const link = element('button', { type: 'button', class: 'link', title: l10n.t('Select the pairs with the verdict: {0}', name) }, name);
      link.addEventListener('click', () => select(verdict));
      return [explained(link, meaning), whole(verdicts[verdict]), percent(share), shareBar(share, verdict)];
    });
  if (rows.length === 0) return null;
  return figureTable(l10n.t('Pairs by verdict'), [{ title: l10n.t('Verdict') }, { title: l10n.t('Pairs'), kind: 'number' }, { title: l10n.t('Share'), kind: 'number' }, { title: l10n.t('Picture'), isTitleHidden: true, kind: 'bar' }], rows);
}

/** Wrong labels by each source of evidence, in numbers beside the picture. */
export function sourceTable({ page: { noiseRateBySource } }: OverviewFigures): HTMLElement | null {
  const rows = Object.entries(sourceNames).flatMap(([source, name]) => {
    const rate = noiseRateBySource[source as keyof typeof sourceNames];
    return rate === undefined ? [] : [[name, rateInterval(rate)]];
  });
  return rows.length === 0 ? null : figureTable(l10n.t('Wrong labels by source'), [{ title: l10n.t('Source') }, { title: l10n.t('Wrong labels'), kind: 'number' }], rows);
}
