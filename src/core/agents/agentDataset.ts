import type { DatasetReader } from '../dataset/datasetReader';
import type { ContentHashes } from '../edits/changeList/contentHashes';
import type { FindingSettings } from '../noise/config/findingSettings';
import type { RowSource } from '../ports';
import type { ScoringSettings } from '../scoring/settings';

/** A dataset as the tools read it; whoever opened it closes the source. */
export interface AgentDataset {
  /** As answers name it. */
  readonly file: string;
  readonly source: RowSource;
  readonly reader: DatasetReader;
  readonly silences: ContentHashes;
  readonly findings: FindingSettings;
  /** The configuration files that counted. */
  readonly configuration: readonly string[];
  readonly settings: ScoringSettings;
  /** Changes whenever the file does, or how it is read, which findings are wanted of it, or which are silenced: a report of another version is none of this one. */
  readonly version: string;
  /** What the reader of the answer should know of how it was opened, one sentence each. */
  readonly remarks: readonly string[];
}
