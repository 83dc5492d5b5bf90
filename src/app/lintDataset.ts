import type { DatasetReader } from '../core/dataset/datasetReader';
import type { UnreadableRow } from '../core/dataset/preferencePair';
import { RecentPlaces } from '../core/dataset/rowPlaces';
import type { ContentHashes } from '../core/edits/changeList/contentHashes';
import { CancelledError } from '../core/errors';
import type { Finding } from '../core/noise/finding';
import { defaultFindingSettings, severityOf, type FindingSettings } from '../core/noise/config/findingSettings';
import { emptyFilePage } from '../core/noise/emptyFilePage';
import type { LintReport } from '../core/noise/lintReport';
import { StructuralFindings } from '../core/noise/structuralFindings';
import { PairTable } from '../core/noise/verdict/pairTable';
import { structuralVerdicts } from '../core/noise/verdict/structuralVerdicts';
import type { CancellationSignal, RowSource, Scorer, ScoreStore } from '../core/ports';
import type { ScoringSettings } from '../core/scoring/settings';

/** What linting is at. `rows` counts those that the phase is done with; how many there are is known after `reading`. */
export interface LintProgress {
  readonly phase: 'reading' | 'scoring' | 'probing' | 'judging';
  readonly rows: number;
  readonly totalRows: number | null;
}

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
  readonly signal?: CancellationSignal;
  readonly onProgress?: (progress: LintProgress) => void;
  /** Findings that need no model, as soon as the file is read: long before the models are done. */
  readonly onStructuralFindings?: (findings: readonly Finding[]) => void;
}

/**
 * Findings, verdicts and the page of a whole dataset. The same file, models and options give the same report. Rejects with UnreadableFileError,
 * FileChangedError, ModelRefusedError, ModelsReplacedError, or CancelledError when the signal is aborted.
 */
export async function lintDataset(source: RowSource, reader: DatasetReader, options: LintOptions): Promise<LintReport> {
  const survey = await readPairs(source, reader, options);
  const all = withSettings(survey.structural.all(), options.config ?? defaultFindingSettings);
  const findings = all.filter(({ row, code }) => options.silences?.isSilenced(row, code) !== true);
  options.onStructuralFindings?.(findings);
  const pairVerdicts = structuralVerdicts(survey.pairs, survey.structural.all());
  return {
    rows: survey.rows,
    pairs: survey.pairs.length,
    unreadable: survey.unreadable,
    findings,
    silenced: survey.structural.all().length - findings.length,
    verdicts: pairVerdicts.counts(),
    pairVerdicts,
    page: emptyFilePage,
  };
}

interface Survey {
  readonly rows: number;
  readonly unreadable: readonly UnreadableRow[];
  readonly pairs: PairTable;
  readonly structural: StructuralFindings;
}

async function readPairs(source: RowSource, reader: DatasetReader, { hash, silences, signal, onProgress }: LintOptions): Promise<Survey> {
  const structural = new StructuralFindings(hash);
  const pairs = new PairTable();
  const unreadable: UnreadableRow[] = [];
  const places = new RecentPlaces();
  let rows = 0;
  for await (const locations of source.locate(signal)) {
    for (const location of locations) {
      if (signal?.aborted === true) throw new CancelledError('Linting was stopped.');
      const row = await reader.read(source, location, places.at);
      places.add(location);
      rows++;
      if (row.kind === 'unreadable') unreadable.push(row.unreadable);
      for (const pair of row.kind === 'read' ? row.pairs : []) {
        structural.add(pair);
        pairs.add(pair);
        silences?.add(pair);
      }
    }
    onProgress?.({ phase: 'reading', rows, totalRows: null });
  }
  if (signal?.aborted === true) throw new CancelledError('Linting was stopped.');
  return { rows, unreadable, pairs, structural };
}

function withSettings(findings: readonly Finding[], settings: FindingSettings): readonly Finding[] {
  return findings.flatMap((finding) => {
    const severity = severityOf(settings, finding.code);
    return severity === null ? [] : [{ ...finding, severity }];
  });
}
