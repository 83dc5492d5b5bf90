import type { DatasetReader } from '../../core/dataset/datasetReader';
import type { LintReport } from '../../core/noise/lintReport';
import { buildOverview } from '../../core/overview/buildOverview';
import type { OverviewFigures } from '../../core/overview/overviewFigures';
import type { CancellationSignal, ModelSetIdentity, RowSource } from '../../core/ports';
import type { DatasetReport, ReportProvenance } from '../../core/report/datasetReport';
import { reportedText } from '../../core/report/reportedText';
import { withoutLabelValues } from '../../core/report/withoutLabelValues';
import { inTurns } from '../lint/inTurns';
import { reportedCodes } from './reportedCodes';

const longestName = 200;

export interface DatasetReportOptions {
  /** Base name. */
  readonly file: string;
  readonly failures: readonly string[];
  readonly provenance: Omit<ReportProvenance, 'container' | 'schema'>;
  /** Findings that are shown of each code. */
  readonly worst: number;
  /** False: no text of the dataset gets into the report. */
  readonly withTexts: boolean;
  readonly signal?: CancellationSignal;
  readonly turn?: () => Promise<unknown>;
}

/** What a report of a linted dataset says. The same dataset and options give the same report. Rejects as `lintDataset` does when rows are read again. */
export async function datasetReport(source: RowSource, reader: DatasetReader, report: LintReport, options: DatasetReportOptions): Promise<DatasetReport> {
  const { failures, provenance, withTexts } = options;
  const file = reportedText(options.file, longestName);
  const figures = await inTurns(buildOverview({ file, models: modelsOf(provenance.models[0], provenance.beta), ...report, report }), options);
  const { container } = source;
  return {
    figures: withTexts ? figures : withoutLabelValues(figures),
    unreadable: report.unreadable.length,
    silenced: report.silenced,
    failures,
    codes: await reportedCodes(source, reader, report.findings, options),
    provenance: { ...provenance, container: container.compression === null ? container.format : `${container.format}.gz`, schema: reader.detection.schema },
  };
}

function modelsOf(identity: ModelSetIdentity | undefined, beta: number): OverviewFigures['models'] {
  if (identity === undefined) return null;
  const { policyName, policyHash, referenceName, referenceHash, convention, precision } = identity;
  return { policyName, policyHash, referenceName, referenceHash, convention, precision, beta };
}
