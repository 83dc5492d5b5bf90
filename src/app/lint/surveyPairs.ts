import type { DatasetReader } from '../../core/dataset/datasetReader';
import type { PreferencePair, ReadRow, UnreadableRow } from '../../core/dataset/preferencePair';
import type { ContentHashes } from '../../core/edits/changeList/contentHashes';
import type { FindingSettings } from '../../core/noise/config/findingSettings';
import { TextFeatures } from '../../core/noise/features/textFeatures';
import { textFeatureNames } from '../../core/noise/features/textFeatureTable';
import type { Finding } from '../../core/noise/finding';
import { FileCensus } from '../../core/noise/page/fileCensus';
import { GroupNumbers } from '../../core/noise/probe/groupNumbers';
import { RowMatrix } from '../../core/noise/probe/rowMatrix';
import type { ReviewedPairs } from '../../core/noise/review/reviewedPairs';
import { loadTextLibraries } from '../../core/noise/structural/textLibraries';
import { StructuralFindings } from '../../core/noise/structuralFindings';
import { PairTable } from '../../core/noise/verdict/pairTable';
import type { RowSource } from '../../core/ports';
import { readRows, type ReadRowsOptions } from './readRows';

export interface SurveyOptions extends ReadRowsOptions {
  readonly hash: (text: string) => string;
  /** Which findings are looked for, and where they begin. */
  readonly config?: FindingSettings | undefined;
  readonly silences?: ContentHashes | undefined;
  readonly reviews?: ReviewedPairs | undefined;
  /** Given where text features are wanted. */
  readonly probe?: object | undefined;
}

/** What a file says of itself, without any model. */
export interface Survey {
  readonly rows: number;
  readonly unreadable: readonly UnreadableRow[];
  readonly pairs: PairTable;
  readonly census: FileCensus;
  readonly structural: readonly Finding[];
  /** Findings for information that there are beyond those. */
  readonly notKept: number;
  /** One number a prompt: pairs with equal numbers are not independent. */
  readonly groups: Uint32Array;
  /** Text features, chosen − rejected; null where no probe was asked for. */
  readonly text: Float32Array | null;
}

/** Reads all pairs once. Rejects as lintDataset does. */
export async function surveyPairs(source: RowSource, reader: DatasetReader, options: SurveyOptions): Promise<Survey> {
  const structural = new StructuralFindings(options.hash, options.config, await loadTextLibraries());
  const [pairs, census, groups] = [new PairTable(), new FileCensus(), new GroupNumbers(options.hash)];
  const text = options.probe && { features: new TextFeatures(), rows: new RowMatrix(textFeatureNames.length) };
  const add = (pair: PreferencePair) => {
    structural.add(pair);
    pairs.add(pair);
    census.add(pair);
    groups.add(pair.texts);
    text?.rows.add(text.features.difference(pair.texts));
    options.silences?.add(pair);
    options.reviews?.add(pair);
  };
  const addRow = (row: ReadRow) => {
    structural.addTies(row);
    row.pairs.forEach(add);
  };
  const { rows, unreadable } = await readRows(source, reader, addRow, options);
  return { rows, unreadable, pairs, census, structural: structural.all(), notKept: structural.notKept, groups: groups.all(), text: text?.rows.all() ?? null };
}
