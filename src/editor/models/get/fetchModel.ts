import * as vscode from 'vscode';

import { CancelledError } from '../../../core/errors';
import { formatBytes } from '../../../core/models/formatBytes';
import type { ModelVariant } from '../../../core/models/modelVariants';
import type { RemoteModel } from '../../../core/models/remoteModel';
import { DownloadError } from '../../../io/hub/downloadError';
import { downloadModel } from '../../../io/hub/downloadModel';
import { findRemoteModel } from '../../../io/hub/findRemoteModel';
import { reportProblem } from '../../scoring/reportProblem';
import { askToken, connectToHub, downloadFolder } from './hubAccess';

/** A model of the server, and the file of it that was chosen. */
export interface ModelOrder {
  readonly model: RemoteModel;
  readonly variant: ModelVariant;
}

/** What the server has under each name; undefined when the user gave up. */
export function lookUp(secrets: vscode.SecretStorage, names: readonly string[]): Promise<readonly RemoteModel[] | undefined> {
  return attempt(secrets, vscode.l10n.t('Asking for {0}', names.join(', ')), async (signal, tell) => {
    const connection = await connectToHub(secrets, (reason) => tell(reason));
    const found: RemoteModel[] = [];
    for (const name of names) found.push(await findRemoteModel(connection, name, undefined, signal));
    return found;
  });
}

/** Fetches the models one after the other. Resolves to their folders, or to undefined when the user gave up. */
export function fetchModels(secrets: vscode.SecretStorage, orders: readonly ModelOrder[]): Promise<readonly string[] | undefined> {
  const total = orders.reduce((sum, { variant }) => sum + variant.bytes, 0);
  return attempt(secrets, vscode.l10n.t('Getting {0} ({1})', orders.map(({ model }) => model.name).join(', '), formatBytes(total)), async (signal, tell) => {
    const connection = await connectToHub(secrets, (reason) => tell(reason));
    const folders: string[] = [];
    let before = 0;
    for (const { model, variant } of orders) {
      const start = before;
      const onProgress = ({ file, receivedBytes }: { file: string; receivedBytes: number }) => tell(`${formatBytes(start + receivedBytes)}, ${file}`, (100 * (start + receivedBytes)) / total);
      folders.push((await downloadModel({ connection, model, variant, into: downloadFolder(), signal, onProgress })).folder);
      before += variant.bytes;
    }
    return folders;
  });
}

type Tell = (message: string, percent?: number) => void;

/** Runs work that can be stopped, and asks what to do where the server refuses: again, with a token, with other settings, or not at all. */
async function attempt<Value>(secrets: vscode.SecretStorage, title: string, work: (signal: AbortSignal, tell: Tell) => Promise<Value>): Promise<Value | undefined> {
  for (;;) {
    try {
      return await withProgress(title, work);
    } catch (error) {
      if (CancelledError.is(error)) return undefined;
      if (!DownloadError.is(error)) {
        void reportProblem(error);
        return undefined;
      }
      if (!(await remedy(error, secrets))) return undefined;
    }
  }
}

function withProgress<Value>(title: string, work: (signal: AbortSignal, tell: Tell) => Promise<Value>): Thenable<Value> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    let shown = 0;
    try {
      return await work(controller.signal, (message, percent = shown) => {
        // A message for every piece that comes would keep the window busy.
        if (percent !== shown && percent - shown < 0.5 && percent < 100) return;
        progress.report({ message, increment: percent - shown });
        shown = percent;
      });
    } finally {
      subscription.dispose();
    }
  });
}

/** True when it is worth another attempt. */
async function remedy(error: DownloadError, secrets: vscode.SecretStorage): Promise<boolean> {
  const again = vscode.l10n.t('Try Again');
  const token = vscode.l10n.t('Enter Access Token…');
  const settings = vscode.l10n.t('Open Settings');
  const asksForToken = error.problem === 'needs-token' || error.problem === 'no-access';
  const chosen = await vscode.window.showErrorMessage(error.message, ...(asksForToken ? [token] : [again]), settings);
  if (chosen === settings) await vscode.commands.executeCommand('workbench.action.openSettings', 'preflens.models');
  return chosen === token ? askToken(secrets) : chosen === again;
}
