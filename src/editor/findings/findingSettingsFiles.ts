import path from 'node:path';
import * as vscode from 'vscode';

import type { FindingSettings } from '../../core/noise/config/findingSettings';
import type { LintLimits } from '../../core/noise/lintFailures';
import { lintConfigFileName } from '../../core/noise/config/lintConfig';
import { findLintConfig, type FoundLintConfig } from '../../io/config/findLintConfig';

/** The settings of findings, as the files `preflens.config.json` beside and above a dataset have them. */
export class FindingSettingsFiles implements vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  /** Fired when a configuration file was written, made or deleted. */
  readonly onDidChange = this.changeEmitter.event;
  private readonly subscription: vscode.Disposable;

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${lintConfigFileName}`);
    const changed = () => this.changeEmitter.fire();
    this.subscription = vscode.Disposable.from(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      // Outside the folders of the workspace nobody else would say so.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => (path.basename(uri.fsPath) === lintConfigFileName ? changed() : undefined)),
    );
  }

  /** Null where the dataset is not to be looked through. Rejects with ConfigurationError or UnreadableFileError. */
  async of(uri: vscode.Uri): Promise<FindingSettings | null> {
    const { config } = await found(uri);
    return config.isIgnored ? null : config.findings;
  }

  /** What the dataset has to hold, with the files that say so, the nearest first. Rejects as `of` does. */
  async limitsOf(uri: vscode.Uri): Promise<{ readonly limits: LintLimits; readonly files: readonly string[] }> {
    const { config, files } = await found(uri);
    return { limits: { failOn: config.failOn ?? 'error', maxNoise: config.maxNoise }, files };
  }

  dispose(): void {
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }
}

function found(uri: vscode.Uri): Promise<FoundLintConfig> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return findLintConfig(uri.fsPath, folder ? { limit: folder.uri.fsPath } : {});
}
