import type { DatasetReport } from '../core/report/datasetReport';
import { counted, countText } from '../plots/numberTexts';
import { findingSections } from './sections/findingSections';
import { labelSection } from './sections/labelSection';
import { lengthSection } from './sections/lengthSection';
import { marginSection } from './sections/marginSection';
import { preferenceSection } from './sections/preferenceSection';
import { provenanceSection } from './sections/provenanceSection';
import { sliceSection } from './sections/sliceSection';
import type { ReportPart, ReportSection } from './reportPart';

/** What a report says, in reading order, for any format. */
export function reportSections(report: DatasetReport): readonly ReportSection[] {
  const { figures } = report;
  const sections = [
    limitsSection(report),
    labelSection(figures),
    marginSection(figures),
    lengthSection(figures),
    preferenceSection(figures),
    sliceSection(figures),
    findingSections(report),
    provenanceSection(report),
  ];
  return sections.filter((section) => section !== null);
}

/** The one line under the title. */
export function reportSummary({ figures: { rows, pairs, scored }, unreadable, silenced, codes }: DatasetReport): string {
  const findings = codes.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    counted(rows, 'row', 'rows'),
    counted(pairs, 'pair', 'pairs'),
    scored === 0 ? 'none scored' : `${countText(scored)} scored`,
    counted(findings, 'finding', 'findings'),
    ...(unreadable === 0 ? [] : [counted(unreadable, 'row that cannot be read', 'rows that cannot be read')]),
    ...(silenced === 0 ? [] : [`${countText(silenced)} silenced`]),
  ];
  return `${parts.join(', ')}.`;
}

function limitsSection({ failures }: DatasetReport): ReportSection {
  const parts: ReportPart[] = failures.length === 0 ? [{ kind: 'sentence', text: ['The file passes the limits that were set for it.'] }] : [{ kind: 'list', items: failures }];
  return { title: failures.length === 0 ? 'The file passes' : 'The file does not pass', parts };
}
