import type { Finding } from '../../../core/noise/finding';
import { findingCodes, type FindingCode, type FindingSeverity } from '../../../core/noise/findingCodes';
import { excerpt } from '../../printable';
import { filePageLines } from './filePageLines';
import type { LintedFile, LintReporter, PassedOver } from './lintedFile';

const messageWidth = 300;

/** For people: findings grouped by code with the worst first, what is left out counted, and what is known of the file as a whole. */
export class LintText implements LintReporter {
  private readonly totals: Record<FindingSeverity, number> = { error: 0, warning: 0, information: 0 };
  private files = 0;
  private failed = 0;

  /** `maximal`: findings that are listed of a file. */
  constructor(private readonly maximal: number) {}

  *add(linted: LintedFile): Generator<string> {
    this.files++;
    if (linted.failures.length > 0) this.failed++;
    for (const { severity } of linted.report.findings) this.totals[severity]++;
    this.totals.error += linted.report.unreadable.length;
    yield [heading(linted), ...unreadableLines(linted, this.maximal), ...groupLines(linted.report.findings, this.maximal), ...filePageLines(linted), ...failureLines(linted.failures), '', ''].join('\n');
  }

  *finish(passedOver: readonly PassedOver[]): Generator<string> {
    for (const { file, message } of passedOver) yield `${excerpt(file, 200)} was passed over: ${excerpt(message, messageWidth)}\n`;
    const { error, warning, information } = this.totals;
    const verdict = this.failed === 0 ? 'passed' : `${String(this.failed)} failed`;
    yield `${counted(this.files, 'file')}: ${counted(error, 'error')}, ${counted(warning, 'warning')}, ${String(information)} information; ${verdict}\n`;
  }
}

function heading({ file, source: { container }, report: { rows, pairs } }: LintedFile): string {
  const packing = container.compression === null ? '' : '.gz';
  return `${excerpt(file, 200)} (${container.format}${packing}): ${counted(rows, 'row')}, ${counted(pairs, 'pair')}`;
}

interface Group {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly findings: Finding[];
}

const order: readonly FindingSeverity[] = ['error', 'warning', 'information'];

/** By severity, then by the rank of the first finding of the code. */
function groupsOf(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<FindingCode, Group>();
  for (const finding of findings) {
    const group = groups.get(finding.code) ?? { code: finding.code, severity: finding.severity, findings: [] };
    group.findings.push(finding);
    groups.set(finding.code, group);
  }
  return [...groups.values()].sort((first, second) => order.indexOf(first.severity) - order.indexOf(second.severity));
}

/** Every code is named with its count; the lines that may be shown are shared out, so that none crowds out the others. */
function groupLines(findings: readonly Finding[], maximal: number): readonly string[] {
  const groups = groupsOf(findings);
  const each = shareOf(groups.map(({ findings: all }) => all.length), maximal);
  return groups.flatMap(({ code, severity, findings: all }) => {
    const rest = all.length - each;
    return [
      '',
      `  ${severity}  ${code}  ${findingCodes[code].title} (${String(all.length)})`,
      ...all.slice(0, each).map((finding) => `    ${place(finding)}: ${excerpt(finding.message, messageWidth)}`),
      ...(rest > 0 ? [`    … and ${String(rest)} more`] : []),
    ];
  });
}

/** The most that each may have so that all together stay within a limit; what small ones leave goes to the others, and each has one at least. */
function shareOf(sizes: readonly number[], limit: number): number {
  let left = limit;
  const sorted = [...sizes].sort((first, second) => first - second);
  for (const [index, size] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (size > share) return Math.max(1, share);
    left -= size;
  }
  return Infinity;
}

/** `line 12`, with the pair where the row has several (1-based, as rows and lines are for people). */
function place({ row, line, pair }: Finding): string {
  return `${line > 0 ? `line ${String(line)}` : `row ${String(row)}`}${pair > 0 ? `, pair ${String(pair + 1)}` : ''}`;
}

function unreadableLines({ report: { unreadable } }: LintedFile, maximal: number): readonly string[] {
  if (unreadable.length === 0) return [];
  const shown = unreadable.slice(0, Math.min(maximal, 20)).map(({ row, line, column, code, reason }) => `    ${line > 0 ? `line ${String(line)}, column ${String(column)}` : `row ${String(row)}`}: ${excerpt(reason, messageWidth)} [${code}]`);
  const rest = unreadable.length - shown.length;
  return ['', `  error  Rows that cannot be read (${String(unreadable.length)})`, ...shown, ...(rest > 0 ? [`    … and ${String(rest)} more`] : [])];
}

function failureLines(failures: readonly string[]): readonly string[] {
  return failures.length === 0 ? [] : ['', ...failures.map((failure) => `  Failed: ${failure}`)];
}

function counted(count: number, name: string): string {
  return `${String(count)} ${name}${count === 1 ? '' : 's'}`;
}
