import { verdictNames, type FilePage, type Interval, type PreferenceCoefficient } from '../../../core/noise/lintReport';
import { isPreciseRate } from '../../../core/noise/rate/isPreciseRate';
import { auditedRateWords } from '../auditedRateWords';
import { signed } from '../../formatFigure';
import { excerpt } from '../../printable';
import { textTable, type TableColumn } from '../../textTable';
import type { LintedFile } from './lintedFile';

const shownPreferences = 8;
const shownSlices = 8;
const shownAgreements = 4;

/** What is known of a file as a whole, line by line. */
export function filePageLines({ report, models }: LintedFile): readonly string[] {
  const { page, verdicts, silenced, notKept } = report;
  const counts = verdictNames.map((name) => `${String(verdicts[name])} ${name}`).join(', ');
  const asked = models.map(({ policyName, policyHash, referenceName, convention }) => `${policyName} (${policyHash}) against ${referenceName ?? 'no reference'}, ${convention}`);
  return [
    '',
    '  The file as a whole',
    `    Verdicts: ${counts}`,
    `    Wrong labels: ${page.noiseRate === null ? 'not known' : rateWords(page.noiseRate)}. ${excerpt(page.noiseRateReason, 300)}`,
    ...(page.auditedRate === null ? [] : [`      ${auditedRateWords(page.auditedRate)}`]),
    ...bySource(page),
    ...lengthBias(page),
    ...(page.ceiling === null ? [] : [`    Ceiling: a probe that learns from the file predicts ${share(page.ceiling)} of labels it has not seen; a stronger model may know more.`]),
    ...agreementLines(page),
    ...preferenceLines(page.preferences),
    ...sliceLines(page),
    `    ${asked.length === 0 ? 'Models: none asked, so labels themselves were not judged; --models asks the embedded ones.' : `Models: ${excerpt(asked.join('; '), 500)}`}`,
    ...(notKept > 0 ? [`    ${String(notKept)} more findings for information are not kept`] : []),
    ...(silenced > 0 ? [`    ${String(silenced)} findings are silenced or off`] : []),
  ];
}

function bySource({ noiseRateBySource }: FilePage): readonly string[] {
  return Object.entries(noiseRateBySource).map(([source, rate]) => `      by ${source}: ${rateWords(rate)}`);
}

function lengthBias({ lengthBias: bias }: FilePage): readonly string[] {
  if (bias === null) return [];
  const accuracy = bias.accuracy === null ? '' : ` The models agree with ${share(bias.accuracy)} of the labels${bias.lengthControlledAccuracy === null ? '' : `, and at equal length with ${share(bias.lengthControlledAccuracy)}`}.`;
  return [`    Length: the longer response is preferred in ${share(bias.longerWins)} of pairs (50 %: no bias).${accuracy}`];
}

/** What agrees most stands first; sources that do not agree are the rest. */
function agreementLines({ agreement }: FilePage): readonly string[] {
  if (agreement.length === 0) return [];
  const ranked = [...agreement].sort((first, second) => second.kappa - first.kappa);
  const lines = ranked.slice(0, shownAgreements).map(({ first, second, kappa, pairs }) => `      ${signed(kappa)}  ${first} and ${second} (${String(pairs)} pairs)`);
  return ['    Agreement between the sources of evidence (κ; 0: chance, 1: always):', ...lines, ...rest(ranked.length - lines.length)];
}

const preferenceColumns: readonly TableColumn[] = [
  { title: 'feature', align: 'left' },
  { title: 'coefficient', align: 'right' },
  { title: '95 % interval', align: 'left' },
  { title: 'chosen − rejected', align: 'right' },
];

/** The largest first, those whose interval holds zero left out: nothing can be said of them. */
function preferenceLines(preferences: readonly PreferenceCoefficient[]): readonly string[] {
  const told = preferences.filter(({ low, high }) => low > 0 || high < 0).sort((first, second) => Math.abs(second.estimate) - Math.abs(first.estimate));
  if (preferences.length === 0) return [];
  if (told.length === 0) return [`    Preferences: none of ${String(preferences.length)} features of the texts can be told from chance.`];
  const rows = told.slice(0, shownPreferences).map(({ feature, estimate, low, high, meanDifference }) => [feature, signed(estimate), `${signed(low)} to ${signed(high)}`, signed(meanDifference)]);
  return ['    What the file seems to prefer between responses of equal length (log-odds for one standard deviation):', ...indented(textTable(preferenceColumns, rows)), ...rest(told.length - rows.length)];
}

const sliceColumns: readonly TableColumn[] = [
  { title: 'slice', align: 'left' },
  { title: 'pairs', align: 'right' },
  { title: 'wrong labels', align: 'left' },
  { title: 'agreement', align: 'left' },
];

function sliceLines({ slices }: FilePage): readonly string[] {
  if (slices.length === 0) return [];
  const rows = slices.slice(0, shownSlices).map(({ label, value, pairs, noiseRate, accuracy }) => [excerpt(`${label} = ${value}`, 60), String(pairs), noiseRate === null ? '–' : rateWords(noiseRate), accuracy === null ? '–' : share(accuracy)]);
  return ['    Slices:', ...indented(textTable(sliceColumns, rows)), ...rest(slices.length - rows.length)];
}

function indented(table: string): readonly string[] {
  return table.split('\n').map((line) => `      ${line}`);
}

function rest(count: number): readonly string[] {
  return count > 0 ? [`      … and ${String(count)} more`] : [];
}

function share({ estimate, low, high }: Interval): string {
  return `${percent(estimate)} (${percent(low)} to ${percent(high)})`;
}

/** The ends alone where the figure in the middle says no more than they do. */
function rateWords(rate: Interval): string {
  return isPreciseRate(rate) ? share(rate) : `${percent(rate.low)} to ${percent(rate.high)}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
