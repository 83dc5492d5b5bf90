import { findingCodes, type FindingCode } from '../../src/core/noise/findingCodes';
import type { OverviewFigures } from '../../src/core/overview/overviewFigures';
import { element } from '../common/element';
import { icon } from '../common/icon';
import { explained, figureTable } from './figureTable';
import { intervalBar } from './intervalBar';
import { agreementText, count, percentInterval, signed, sourceNames } from './overviewTexts';

/** Slices by many values of many columns are listed by the command line. */
const shownSlices = 60;
const shownPreferences = 40;

/** Whether the longer response wins, and what is left of the models' accuracy at equal length. */
export function lengthTable({ page: { lengthBias } }: OverviewFigures): HTMLElement | null {
  if (lengthBias === null) return null;
  const { longerWins, accuracy, lengthControlledAccuracy } = lengthBias;
  const named = [['The longer response is the chosen one', longerWins], ['The models prefer the chosen response', accuracy], ['The same at equal length', lengthControlledAccuracy]] as const;
  const rows = named.flatMap(([name, interval]) => (interval === null ? [] : [[name, percentInterval(interval), intervalBar(interval, { from: 0, to: 1 })]]));
  return figureTable('Length', [{ title: 'What' }, { title: 'Share of pairs', kind: 'number' }, { title: '', kind: 'bar' }], rows);
}

/** How far sources of evidence agree. */
export function agreementTable({ page: { agreement } }: OverviewFigures): HTMLElement | null {
  const rows = agreement.map(({ first, second, kappa, pairs }) => [`${sourceNames[first]} and ${sourceNames[second]}`, kappa.toFixed(2), count(pairs), agreementText(kappa)]);
  return rows.length === 0 ? null : figureTable('Agreement of sources', [{ title: 'Sources' }, { title: 'Cohen’s κ', kind: 'number' }, { title: 'Pairs', kind: 'number' }, { title: 'In words' }], rows);
}

/** What the chosen responses have more of, feature by feature. */
export function preferencesTable({ page: { preferences } }: OverviewFigures): HTMLElement | null {
  const rows = preferences.slice(0, shownPreferences).map(({ feature, estimate, low, high, meanDifference }) => {
    const isClear = low > 0 || high < 0;
    return [element('span', { class: isClear ? '' : 'muted' }, feature), signed(estimate), `${signed(low)} to ${signed(high)}`, signed(meanDifference)];
  });
  const columns = [{ title: 'Feature' }, { title: 'Effect', kind: 'number' }, { title: '95 % interval', kind: 'number' }, { title: 'Mean difference', kind: 'number' }] as const;
  return rows.length === 0 ? null : details('All features in numbers', figureTable('Preferences', columns, rows));
}

/** Slices with their shares of wrong labels. Each leads to its pairs. */
export function slicesTable({ page: { slices } }: OverviewFigures, select: (label: string, value: string) => void): HTMLElement | null {
  const rows = slices.slice(0, shownSlices).map(({ label, value, pairs, noiseRate, accuracy }) => {
    const link = element('button', { type: 'button', class: 'link', title: 'Select the pairs of this slice' }, element('span', {}, `${label} `), element('bdi', {}, value));
    link.addEventListener('click', () => select(label, value));
    return [link, count(pairs), noiseRate === null ? '–' : percentInterval(noiseRate), accuracy === null ? '–' : percentInterval(accuracy)];
  });
  if (rows.length === 0) return null;
  const left = slices.length - rows.length;
  const table = figureTable('Slices', [{ title: 'Slice' }, { title: 'Pairs', kind: 'number' }, { title: 'Wrong labels', kind: 'number' }, { title: 'Models agree', kind: 'number' }], rows);
  return left > 0 ? element('div', {}, table, element('p', { class: 'muted' }, `${count(left)} more are left out here.`)) : table;
}

/** What was found, by kind; each leads to its first row, and to all of them. */
export function findingsTable({ codes }: OverviewFigures, requests: { show(code: string): void; select(code: string): void }): HTMLElement | null {
  if (codes.length === 0) return null;
  const rows = codes.map(({ code, title, severity, count: found }) => {
    const link = element('button', { type: 'button', class: 'link', title: `Go to the first of them (${code})` }, title);
    link.addEventListener('click', () => requests.show(code));
    const all = element('button', { type: 'button', class: 'link', title: `Select all pairs with the finding: ${title}` }, count(found));
    all.addEventListener('click', () => requests.select(code));
    const sign = element('span', { class: `severity ${severity}` }, icon(severity === 'information' ? 'info' : 'warning'), element('span', { class: 'visually-hidden' }, `${severity}: `));
    return [explained(element('span', { class: 'finding-name' }, sign, link), explanationOf(code)), all];
  });
  return figureTable('Findings by kind', [{ title: 'Finding' }, { title: 'Findings', kind: 'number' }], rows);
}

function explanationOf(code: string): string {
  return Object.hasOwn(findingCodes, code) ? findingCodes[code as FindingCode].explanation : '';
}

function details(summary: string, content: HTMLElement): HTMLElement {
  return element('details', {}, element('summary', {}, summary), content);
}
