import * as l10n from '@vscode/l10n';

import { findingCodes, type FindingCode, type FindingSeverity } from '../../src/core/noise/findingCodes';
import type { OverviewFigures } from '../../src/core/overview/overviewFigures';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { explained, figureTable } from './figureTable';
import { intervalBar } from './intervalBar';
import { agreementText, signed, sourceNames } from './overviewTexts';
import { percentInterval, rateInterval } from '../common/percents';
import { fixed, whole } from '../common/numbers';
import { filled } from '../common/filled';
import { translated } from '../common/translated';

/** Slices by many values of many columns are listed by the command line. */
const shownSlices = 60;
const shownPreferences = 40;
const severityNames: Readonly<Record<FindingSeverity, string>> = { error: l10n.t('error: '), warning: l10n.t('warning: '), information: l10n.t('information: ') };

/** Whether the longer response wins, and what is left of the models' accuracy at equal length. */
export function lengthTable({ page: { lengthBias } }: OverviewFigures): HTMLElement | null {
  if (lengthBias === null) return null;
  const { longerWins, accuracy, lengthControlledAccuracy } = lengthBias;
  const named = [[l10n.t('The longer response is the chosen one'), longerWins], [l10n.t('The models prefer the chosen response'), accuracy], [l10n.t('The same at equal length'), lengthControlledAccuracy]] as const;
  const rows = named.flatMap(([name, interval]) => (interval === null ? [] : [[name, percentInterval(interval), intervalBar(interval, { from: 0, to: 1 })]]));
  return figureTable(l10n.t('Length'), [{ title: l10n.t('Question'), isTitleHidden: true }, { title: l10n.t('Share of pairs'), kind: 'number' }, { title: l10n.t('Picture'), isTitleHidden: true, kind: 'bar' }], rows);
}

/** How far sources of evidence agree. */
export function agreementTable({ page: { agreement } }: OverviewFigures): HTMLElement | null {
  const rows = agreement.map(({ first, second, kappa, pairs }) => [l10n.t('{0} and {1}', sourceNames[first], sourceNames[second]), kappaText(kappa), whole(pairs), agreementText(kappa)]);
  return rows.length === 0 ? null : figureTable(l10n.t('Agreement of sources'), [{ title: l10n.t('Sources') }, { title: l10n.t('Cohen’s κ'), kind: 'number' }, { title: l10n.t('Pairs'), kind: 'number' }, { title: l10n.t('In words'), isTitleHidden: true }], rows);
}

/** What the chosen responses have more of, feature by feature. */
export function preferencesTable({ page: { preferences } }: OverviewFigures): HTMLElement | null {
  const rows = preferences.slice(0, shownPreferences).map(({ feature, estimate, low, high, meanDifference }) => {
    const isClear = low > 0 || high < 0;
    return [element('span', { class: isClear ? '' : 'muted' }, feature), signed(estimate), l10n.t('{0} to {1}', signed(low), signed(high)), signed(meanDifference)];
  });
  const columns = [{ title: l10n.t('Feature') }, { title: l10n.t('Effect'), kind: 'number' }, { title: l10n.t('95 % interval'), kind: 'number' }, { title: l10n.t('Mean difference'), kind: 'number' }] as const;
  return rows.length === 0 ? null : details(l10n.t('All features in numbers'), figureTable(l10n.t('Preferences'), columns, rows));
}

/** Slices with their shares of wrong labels. Each leads to its pairs. */
export function slicesTable({ page: { slices } }: OverviewFigures, select: (label: string, value: string) => void): HTMLElement | null {
  const rows = slices.slice(0, shownSlices).map(({ label, value, pairs, noiseRate, accuracy }) => {
    const link = element('button', { type: 'button', class: 'link', title: l10n.t('Select the pairs of this slice') }, ...filled('{0} {1}', element('span', {}, label), element('bdi', {}, value)));
    link.addEventListener('click', () => select(label, value));
    return [link, whole(pairs), noiseRate === null ? '–' : rateInterval(noiseRate), accuracy === null ? '–' : percentInterval(accuracy)];
  });
  if (rows.length === 0) return null;
  const left = slices.length - rows.length;
  const table = figureTable(l10n.t('Slices'), [{ title: l10n.t('Slice') }, { title: l10n.t('Pairs'), kind: 'number' }, { title: l10n.t('Wrong labels'), kind: 'number' }, { title: l10n.t('Models agree'), kind: 'number' }], rows);
  return left > 0 ? element('div', {}, table, element('p', { class: 'muted' }, l10n.t('{0} more are left out here.', whole(left)))) : table;
}

/** What was found, by kind; each leads to its first row, and to all of them. */
export function findingsTable({ codes }: OverviewFigures, requests: { show(code: string): void; select(code: string): void }): HTMLElement | null {
  if (codes.length === 0) return null;
  const rows = codes.map(({ code, title, severity, count: found }) => {
    const link = element('button', { type: 'button', class: 'link', title: l10n.t('Go to the first of them ({0})', code) }, translated(title));
    link.addEventListener('click', () => requests.show(code));
    const all = element('button', { type: 'button', class: 'link', title: l10n.t('Select all pairs with the finding: {0}', translated(title)) }, whole(found));
    all.addEventListener('click', () => requests.select(code));
    const sign = element('span', { class: `severity ${severity}` }, icon(severity === 'information' ? 'info' : 'warning'), element('span', { class: 'visually-hidden' }, severityNames[severity]));
    return [explained(element('span', { class: 'finding-name' }, sign, link), explanationOf(code)), all];
  });
  return figureTable(l10n.t('Findings by kind'), [{ title: l10n.t('Finding') }, { title: l10n.t('Findings'), kind: 'number' }], rows);
}

function explanationOf(code: string): string {
  return Object.hasOwn(findingCodes, code) ? translated(findingCodes[code as FindingCode].explanation) : '';
}

function kappaText(kappa: number): string {
  return `${kappa <= -0.005 ? '\u2212' : ''}${fixed(Math.abs(kappa), 2)}`;
}

function details(summary: string, content: HTMLElement): HTMLElement {
  return element('details', {}, element('summary', {}, summary), content);
}
