import * as vscode from 'vscode';

import type { EditorServices } from './services';

/** One thing that the extension does. Starting it returns what ends it. */
export interface Feature {
  readonly name: string;
  start(services: EditorServices): vscode.Disposable;
}

/** Starts each feature by itself: one that fails is logged and said once, and the others still work. */
export function startFeatures(features: readonly Feature[], services: EditorServices): vscode.Disposable {
  const failed: string[] = [];
  const started = features.flatMap((feature) => {
    try {
      return [feature.start(services)];
    } catch (error) {
      services.log.error(`feature "${feature.name}" did not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      failed.push(feature.name);
      return [];
    }
  });
  if (failed.length > 0) void tellFailure(failed, services.log);
  return vscode.Disposable.from(...started);
}

async function tellFailure(failed: readonly string[], log: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const text = vscode.l10n.t('Preflens started without: {0}. The log says why.', failed.join(', '));
  if ((await vscode.window.showErrorMessage(text, showLog)) === showLog) log.show();
}
