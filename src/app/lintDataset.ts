import type { DatasetReader } from '../core/dataset/datasetReader';
import type { ContentHashes } from '../core/edits/changeList/contentHashes';
import { defaultFindingSettings, severityOf, type FindingSettings } from '../core/noise/config/findingSettings';
import type { Finding } from '../core/noise/finding';
import type { LintReport } from '../core/noise/lintReport';
import { lengthDifferences } from '../core/noise/evidence/lengthParts';
import { filePage } from '../core/noise/page/filePage';
import { PromptGroups } from '../core/noise/page/promptGroups';
import type { ProbeTrainer } from '../core/noise/probe/probeTrainer';
import type { ReviewedPairs } from '../core/noise/review/reviewedPairs';
import { judgeEvidence } from '../core/noise/verdict/judgement';
import { judgePairs } from '../core/noise/verdict/judgePairs';
import { modelFindings, type RankedFinding } from '../core/noise/verdict/modelFindings';
import { rankFindings } from '../core/noise/verdict/rankFindings';
import { ambiguousMargins } from '../core/overview/ambiguousMargins';
import { judgedColumns } from '../core/overview/judgedColumns';
import type { CancellationSignal, RowSource, Scorer, ScoreStore } from '../core/ports';
import type { ScoringSettings } from '../core/scoring/settings';
import { gatherEvidence } from './lint/gatherEvidence';
import { inTurns } from './lint/inTurns';
import type { LintProgress } from './lint/lintProgress';
import { surveyPairs } from './lint/surveyPairs';

export interface LintOptions {
  /** Shortens content keys; rows with equal hashes count as equal, so it should be a cryptographic one. */
  readonly hash: (text: string) => string;
  /** Those of the tables unless told. */
  readonly config?: FindingSettings;
  readonly silences?: ContentHashes;
  /** What people said of pairs: the audited rate comes of it, and labels that they vouched for help to judge the others. */
  readonly reviews?: ReviewedPairs;
  /** Model sets to ask; the first gives the figures, further ones are votes beside it. Without any, findings are structural. */
  readonly scorers?: readonly Scorer[];
  readonly settings?: ScoringSettings;
  /** Evaluations known from before: a run that was stopped goes on where it was. */
  readonly store?: ScoreStore;
  /** Probes that learn from the file's own labels: on text features, and with a model set on its states too. */
  readonly probe?: { readonly trainer: ProbeTrainer; readonly seed?: number; /** False: on text features alone, so that models whose states are not kept yet are not asked for them. */ readonly states?: boolean };
  readonly signal?: CancellationSignal;
  /** Lets others have the thread while evidence is judged, such as setImmediate of Node. */
  readonly turn?: () => Promise<unknown>;
  readonly onProgress?: (progress: LintProgress) => void;
  /** Findings that need no model, as soon as the file is read: long before the models are done. */
  readonly onStructuralFindings?: (findings: readonly Finding[]) => void;
}

/**
 * Findings, verdicts and the page of a whole dataset. The same file, models and options give the same report. About 170 bytes a pair are held, besides
 * the findings themselves. Rejects with UnreadableFileError, FileChangedError, ModelRefusedError, ModelsReplacedError, or CancelledError when the signal is aborted.
 */
export async function lintDataset(source: RowSource, reader: DatasetReader, options: LintOptions): Promise<LintReport> {
  const settings = options.config ?? defaultFindingSettings;
  const survey = await surveyPairs(source, reader, options);
  const structural = withSettings(survey.structural, settings);
  options.onStructuralFindings?.(spoken(structural, options.silences));
  const { evidence, probe, truncation, notKept } = await gatherEvidence(source, reader, survey, options);
  evidence?.setReviewed(options.reviews?.labels() ?? null);
  options.onProgress?.({ phase: 'judging', rows: 0, totalRows: survey.rows });
  const judgement = evidence && (await inTurns(judgeEvidence(evidence, survey.groups, lengthDifferences(survey.pairs)), options));
  const judged = { pairs: survey.pairs, evidence, judgement };
  const pairVerdicts = await inTurns(judgePairs(judged, [...survey.structural, ...truncation], settings), options);
  const byModels = await inTurns(modelFindings(judged, pairVerdicts, settings), options);
  const all = await inTurns(rankFindings([...structural.map(certain), ...truncation.map(certain), ...byModels]), options);
  const findings = spoken(all, options.silences);
  const columns = await inTurns(judgedColumns(judged, pairVerdicts), options);
  return {
    rows: survey.rows,
    pairs: survey.pairs.length,
    unreadable: survey.unreadable,
    findings,
    silenced: survey.structural.length - structural.length + all.length - findings.length,
    notKept: survey.notKept + notKept,
    verdicts: pairVerdicts.counts(),
    pairVerdicts,
    promptGroups: new PromptGroups(survey.pairs, survey.groups),
    page: { ...(await inTurns(filePage(judged, survey.census, probe), options)), auditedRate: options.reviews?.auditedRate() ?? null },
    columns,
    labels: survey.census.columns(),
    ambiguousMargins: await inTurns(ambiguousMargins(judgement, columns.rewardMargin, settings.thresholds), options),
  };
}

function withSettings(findings: readonly Finding[], settings: FindingSettings): readonly Finding[] {
  return findings.flatMap((finding) => {
    const severity = severityOf(settings, finding.code);
    return severity === null ? [] : [{ ...finding, severity }];
  });
}

function spoken(findings: readonly Finding[], silences: ContentHashes | undefined): readonly Finding[] {
  return findings.filter((finding) => silences?.isSilenced(finding) !== true);
}

/** What stands in the texts needs no probability. */
function certain(finding: Finding): RankedFinding {
  return { finding, certainty: 1 };
}
