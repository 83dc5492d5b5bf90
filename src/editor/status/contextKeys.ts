import * as vscode from 'vscode';

import { activeFile, watchActiveFile } from '../documents/datasetFiles';
import type { Feature } from '../feature';
import type { FindingsState } from '../findings/findingsService';

/** Keys of "when" clauses; the manifest uses these names. */
export const contextKeys = {
  hasScores: 'preflens.hasScores',
  isScoring: 'preflens.isScoring',
  hasChanges: 'preflens.hasChanges',
  hasDatasets: 'preflens.hasDatasets',
  hasFindings: 'preflens.hasFindings',
  /** What the list of findings says where it lists nothing: a FindingsListState. */
  findingsState: 'preflens.hasFindingsState',
  isReviewing: 'preflens.isReviewing',
  /** Paths of the files in whose text the keys of a review count. */
  hasReviewKeys: 'preflens.hasReviewKeys',
} as const;

const mayBeDataset = /\.(jsonl|ndjson|csv|tsv|parquet|parq)(\.gz)?$/i;

type FindingsListState = 'noDataset' | 'notSearched' | 'looking' | 'failed' | 'clean' | 'cleanUnscored' | 'listed';

/** Each way to have nothing to list calls for another next step. */
function findingsListState(state: FindingsState | undefined, file: vscode.Uri | undefined): FindingsListState {
  if (!state) return file !== undefined && mayBeDataset.test(file.path) ? 'notSearched' : 'noDataset';
  if (state.kind !== 'found') return state.kind;
  const { report, hasModels } = state.findings;
  if (report.findings.length > 0) return 'listed';
  return hasModels ? 'clean' : 'cleanUnscored';
}

/** Tells VS Code which commands make sense for the file in front. */
export const contextKeysFeature: Feature = {
  name: 'context keys',
  start({ sessions, findings, log }) {
    const known = new Map<string, boolean | string>();
    const set = (key: string, value: boolean | string) => {
      if (known.get(key) === value) return;
      known.set(key, value);
      vscode.commands.executeCommand('setContext', key, value).then(undefined, (error: unknown) => log.warn(String(error)));
    };
    const update = () => {
      const file = activeFile();
      set(contextKeys.hasScores, (file && sessions.get(file)?.hasScores) ?? false);
      set(contextKeys.hasFindings, (file && findings.of(file)?.report.findings.length) ? true : false);
      set(contextKeys.findingsState, findingsListState(file && findings.state(file), file));
      // Once a dataset was there, its list of findings keeps its place.
      if (file && findings.state(file)) set(contextKeys.hasDatasets, true);
      set(contextKeys.isScoring, [...sessions].some((session) => session.isBusy));
    };
    update();
    return vscode.Disposable.from(
      sessions.onDidChange(update),
      sessions.onDidRemove(update),
      findings.onDidChange(update),
      watchActiveFile(update),
    );
  },
};
