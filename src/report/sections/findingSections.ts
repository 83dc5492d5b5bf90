import type { DatasetReport, ReportedCode, ReportedFinding } from '../../core/report/datasetReport';
import { codeBars } from '../../plots/codeBars';
import { countText } from '../../plots/numberTexts';
import type { ReportExample, ReportPart, ReportSection } from '../reportPart';

/** Every code that was found, with what it means and its worst pairs. */
export function findingSections({ codes, figures }: DatasetReport): ReportSection {
  if (codes.length === 0) return { title: 'Findings', parts: [{ kind: 'sentence', text: ['Nothing was found.'] }] };
  const most = Math.max(...codes.map(({ count }) => count));
  const rows = codes.map(({ title, code, severity, count }) => [title, { data: code }, severity, countText(count), count / most]);
  const overview: ReportPart[] = figures.codes.length === 0 ? [] : [{ kind: 'picture', draw: (options) => codeBars(figures.codes, options) }];
  return {
    title: 'Findings',
    parts: [
      ...overview,
      { kind: 'table', table: { caption: 'Findings by code', columns: [{ title: 'Finding' }, { title: 'Code' }, { title: 'Severity' }, { title: 'Count', isNumber: true }, { title: '', isBar: true }], rows } },
      ...codes.map(examples),
    ],
  };
}

function examples({ title, severity, explanation, count, worst }: ReportedCode): ReportPart {
  return { kind: 'examples', title: `${title} (${severity}, ${countText(count)})`, explanation, examples: worst.map(example), left: count - worst.length };
}

function example({ row, line, pair, message, texts }: ReportedFinding): ReportExample {
  const place = `${line > 0 ? `Line ${countText(line)}` : `Row ${countText(row + 1)}`}${pair > 0 ? `, pair ${countText(pair + 1)}` : ''}`;
  const named = texts === null ? [] : [{ name: 'Prompt', text: texts.prompt }, { name: 'Chosen', text: texts.chosen }, { name: 'Rejected', text: texts.rejected }];
  return { place, message, texts: named };
}
