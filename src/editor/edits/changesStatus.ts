import * as vscode from 'vscode';

import { commandIds } from '../commands/commandIds';
import { activeFile, watchActiveFile } from '../documents/datasetFiles';
import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import { contextKeys } from '../status/contextKeys';

/** How many changes wait for an export of the file in front; hidden where there are none. */
export const changesStatusFeature: Feature = { name: 'pending changes', start: (services) => new ChangesStatus(services) };

class ChangesStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('preflens.changes', vscode.StatusBarAlignment.Right, 89);
  private readonly subscription: vscode.Disposable;

  constructor(private readonly services: EditorServices) {
    this.item.name = vscode.l10n.t('Preflens Changes');
    this.item.command = commandIds.showChanges;
    const show = () => {
      this.show().catch((error: unknown) => services.log.warn(String(error)));
    };
    this.subscription = vscode.Disposable.from(
      this.item,
      services.changes.onDidChange(show),
      watchActiveFile(show),
    );
    show();
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async show(): Promise<void> {
    const file = activeFile();
    const list = file?.scheme === 'file' ? await this.services.changes.get(file) : undefined;
    if (file?.toString() !== activeFile()?.toString()) return;
    const count = list?.active.length ?? 0;
    const hasChanges = count > 0 || list?.redoable !== undefined;
    await vscode.commands.executeCommand('setContext', contextKeys.hasChanges, hasChanges);
    if (count === 0) return this.item.hide();
    this.item.text = `$(diff) ${count}`;
    this.item.tooltip = vscode.l10n.t('{0} changes in the list beside this file, made when you export it', count);
    this.item.accessibilityInformation = { label: vscode.l10n.t('Preflens: {0} pending changes', count) };
    this.item.show();
  }
}
