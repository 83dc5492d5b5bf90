import type { LengthFigures, OverviewFigures } from '../../core/overview/overviewFigures';
import { lengthAccuracy, lengthMargins } from '../../plots/lengthBias';
import { countText, numberText, percentInterval, signedText } from '../../plots/numberTexts';
import type { ReportPart, ReportSection } from '../reportPart';

/** Whether the longer response wins, and how the margins follow length. */
export function lengthSection({ page: { lengthBias }, lengths }: OverviewFigures): ReportSection | null {
  if (lengthBias === null) return null;
  const { longerWins, accuracy, lengthControlledAccuracy: controlled } = lengthBias;
  const models = accuracy === null ? '' : ` The models agree with ${percentInterval(accuracy)} of the labels${controlled === null ? '' : `, and at equal length with ${percentInterval(controlled)}`}.`;
  const parts: ReportPart[] = [{ kind: 'sentence', text: [`The chosen response is the longer one in ${percentInterval(longerWins)} of the pairs; without a bias it would be 50\u00a0%.${models}`] }];
  return { title: 'Length', parts: lengths === null ? parts : [...parts, ...pictures(lengths)] };
}

function pictures(lengths: LengthFigures): ReportPart[] {
  const rows = lengths.bins.map(({ low, high, pairs, accuracy, medianMargin }) => [`${numberText(low)} to ${numberText(high)}`, countText(pairs), percentInterval(accuracy), signedText(medianMargin), accuracy.estimate]);
  return [
    { kind: 'picture', draw: (options) => lengthAccuracy(lengths, options) },
    { kind: 'picture', draw: (options) => lengthMargins(lengths, options) },
    {
      kind: 'table',
      table: {
        caption: 'Margins by length difference in tokens (chosen − rejected)',
        columns: [{ title: 'Length difference', isNumber: true }, { title: 'Pairs', isNumber: true }, { title: 'Margin above zero', isNumber: true }, { title: 'Median margin', isNumber: true }, { title: '', isBar: true }],
        rows,
      },
    },
  ];
}
