import type { DatasetReader } from '../core/dataset/datasetReader';
import type { PreferencePair, UnreadableRow } from '../core/dataset/preferencePair';
import type { ContentHashes } from '../core/edits/changeList/contentHashes';
import { defaultFindingSettings, severityOf, type FindingSettings } from '../core/noise/config/findingSettings';
import { EvidenceTable } from '../core/noise/evidence/evidenceTable';
import { TextFeatures } from '../core/noise/features/textFeatures';
import { textFeatureNames } from '../core/noise/features/textFeatureTable';
import type { Finding } from '../core/noise/finding';
import type { LintReport } from '../core/noise/lintReport';
import { FileCensus } from '../core/noise/page/fileCensus';
import { filePage, type ProbeFigures } from '../core/noise/page/filePage';
import { GroupNumbers } from '../core/noise/probe/groupNumbers';
import type { ProbeTrainer } from '../core/noise/probe/probeTrainer';
import { RowMatrix } from '../core/noise/probe/rowMatrix';
import { StructuralFindings } from '../core/noise/structuralFindings';
import { judgeEvidence } from '../core/noise/verdict/judgement';
import { judgePairs } from '../core/noise/verdict/judgePairs';
import { modelFindings, type RankedFinding } from '../core/noise/verdict/modelFindings';
import { PairTable } from '../core/noise/verdict/pairTable';
import { rankFindings } from '../core/noise/verdict/rankFindings';
import type { CancellationSignal, RowSource, Scorer, ScoreStore } from '../core/ports';
import type { ScoringSettings } from '../core/scoring/settings';
import type { LintProgress } from './lint/lintProgress';
import { probeEvidence } from './lint/probeEvidence';
import { readPairs } from './lint/readPairs';
import { scoreEvidence } from './lint/scoreEvidence';
import { StateMatrix } from './lint/stateMatrix';

export interface LintOptions {
  /** Shortens content keys; rows with equal hashes count as equal, so it should be a cryptographic one. */
  readonly hash: (text: string) => string;
  /** Those of the tables unless told. */
  readonly config?: FindingSettings;
  readonly silences?: ContentHashes;
  /** Model sets to ask; the first gives the figures, further ones are votes beside it. Without any, findings are structural. */
  readonly scorers?: readonly Scorer[];
  readonly settings?: ScoringSettings;
  /** Evaluations known from before: a run that was stopped goes on where it was. */
  readonly store?: ScoreStore;
  /** Probes that learn from the file's own labels: on text features, and with a model set on its states too. */
  readonly probe?: { readonly trainer: ProbeTrainer; readonly seed?: number };
  readonly signal?: CancellationSignal;
  readonly onProgress?: (progress: LintProgress) => void;
  /** Findings that need no model, as soon as the file is read: long before the models are done. */
  readonly onStructuralFindings?: (findings: readonly Finding[]) => void;
}

/**
 * Findings, verdicts and the page of a whole dataset. The same file, models and options give the same report. About 110 bytes a pair are held, besides
 * the findings themselves. Rejects with UnreadableFileError, FileChangedError, ModelRefusedError, ModelsReplacedError, or CancelledError when the signal is aborted.
 */
export async function lintDataset(source: RowSource, reader: DatasetReader, options: LintOptions): Promise<LintReport> {
  const settings = options.config ?? defaultFindingSettings;
  const survey = await surveyPairs(source, reader, options);
  const structural = withSettings(survey.structural, settings);
  options.onStructuralFindings?.(spoken(structural, options.silences));
  const { evidence, probe } = await gatherEvidence(source, reader, survey, options);
  options.onProgress?.({ phase: 'judging', rows: 0, totalRows: survey.rows });
  const judgement = evidence && judgeEvidence(evidence, survey.groups);
  const judged = { pairs: survey.pairs, evidence, judgement };
  const pairVerdicts = judgePairs(judged, survey.structural, settings);
  const all = rankFindings([...structural.map(certain), ...modelFindings(judged, pairVerdicts, settings)]);
  const findings = spoken(all, options.silences);
  return {
    rows: survey.rows,
    pairs: survey.pairs.length,
    unreadable: survey.unreadable,
    findings,
    silenced: survey.structural.length - structural.length + all.length - findings.length,
    verdicts: pairVerdicts.counts(),
    pairVerdicts,
    page: filePage(judged, survey.census, probe),
  };
}

interface Survey {
  readonly rows: number;
  readonly unreadable: readonly UnreadableRow[];
  readonly pairs: PairTable;
  readonly census: FileCensus;
  readonly structural: readonly Finding[];
  /** One number a prompt: pairs with equal numbers are not independent. */
  readonly groups: Uint32Array;
  /** Text features, chosen − rejected; null where no probe was asked for. */
  readonly text: Float32Array | null;
}

async function surveyPairs(source: RowSource, reader: DatasetReader, options: LintOptions): Promise<Survey> {
  const structural = new StructuralFindings(options.hash);
  const [pairs, census, groups] = [new PairTable(), new FileCensus(), new GroupNumbers(options.hash)];
  const text = options.probe && { features: new TextFeatures(), rows: new RowMatrix(textFeatureNames.length) };
  const add = (pair: PreferencePair) => {
    structural.add(pair);
    pairs.add(pair);
    census.add(pair);
    groups.add(pair.texts);
    text?.rows.add(text.features.difference(pair.texts));
    options.silences?.add(pair);
  };
  const { rows, unreadable } = await readPairs(source, reader, add, options);
  return { rows, unreadable, pairs, census, structural: structural.all(), groups: groups.all(), text: text?.rows.all() ?? null };
}

interface Gathered {
  /** Null where nobody was asked, or had anything to say. */
  readonly evidence: EvidenceTable | null;
  readonly probe: ProbeFigures;
}

async function gatherEvidence(source: RowSource, reader: DatasetReader, { rows, pairs, groups, text }: Survey, options: LintOptions): Promise<Gathered> {
  const evidence = new EvidenceTable(pairs.length);
  const states = options.probe && options.scorers?.[0] ? new StateMatrix(pairs.length) : null;
  await scoreEvidence(source, reader, { rows, pairs: pairs.length }, { evidence, states }, options);
  const controls = options.probe && {
    ...options.probe,
    seed: options.probe.seed ?? 1,
    signal: options.signal,
    onProgress: (share: number) => options.onProgress?.({ phase: 'probing', rows: Math.floor(share * rows), totalRows: rows }),
  };
  const probe = controls && text ? await probeEvidence({ text, states, groups }, evidence, controls) : { ceiling: null, preferences: [] };
  return { evidence: evidence.sources.length === 0 ? null : evidence, probe };
}

function withSettings(findings: readonly Finding[], settings: FindingSettings): readonly Finding[] {
  return findings.flatMap((finding) => {
    const severity = severityOf(settings, finding.code);
    return severity === null ? [] : [{ ...finding, severity }];
  });
}

function spoken(findings: readonly Finding[], silences: ContentHashes | undefined): readonly Finding[] {
  return findings.filter(({ row, code }) => silences?.isSilenced(row, code) !== true);
}

/** What stands in the texts needs no probability. */
function certain(finding: Finding): RankedFinding {
  return { finding, certainty: 1 };
}
