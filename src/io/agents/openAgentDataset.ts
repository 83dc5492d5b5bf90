import { stat } from 'node:fs/promises';

import type { AgentDataset } from '../../core/agents/agentDataset';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import type { ReadingOptions } from '../../core/dataset/readingOptions';
import { ContentHashes } from '../../core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../core/edits/changeList/silencedFindings';
import type { ScoringSettings } from '../../core/scoring/settings';
import { ChangeListFile } from '../changes/changeListFile';
import { findLintConfig } from '../config/findLintConfig';
import { contentHash } from '../contentHash';
import { datasetFolderFiles } from '../datasetFolder';
import { openRowSource } from '../openRowSource';
import { rowHash } from '../rowHash';
import type { AllowedFile } from './allowedFolders';

export interface OpenAgentDatasetOptions {
  readonly split: string | undefined;
  readonly maximalUnpackedBytes: number | undefined;
  readonly parquetWorkerFile: string;
  readonly reading: ReadingOptions;
  readonly settings: ScoringSettings;
  readonly remarks: readonly string[];
  readonly signal: AbortSignal;
}

/** Opens a dataset that may be read as `preflens lint` opens it: the file on disk, with its configuration and its silenced findings. Rejects with UnreadableFileError or ConfigurationError. */
export async function openAgentDataset({ path, folder }: AllowedFile, options: OpenAgentDatasetOptions): Promise<AgentDataset> {
  const { config, files } = await findLintConfig(path, { limit: folder });
  const { list } = await new ChangeListFile(path).read();
  const { split, maximalUnpackedBytes, parquetWorkerFile, reading, settings, remarks, signal } = options;
  const source = await openRowSource(path, { split, maximalUnpackedBytes, parquetWorkerFile, signal });
  try {
    const reader = await openDatasetReader(source, reading, signal);
    const silences = new ContentHashes(new SilencedFindings(list.silences), rowHash);
    return { file: path, source, reader, silences, findings: config.findings, configuration: files, settings, version: contentHash(JSON.stringify([await fileVersions(path, split), reading, config.findings, list.silences])), remarks };
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** Of a folder that of all its shards. */
async function fileVersions(path: string, split: string | undefined): Promise<readonly string[]> {
  const files = (await stat(path)).isDirectory() ? await datasetFolderFiles(path, split) : [path];
  const stats = await Promise.all(files.map((file) => stat(file)));
  return stats.map(({ mtimeMs, size }) => `${String(mtimeMs)} ${String(size)}`);
}
