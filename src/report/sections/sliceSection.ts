import type { OverviewFigures } from '../../core/overview/overviewFigures';
import { reportedText } from '../../core/report/reportedText';
import { countText, percentInterval, rateText } from '../../plots/numberTexts';
import { sliceMultiples } from '../../plots/sliceMultiples';
import type { ReportPart, ReportSection, ReportText } from '../reportPart';

const mostRows = 40;
const longestValue = 80;

/** The same by source, model, annotator and what else the rows name. Null where they name nothing. */
export function sliceSection({ slices, page, margins }: OverviewFigures): ReportSection | null {
  if (page.slices.length === 0) return null;
  const rows = page.slices.slice(0, mostRows).map(({ label, value, pairs, noiseRate, accuracy }): ReportText[] => [
    { data: reportedText(label, longestValue) },
    { data: reportedText(value, longestValue) },
    countText(pairs),
    noiseRate === null ? '–' : rateText(noiseRate),
    accuracy === null ? '–' : percentInterval(accuracy),
  ]);
  const left = page.slices.length - rows.length;
  const clean = slices.map((slice) => ({ ...slice, label: reportedText(slice.label, longestValue), value: reportedText(slice.value, longestValue) }));
  const picture: ReportPart[] = margins === null || slices.length === 0 ? [] : [{ kind: 'picture', isWide: true, draw: (options) => sliceMultiples(clean, margins, options) }];
  return {
    title: 'Slices',
    parts: [
      { kind: 'sentence', text: [`Where the labels are worse than elsewhere.${left > 0 ? ` ${countText(left)} more slices are left out here.` : ''}`] },
      ...picture,
      { kind: 'table', table: { caption: 'Slices', columns: [{ title: 'Label' }, { title: 'Value' }, { title: 'Pairs', isNumber: true }, { title: 'Wrong labels', isNumber: true }, { title: 'Models agree', isNumber: true }], rows } },
    ],
  };
}
