import * as vscode from 'vscode';

import { describePrecision } from '../../core/scoring/describePrecision';
import type { ModelService } from '../models/modelService';
import { formatCount } from '../figures/numbers';
import type { DatasetSession } from '../session/datasetSession';

/** VS Code asks for no code lenses beyond this. */
const codeLensBytes = 20 * 1024 * 1024;

/** What lies behind the status bar's few words, as plain text: sentences of errors may quote the file. */
export function statusTooltip(session: DatasetSession | undefined, models: ModelService): string {
  if (!session) return vscode.l10n.t('Preflens: score the preference pairs of this file');
  const sentences = [session.problem, session.staleReason, ...counts(session), ...modelSentences(models), largeFile(session)];
  return sentences.filter((sentence) => sentence !== null).join('\n');
}

function counts({ current, activity }: DatasetSession): string[] {
  const summary = current?.summary;
  if (!summary || summary.done === 0) return [];
  const agree = vscode.l10n.t('The models prefer the chosen response in {0} of {1} scored pairs.', formatCount(summary.agreeing), formatCount(summary.scored));
  const rest = summary.rows - summary.done;
  if (rest === 0 || activity.kind !== 'idle') return [agree];
  return [agree, vscode.l10n.t('{0} rows were left out when scoring was stopped; score again to go on.', formatCount(rest))];
}

function modelSentences({ identity, choice }: ModelService): string[] {
  const sentences = [];
  if (identity) {
    const { policyName, referenceName, convention } = identity;
    const precision = describePrecision(identity);
    sentences.push(
      referenceName === null
        ? vscode.l10n.t('Policy {0}, no reference ({1}, {2}).', policyName, convention, precision)
        : vscode.l10n.t('Policy {0}, reference {1} ({2}, {3}).', policyName, referenceName, convention, precision),
    );
  }
  if (choice.restricted) sentences.push(vscode.l10n.t('This workspace is not trusted, so only the embedded models are used.'));
  return sentences;
}

function largeFile({ current }: DatasetSession): string | null {
  const isLarge = (current?.stamp?.size ?? 0) > codeLensBytes;
  return isLarge ? vscode.l10n.t('Files above 20 MB have no code lenses in VS Code; use the command “Explain Pair” instead.') : null;
}
