import * as vscode from 'vscode';

import { activeFile } from '../documents/datasetFiles';
import type { Feature } from '../feature';

/** Keys of "when" clauses; the manifest uses these names. */
export const contextKeys = {
  hasScores: 'preflens.hasScores',
  isScoring: 'preflens.isScoring',
  hasChanges: 'preflens.hasChanges',
  hasDatasets: 'preflens.hasDatasets',
  hasFindings: 'preflens.hasFindings',
  isReviewing: 'preflens.isReviewing',
  /** Paths of the files in whose text the keys of a review count. */
  hasReviewKeys: 'preflens.hasReviewKeys',
} as const;

/** Tells VS Code which commands make sense for the file in front. */
export const contextKeysFeature: Feature = {
  name: 'context keys',
  start({ sessions, findings, log }) {
    const known = new Map<string, boolean>();
    const set = (key: string, value: boolean) => {
      if (known.get(key) === value) return;
      known.set(key, value);
      vscode.commands.executeCommand('setContext', key, value).then(undefined, (error: unknown) => log.warn(String(error)));
    };
    const update = () => {
      const file = activeFile();
      set(contextKeys.hasScores, (file && sessions.get(file)?.hasScores) ?? false);
      set(contextKeys.hasFindings, (file && findings.of(file)?.report.findings.length) ? true : false);
      // Once a dataset was there, its list of findings keeps its place.
      if (file && findings.state(file)) set(contextKeys.hasDatasets, true);
      set(contextKeys.isScoring, [...sessions].some((session) => session.isBusy));
    };
    update();
    return vscode.Disposable.from(
      sessions.onDidChange(update),
      sessions.onDidRemove(update),
      findings.onDidChange(update),
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.window.tabGroups.onDidChangeTabs(update),
    );
  },
};
