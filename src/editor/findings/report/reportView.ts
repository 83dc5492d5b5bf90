import path from 'node:path';

import { findingCodes } from '../../../core/noise/findingCodes';
import { evidenceNames, verdictNames } from '../../../core/noise/lintReport';
import type { IntervalView, ReportView } from '../../../shared/reportProtocol';
import type { FileFindings } from '../fileFindings';
import { findingGroups, wholeView } from '../tree/findingGroups';

/** Slices by many values of many columns are listed by the command line. */
const shownSlices = 60;
const shownPreferences = 40;

/** The report of a file as its page takes it. */
export function reportView({ uri, report, hasModels }: FileFindings, isLooking: boolean): ReportView {
  const { rows, pairs, silenced, verdicts, page } = report;
  const { noiseRate, noiseRateBySource, ceiling, agreement, lengthBias, preferences, slices } = page;
  return {
    file: path.basename(uri.fsPath),
    rows,
    pairs,
    hasModels,
    isLooking,
    silenced,
    verdicts: verdictNames.map((verdict) => ({ verdict, pairs: verdicts[verdict] })),
    noiseRate: noiseRate && interval(noiseRate),
    noiseRateBySource: evidenceNames.flatMap((source) => {
      const rate = noiseRateBySource[source];
      return rate === undefined ? [] : [{ source, rate: interval(rate) }];
    }),
    ceiling: ceiling && interval(ceiling),
    agreement: agreement.map(({ first, second, kappa, pairs: both }) => ({ first, second, kappa, pairs: both })),
    lengthBias: lengthBias && {
      longerWins: interval(lengthBias.longerWins),
      accuracy: lengthBias.accuracy && interval(lengthBias.accuracy),
      lengthControlledAccuracy: lengthBias.lengthControlledAccuracy && interval(lengthBias.lengthControlledAccuracy),
    },
    preferences: preferences.slice(0, shownPreferences).map(({ feature, estimate, low, high, meanDifference }) => ({ feature, estimate, low, high, meanDifference })),
    slices: slices.slice(0, shownSlices).map((slice) => ({ label: slice.label, value: slice.value, pairs: slice.pairs, noiseRate: slice.noiseRate && interval(slice.noiseRate), accuracy: slice.accuracy && interval(slice.accuracy) })),
    sliceCount: slices.length,
    codes: findingGroups(report.findings, wholeView).map(({ code, severity, findings }) => ({ code, severity, count: findings.length, title: findingCodes[code].title, explanation: findingCodes[code].explanation })),
  };
}

function interval({ estimate, low, high }: IntervalView): IntervalView {
  return { estimate, low, high };
}
