import * as vscode from 'vscode';

import { defaultFindingSettings, type FindingSettings } from '../../core/noise/config/findingSettings';
import type { Log } from '../../core/ports';

/** The settings of findings, as the configuration files above a dataset have them. */
export class FindingSettingsFiles implements vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  /** Fired when a configuration file was written, made or deleted. */
  readonly onDidChange = this.changeEmitter.event;

  constructor(private readonly log: Log) {}

  of(_uri: vscode.Uri): Promise<FindingSettings> {
    this.log.info('');
    return Promise.resolve(defaultFindingSettings);
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }
}
