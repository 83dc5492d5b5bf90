import type { Notification, Result, Run } from 'sarif';

import type { FilePage } from '../../../core/noise/lintReport';
import type { LintedFile, LintReporter, PassedOver } from './lintedFile';
import { sarifMessage } from './sarif/sarifMessage';
import { SarifResults } from './sarif/sarifResults';
import { sarifRules } from './sarif/sarifRules';
import { sourceRoot, SarifUris } from './sarif/sarifUris';

export interface LintSarifOptions {
  /** Results of the whole run; code scanning refuses more than 25,000. */
  readonly maximal: number;
  readonly version: string;
  /** The working folder. */
  readonly folder: string;
}

interface FileProperties {
  readonly file: string;
  readonly rows: number;
  readonly pairs: number;
  readonly verdicts: LintedFile['report']['verdicts'];
  readonly page: FilePage;
  readonly failures: readonly string[];
}

const levelOrder = ['error', 'warning', 'note'];

/** SARIF 2.1.0 for code scanning: one run over all files, the most severe results where there are too many. */
export class LintSarif implements LintReporter {
  private results: readonly Result[] = [];
  private omitted = 0;
  private readonly files: FileProperties[] = [];
  private readonly locations: { readonly file: string; readonly parts: readonly string[] }[] = [];
  private readonly uris: SarifUris;

  constructor(private readonly options: LintSarifOptions) {
    this.uris = new SarifUris(options.folder);
  }

  async *add(linted: LintedFile, signal: AbortSignal): AsyncGenerator<string> {
    const { file, report, source, failures } = linted;
    const { maximal } = this.options;
    const found = await new SarifResults(linted, this.uris).collect(maximal, signal);
    const ranked = [...this.results, ...found].sort((first, second) => levelOrder.indexOf(first.level ?? '') - levelOrder.indexOf(second.level ?? ''));
    const all = report.findings.length + report.notKept + report.unreadable.length;
    this.omitted += all - found.length + Math.max(0, ranked.length - maximal);
    this.results = ranked.slice(0, maximal);
    this.locations.push({ file, parts: source.container.files });
    this.files.push({ file, rows: report.rows, pairs: report.pairs, verdicts: report.verdicts, page: report.page, failures });
    yield* [];
  }

  *finish(passedOver: readonly PassedOver[]): Generator<string> {
    const { results, ...run } = this.run(passedOver);
    const [start, end] = halves({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ ...run, results: [] }] });
    yield start;
    for (const [index, result] of (results ?? []).entries()) yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(result)}`;
    yield `${end}\n`;
  }

  private run(passedOver: readonly PassedOver[]): Run {
    const { version } = this.options;
    const notifications = this.notifications(passedOver);
    return {
      tool: { driver: { name: 'Preflens', version, semanticVersion: version, informationUri: 'https://github.com/preflens/preflens', rules: [...sarifRules] } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { [sourceRoot]: { description: { text: 'The repository that holds the files, or the folder in which the command ran.' } } },
      artifacts: this.locations.flatMap(({ parts }) => parts.map((part) => ({ location: this.uris.of(part), roles: ['analysisTarget' as const] }))),
      invocations: [{ executionSuccessful: !passedOver.some(({ reason }) => reason === 'unreadable'), ...(notifications.length === 0 ? {} : { toolExecutionNotifications: notifications }) }],
      properties: { preflens: { files: this.files } },
      results: [...this.results],
    };
  }

  private notifications(passedOver: readonly PassedOver[]): Notification[] {
    const omitted = `${String(this.omitted)} findings are left out: at most ${String(this.options.maximal)} are listed, the most severe first. "preflens lint --format json" lists more.`;
    return [
      ...(this.omitted > 0 ? [{ level: 'warning' as const, message: sarifMessage(omitted) }] : []),
      ...this.files.flatMap(({ file, failures }) => failures.map((failure) => ({ level: 'note' as const, message: sarifMessage(`${file}: ${failure}`) }))),
      ...passedOver.map(({ file, reason, message }) => ({ level: reason === 'unreadable' ? ('error' as const) : ('note' as const), message: sarifMessage(`${file}: ${message}`) })),
    ];
  }
}

/** The text of a log before and behind its results, which are written one by one. */
function halves(log: object): readonly [string, string] {
  const text = JSON.stringify(log);
  const mark = '"results":[';
  const at = text.lastIndexOf(mark) + mark.length;
  return [text.slice(0, at), text.slice(at)];
}
