import * as vscode from 'vscode';

import { formatBytes } from '../../../core/models/formatBytes';
import { modelVariants, type ModelVariant } from '../../../core/models/modelVariants';
import type { RemoteModel } from '../../../core/models/remoteModel';
import type { ModelOrder } from './fetchModel';

interface Choice extends vscode.QuickPickItem {
  readonly orders: readonly ModelOrder[];
}

/** Shows the precisions that all models have, with what they weigh together; nothing is fetched before one is chosen. */
export async function chooseVariant(models: readonly RemoteModel[]): Promise<readonly ModelOrder[] | undefined> {
  const [first = [], ...others] = models.map(({ files }) => modelVariants(files));
  const choices = first.flatMap((variant) => choiceOf(variant, models, others) ?? []);
  if (choices.length === 0) {
    const text = vscode.l10n.t('{0} has no ONNX export of a language model that can be used here, or the two have none in the same precision. Look for one that is made for transformers.js.', models.map(({ name }) => name).join(', '));
    await vscode.window.showErrorMessage(text);
    return undefined;
  }
  const title = vscode.l10n.t('Which precision of {0}?', models.map(({ name }) => name).join(', '));
  const chosen = await vscode.window.showQuickPick(choices, { title, placeHolder: vscode.l10n.t('Choosing one starts the download'), ignoreFocusOut: true, matchOnDetail: true });
  return chosen?.orders;
}

function choiceOf(variant: ModelVariant, models: readonly RemoteModel[], others: readonly (readonly ModelVariant[])[]): Choice | null {
  const same = others.map((variants) => variants.find(({ name }) => name === variant.name));
  const all = [variant, ...same];
  const orders = models.flatMap((model, index) => (all[index] ? [{ model, variant: all[index] }] : []));
  if (orders.length !== models.length) return null;
  const bytes = orders.reduce((sum, order) => sum + order.variant.bytes, 0);
  const files = orders.reduce((sum, order) => sum + order.variant.files.length, 0);
  return { label: `$(cloud-download) ${variant.name}`, description: vscode.l10n.t('{0} in {1} files', formatBytes(bytes), files), detail: variant.precision.advice, orders };
}
