import type { DatasetReader } from '../../core/dataset/datasetReader';
import { EvidenceTable } from '../../core/noise/evidence/evidenceTable';
import { defaultFindingSettings, type FindingSettings } from '../../core/noise/config/findingSettings';
import type { Finding } from '../../core/noise/finding';
import { FindingCollector } from '../../core/noise/structural/findingCollector';
import type { ProbeFigures } from '../../core/noise/page/filePage';
import type { ProbeTrainer } from '../../core/noise/probe/probeTrainer';
import type { RowSource } from '../../core/ports';
import { probeEvidence } from './probeEvidence';
import { scoreEvidence, type ScoreEvidenceOptions } from './scoreEvidence';
import { StateMatrix } from './stateMatrix';
import type { Survey } from './surveyPairs';

export interface EvidenceOptions extends ScoreEvidenceOptions {
  /** Which findings of truncation are wanted. */
  readonly config?: FindingSettings | undefined;
  /** Probes that learn from the file's own labels: on text features, and with a model set on its states too. */
  readonly probe?: { readonly trainer: ProbeTrainer; readonly seed?: number; /** False: on text features alone, so that models whose states are not kept yet are not asked for them. */ readonly states?: boolean } | undefined;
}

export interface Gathered {
  /** Null where nobody was asked, or had anything to say. */
  readonly evidence: EvidenceTable | null;
  readonly probe: ProbeFigures;
  /** What the maximal length cuts off, by the first model set's tokenizer, in file order; none without models. */
  readonly truncation: readonly Finding[];
  /** Findings of truncation for information that there are beyond those. */
  readonly notKept: number;
}

/** Asks models and probes. Rejects as lintDataset does. */
export async function gatherEvidence(source: RowSource, reader: DatasetReader, { rows, pairs, groups, text }: Survey, options: EvidenceOptions): Promise<Gathered> {
  const evidence = new EvidenceTable(pairs.length);
  const states = options.probe && options.probe.states !== false && options.scorers?.[0] ? new StateMatrix(pairs.length) : null;
  const truncation = new FindingCollector(options.config ?? defaultFindingSettings);
  await scoreEvidence(source, reader, { rows, pairs: pairs.length }, { evidence, states, truncation }, options);
  const controls = options.probe && {
    ...options.probe,
    seed: options.probe.seed ?? 1,
    signal: options.signal,
    onProgress: (share: number) => options.onProgress?.({ phase: 'probing', rows: Math.floor(share * rows), totalRows: rows }),
  };
  const probe = controls && text ? await probeEvidence({ text, states, groups }, evidence, controls) : { ceiling: null, preferences: [] };
  return { evidence: evidence.sources.length === 0 ? null : evidence, probe, truncation: truncation.findings, notKept: truncation.notKept };
}
