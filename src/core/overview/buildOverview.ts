import type { LintReport } from '../noise/lintReport';
import type { LabelColumn } from '../noise/page/fileCensus';
import type { Steps } from '../noise/steps';
import { hasKnown } from '../statistics/hasKnown';
import { calibrationFigures } from './calibrationFigures';
import { codeCounts } from './codeCounts';
import { displacementFigures } from './displacementFigures';
import { lengthFigures } from './lengthFigures';
import { marginFigures } from './marginFigures';
import type { MarginFigure, OverviewFigures } from './overviewFigures';
import type { PairColumns } from './pairColumns';
import { sliceMargins } from './sliceMargins';
import { unknownPage, unknownVerdicts } from './unknownPage';

/** What is known of a file: all of it once it was linted, or as much as there is while it is being scored. */
export interface OverviewSource {
  /** Base name. */
  readonly file: string;
  readonly rows: number;
  readonly pairs: number;
  /** Of a linted file those of the report. */
  readonly columns: PairColumns;
  /** Parallel to the columns; of a linted file those of the report. Empty while nobody has read the rows. */
  readonly labels: readonly LabelColumn[];
  /** Null while nothing is known of findings. */
  readonly report: Pick<LintReport, 'page' | 'verdicts' | 'findings' | 'ambiguousMargins'> | null;
  readonly models: OverviewFigures['models'];
}

/**
 * Everything that pictures and pages of a whole file show. For what `lintDataset` returns: `buildOverview({ file, models, ...report, report })`, run by `inTurns`.
 * Parts that nothing is known of are null or empty. The same source gives the same figures, bit for bit.
 */
export function* buildOverview({ file, rows, pairs, columns, labels, report, models }: OverviewSource): Steps<OverviewFigures> {
  const figure: MarginFigure = (yield* hasKnown(columns.rewardMargin)) ? 'rewardMargin' : 'likelihoodMargin';
  const margins = columns[figure];
  const page = report?.page ?? unknownPage;
  const marginPart = yield* marginFigures(margins, figure, figure === 'rewardMargin' ? (report?.ambiguousMargins ?? null) : null);
  return {
    file,
    rows,
    pairs,
    scored: marginPart?.scored ?? 0,
    margins: marginPart?.figures ?? null,
    displacement: yield* displacementFigures(columns, margins),
    lengths: yield* lengthFigures(columns.lengthDifference, margins),
    calibration: figure === 'rewardMargin' ? yield* calibrationFigures(labels, margins) : null,
    slices: marginPart ? yield* sliceMargins(labels, margins, marginPart.figures.histogram.edges, page) : [],
    page,
    verdicts: report?.verdicts ?? unknownVerdicts,
    codes: report ? yield* codeCounts(report.findings) : [],
    models,
  };
}
