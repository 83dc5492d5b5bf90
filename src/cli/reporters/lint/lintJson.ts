import { findingCodes } from '../../../core/noise/findingCodes';
import type { LintRecord } from '../../../core/noise/lintRecord';
import type { PairVerdict } from '../../../core/noise/lintReport';
import type { LintedFile, LintReporter, PassedOver } from './lintedFile';

/** One JSON object for one file, `{ "files": […] }` for several; a finding a line, written as they come, so that no text is held whole. */
export class LintJson implements LintReporter {
  private files = 0;

  /** `maximal`: entries that each list may have. */
  constructor(
    private readonly isList: boolean,
    private readonly maximal: number,
  ) {}

  *add(linted: LintedFile): Generator<string> {
    if (this.isList) yield this.files === 0 ? '{\n"files": [\n' : ',\n';
    this.files++;
    yield* pieces(lintParts(linted, this.maximal));
  }

  *finish(passedOver: readonly PassedOver[]): Generator<string> {
    if (this.isList) yield `${this.files === 0 ? '{\n"files": []' : '\n]'},\n"passedOver": ${JSON.stringify(passedOver)}\n}\n`;
    else if (this.files > 0) yield '\n';
  }
}

type ListName = 'unreadable' | 'findings' | 'pairVerdicts';
/** A LintRecord whose lists need not be in memory. */
type LintParts = Readonly<Record<Exclude<keyof LintRecord, ListName>, unknown> & Record<ListName, Iterable<object>>>;

function lintParts({ file, source: { container }, report, models, beta, configuration, failures }: LintedFile, maximal: number): LintParts {
  const { rows, pairs, unreadable, findings, silenced, notKept, verdicts, page, pairVerdicts } = report;
  const { noiseRate, noiseRateReason, ...rest } = page;
  const judged = pairs - verdicts.fine;
  return {
    file,
    container: container.compression === null ? container.format : `${container.format}.gz`,
    rows,
    pairs,
    failures,
    verdicts,
    noiseRate,
    noiseRateReason,
    omitted: notKept + Math.max(0, findings.length - maximal) + Math.max(0, unreadable.length - maximal),
    silenced,
    omittedPairVerdicts: Math.max(0, judged - maximal),
    models: models.map(({ policyName, policyHash, referenceName, referenceHash, convention, precision, maxLength }) => ({ policyName, policyHash, referenceName, referenceHash, convention, precision, maxLength })),
    beta,
    configuration,
    page: rest,
    unreadable: unreadable.slice(0, maximal),
    findings: mapped(findings, maximal, (finding) => ({ ...finding, fixes: findingCodes[finding.code].fixes })),
    pairVerdicts: mapped(notFine(pairVerdicts), maximal, (verdict) => verdict),
  };
}

function* pieces(parts: LintParts): Generator<string> {
  const names = Object.keys(parts) as (keyof LintParts)[];
  for (const [index, name] of names.entries()) {
    yield `${index === 0 ? '{\n' : ',\n'}${JSON.stringify(name)}: `;
    if (name === 'unreadable' || name === 'findings' || name === 'pairVerdicts') yield* listed(parts[name]);
    else yield JSON.stringify(parts[name]);
  }
  yield '\n}';
}

function* listed(items: Iterable<object>): Generator<string> {
  let count = 0;
  for (const item of items) yield `${count++ === 0 ? '[\n' : ',\n'}${JSON.stringify(item)}`;
  yield count === 0 ? '[]' : '\n]';
}

function* mapped<From, To>(items: Iterable<From>, maximal: number, change: (item: From) => To): Generator<To> {
  let count = 0;
  for (const item of items) {
    if (count++ === maximal) return;
    yield change(item);
  }
}

function* notFine(verdicts: Iterable<PairVerdict>): Generator<PairVerdict> {
  for (const verdict of verdicts) if (verdict.verdict !== 'fine') yield verdict;
}
