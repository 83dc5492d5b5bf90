import type { OverviewFigures } from '../../core/overview/overviewFigures';
import { coefficientRows } from '../../plots/coefficientRows';
import { numberText, signedText } from '../../plots/numberTexts';
import type { ReportSection } from '../reportPart';

const mostRows = 20;

/** What the chosen responses have more of, between responses of equal length. Null where no probe learned from the file. */
export function preferenceSection({ page: { preferences } }: OverviewFigures): ReportSection | null {
  if (preferences.length === 0) return null;
  const ranked = [...preferences].sort((first, second) => Math.abs(second.estimate) - Math.abs(first.estimate));
  const rows = ranked.slice(0, mostRows).map(({ feature, estimate, low, high, meanDifference }) => [feature, signedText(estimate), `${signedText(low)} to ${signedText(high)}`, numberText(meanDifference)]);
  return {
    title: 'What the file prefers',
    parts: [
      { kind: 'sentence', text: ['How much one standard deviation more of a feature raises the log-odds of being chosen between responses of equal length. An interval that holds zero says nothing.', ranked.length > mostRows ? ` The ${String(mostRows)} strongest of ${String(ranked.length)} features are listed.` : ''] },
      { kind: 'picture', draw: (options) => coefficientRows(preferences, options) },
      { kind: 'table', table: { caption: 'Preferences', columns: [{ title: 'Feature' }, { title: 'Effect', isNumber: true }, { title: '95 % interval', isNumber: true }, { title: 'Mean of chosen − rejected', isNumber: true }], rows } },
    ],
  };
}
