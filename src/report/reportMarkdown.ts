import type { DatasetReport } from '../core/report/datasetReport';
import { countText } from '../plots/numberTexts';
import { htmlDocument } from './html/htmlDocument';
import { markdownCell, markdownCode, markdownText } from './markdown/markdownText';
import { textBar } from './markdown/textBar';
import type { DrawPicture, ReportExample, ReportPart, ReportTable } from './reportPart';
import { reportSections, reportSummary } from './reportSections';

/**
 * The report as GitHub's Markdown. Its pictures are bars of text: a pull request, a comment and a job's summary show no SVG that does not lie in a repository already,
 * and text shows everywhere, in a terminal too.
 */
export function reportMarkdown(report: DatasetReport): string {
  const sections = reportSections(report).map(({ title, parts }) => [`## ${markdownText(title)}`, ...parts.flatMap(blocksOf)].join('\n\n'));
  return `${[`# ${markdownCode(report.figures.file)}`, markdownText(reportSummary(report)), ...sections].join('\n\n')}\n`;
}

function blocksOf(part: ReportPart): readonly string[] {
  switch (part.kind) {
    case 'sentence':
      return [part.text.map(markdownCell).join('')];
    case 'list':
      return [part.items.map((item) => `- ${markdownText(item)}`).join('\n')];
    case 'picture':
      // What it shows is in the tables; what it says stands here.
      return [markdownText(descriptionOf(part.draw))];
    case 'table':
      return [table(part.table)];
    case 'examples':
      return examples(part);
  }
}

function descriptionOf(draw: DrawPicture): string {
  return draw({ document: htmlDocument(), width: 600, id: 'picture' }).svg.querySelector('desc')?.textContent ?? '';
}

function table({ caption, columns, rows }: ReportTable): string {
  const head = `| ${columns.map(({ title }) => markdownText(title)).join(' | ')} |`;
  const rule = `|${columns.map(({ isNumber }) => (isNumber === true ? ' ---: ' : ' --- ')).join('|')}|`;
  const body = rows.map((cells) => `| ${cells.map((cell) => (typeof cell === 'number' ? textBar(cell) : markdownCell(cell))).join(' | ')} |`);
  return `**${markdownText(caption)}**\n\n${[head, rule, ...body].join('\n')}`;
}

function examples({ title, explanation, examples: shown, left }: Extract<ReportPart, { kind: 'examples' }>): readonly string[] {
  const more = left > 0 ? [`And ${countText(left)} more.`] : [];
  return [`### ${markdownText(title)}`, markdownText(explanation), ...(shown.length > 0 ? [shown.map(example).join('\n')] : []), ...more];
}

function example({ place, message, texts }: ReportExample): string {
  return [`- **${place}**: ${markdownText(message)}`, ...texts.map(({ name, text }) => `  - ${name}: ${markdownCode(text)}`)].join('\n');
}
