import { UsageError } from '../../usageError';
import type { LintFlags } from '../lint/lintFlags';
import { wholeNumberFlag } from '../scoreOptions';

/** `preflens report`, as commander hands it over. What is not given is left to the configuration. */
export interface ReportFlags extends Omit<LintFlags, 'format' | 'codes' | 'maxFindings'> {
  readonly format?: string;
  readonly worst: string;
  /** False with --no-texts. */
  readonly texts: boolean;
  readonly date?: string;
}

export type ReportFormat = 'html' | 'markdown';

/** By the flag, else by the name of the output; Markdown where there is no file, since it can be read on a terminal and added to a job's summary. */
export function reportFormat({ format, out = '' }: Pick<ReportFlags, 'format' | 'out'>): ReportFormat {
  if (format !== undefined) {
    if (format !== 'html' && format !== 'markdown') throw new UsageError(`--format takes html or markdown, not "${format}".`);
    return format;
  }
  if (/\.html?$/i.test(out)) return 'html';
  if (out === '' || /\.(md|markdown)$/i.test(out)) return 'markdown';
  throw new UsageError(`--out "${out}" says no format; end it in .html or .md, or give --format html or --format markdown.`);
}

const mostWorst = 50;

/** Findings shown of each code. Throws UsageError. */
export function worstFlag({ worst }: Pick<ReportFlags, 'worst'>): number {
  const number = wholeNumberFlag('worst', worst, 0);
  if (number > mostWorst) throw new UsageError(`--worst takes at most ${String(mostWorst)}; a report with more could not be attached to anything. "preflens lint --format json" lists all findings.`);
  return number;
}

/** A date as it is to stand in the report; null leaves it out. */
export function dateFlag({ date }: Pick<ReportFlags, 'date'>): string | null {
  if (date === undefined) return null;
  if (!/^\d{4}-\d{2}-\d{2}([T ][0-9:.+Z-]{1,30})?$/.test(date) || Number.isNaN(Date.parse(date.slice(0, 10)))) throw new UsageError(`--date takes a date such as 2025-06-30, not "${date}".`);
  return date;
}
