import type { DatasetReport } from '../core/report/datasetReport';
import { htmlDocument } from './html/htmlDocument';
import { HtmlParts } from './html/htmlParts';
import { PageElements } from './html/pageElement';
import { reportStyle } from './html/reportStyle';
import { reportSections, reportSummary } from './reportSections';

export interface ReportHtmlOptions {
  /** SHA-256 of a text, in base64: the page's policy allows its own stylesheet by hash, and nothing else. */
  readonly sha256: (text: string) => string;
}

/** One page that needs nothing beside it: pictures inside, no script, nothing from elsewhere. The same report gives the same text. */
export function reportHtml(report: DatasetReport, { sha256 }: ReportHtmlOptions): string {
  const elements = new PageElements(htmlDocument());
  const { document } = elements;
  const style = reportStyle();
  const title = report.figures.file;
  document.head.append(
    elements.of('meta', { charset: 'utf-8' }),
    elements.of('meta', { 'http-equiv': 'Content-Security-Policy', content: `default-src 'none'; style-src 'sha256-${sha256(style)}'; base-uri 'none'; form-action 'none'` }),
    elements.of('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    elements.of('meta', { name: 'generator', content: `Preflens ${report.provenance.version}` }),
    elements.of('title', {}, `${title} – Preflens report`),
    elements.of('style', {}, style),
  );
  const parts = new HtmlParts(elements);
  const sections = reportSections(report).map(({ title: heading, parts: all }, index) =>
    elements.of('section', { class: index === 0 && report.failures.length > 0 ? 'fails' : '' }, elements.of('h2', {}, heading), ...parts.all(all)),
  );
  const header = elements.of('header', {}, elements.of('h1', {}, elements.of('bdi', {}, title)), elements.of('p', { class: 'muted' }, reportSummary(report)));
  document.body.append(elements.of('main', {}, header, ...sections));
  return `<!DOCTYPE html>\n${document.documentElement.outerHTML}\n`;
}
