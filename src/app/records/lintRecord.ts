import { findingCodes } from '../../core/noise/findingCodes';
import type { LintRecord } from '../../core/noise/lintRecord';
import type { LintReport, PairVerdict } from '../../core/noise/lintReport';
import type { ModelSetIdentity, RowSource } from '../../core/ports';
import { containerName } from './containerName';

/** What linting a file came to, and by which means. */
export interface LintedDataset {
  /** As it was named. */
  readonly file: string;
  readonly source: Pick<RowSource, 'container'>;
  readonly report: LintReport;
  /** Models that were asked; empty: structural findings only. */
  readonly models: readonly ModelSetIdentity[];
  readonly beta: number;
  readonly configuration: readonly string[];
  /** Why the file fails, one plain sentence each. */
  readonly failures: readonly string[];
}

type ListName = 'unreadable' | 'findings' | 'pairVerdicts';
/** A LintRecord whose lists need not be in memory. */
export type LintParts = Readonly<Omit<LintRecord, ListName>> & { readonly [Name in ListName]: Iterable<LintRecord[Name][number]> };

/** The record of `preflens lint`, each of its lists with at most `maximal` entries. */
export function lintParts({ file, source, report, models, beta, configuration, failures }: LintedDataset, maximal: number): LintParts {
  const { rows, pairs, unreadable, findings, silenced, notKept, verdicts, page, pairVerdicts } = report;
  const { noiseRate, noiseRateReason, auditedRate, ...rest } = page;
  const judged = pairs - verdicts.fine;
  return {
    file,
    container: containerName(source.container),
    rows,
    pairs,
    failures: [...failures],
    verdicts,
    noiseRate,
    noiseRateReason,
    auditedRate,
    omitted: notKept + Math.max(0, findings.length - maximal) + Math.max(0, unreadable.length - maximal),
    silenced,
    omittedPairVerdicts: Math.max(0, judged - maximal),
    models: models.map(({ policyName, policyHash, referenceName, referenceHash, convention, precision, maxLength }) => ({ policyName, policyHash, referenceName, referenceHash, convention, precision, maxLength })),
    beta,
    configuration: [...configuration],
    page: rest as LintRecord['page'],
    unreadable: unreadable.slice(0, maximal),
    findings: mapped(findings, maximal, (finding) => ({ ...finding, fixes: [...findingCodes[finding.code].fixes] })),
    pairVerdicts: mapped(notFine(pairVerdicts), maximal, (verdict) => ({ ...verdict, evidence: [...verdict.evidence] })),
  };
}

/** The same as one object. */
export function lintRecordOf(linted: LintedDataset, maximal: number): LintRecord {
  const { unreadable, findings, pairVerdicts, ...rest } = lintParts(linted, maximal);
  return { ...rest, unreadable: [...unreadable], findings: [...findings], pairVerdicts: [...pairVerdicts] };
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
