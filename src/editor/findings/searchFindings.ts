import type * as vscode from 'vscode';

import type { LintOptions } from '../../app/lintDataset';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import { ContentHashes } from '../../core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../core/edits/changeList/silencedFindings';
import { pairsOfRow } from '../../core/edits/pairsOfRow';
import { defaultFindingSettings, type FindingSettings } from '../../core/noise/config/findingSettings';
import { mapTable } from '../../core/noise/config/mapTable';
import type { ProbeTrainer } from '../../core/noise/probe/probeTrainer';
import { ReviewedPairs } from '../../core/noise/review/reviewedPairs';
import { contentHash } from '../../io/contentHash';
import { ReviewFile } from '../../io/review/reviewFile';
import { rowHash } from '../../io/rowHash';
import { readConfiguration } from '../configuration/configuration';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import type { DatasetOpener } from '../documents/datasetOpener';
import type { ChangeLists } from '../edits/changeLists';
import { KnownOnlyScorer } from '../../app/knownOnlyScorer';
import type { ModelService } from '../models/modelService';
import { TimeSlices } from '../scoring/timeSlices';
import type { SessionRegistry } from '../session/sessionRegistry';
import type { FileFindings } from './fileFindings';
import type { FindingsSearch } from './findingsService';
import type { FindingSettingsFiles } from './findingSettingsFiles';
import { openSearchedVersion, type SearchedVersion } from './searchedVersion';

interface Searched {
  readonly changes: ChangeLists;
  readonly sessions: SessionRegistry;
  readonly models: ModelService;
  readonly openDataset: DatasetOpener;
  readonly settings: FindingSettingsFiles;
  readonly trainer: ProbeTrainer;
}

/**
 * Looks through a file, or through its text where that has unsaved changes, with the pending changes of its change list made. Where the file was scored, what the
 * models said is part of it; no model is asked again, except for its states where the search is thorough.
 */
export function createFindingsSearch(services: Searched): FindingsSearch {
  return async (uri, { isThorough, signal, onProgress }) => {
    const version = await openSearchedVersion(services, uri, signal);
    try {
      return await search(services, { ...version, uri, isThorough, signal, onProgress });
    } finally {
      await version.source.close();
    }
  };
}

interface SearchOf extends SearchedVersion {
  readonly uri: vscode.Uri;
  readonly isThorough: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

async function search(services: Searched, { uri, source, stamp, documentVersion, isThorough, signal, onProgress }: SearchOf): Promise<FileFindings> {
  const reader = await openDatasetReader(source, readingOptionsFor(uri), signal);
  const models = scoredBy(services, uri, isThorough);
  // Without figures of models the texts alone would have to accuse labels: only where somebody asks for all that can be said.
  const probe = models || isThorough ? { probe: { trainer: services.trainer, states: isThorough } } : {};
  const silences = new ContentHashes(new SilencedFindings((await services.changes.get(uri)).silences), rowHash);
  const reviews = new ReviewedPairs((await new ReviewFile(uri.fsPath).read()).log, rowHash);
  // The tables of languages take longer to load than all the rest of the extension: they wait until they are needed.
  const { lintDataset } = await import('../../app/lintDataset');
  const slices = new TimeSlices();
  const report = await lintDataset(source, reader, {
    hash: contentHash,
    config: (await services.settings.of(uri)) ?? nothing,
    silences,
    reviews,
    signal,
    turn: () => slices.yieldIfSpent(),
    onProgress: ({ rows, totalRows }) => {
      if (totalRows !== null && totalRows > 0) onProgress(rows / totalRows);
    },
    ...models,
    ...probe,
  });
  return { uri, report, read: pairsOfRow(reader), format: source.container.format, stamp, documentVersion, hasModels: models !== null, isThorough };
}

/** For files that a configuration says to ignore. */
const nothing: FindingSettings = { ...defaultFindingSettings, codes: mapTable(defaultFindingSettings.codes, () => 'off' as const) };

/** The models that scored the file, to be asked for what they said and, unless the search is thorough, nothing more; null where they did not. */
function scoredBy({ sessions, models }: Searched, uri: vscode.Uri, isThorough: boolean): Pick<LintOptions, 'scorers' | 'store' | 'settings'> | null {
  const session = sessions.get(uri);
  if (!session?.hasScores || session.isBusy || session.staleReason !== null) return null;
  return { scorers: [isThorough ? models.scorer : new KnownOnlyScorer(models.scorer)], store: models.store, settings: readConfiguration(uri).scoring };
}
