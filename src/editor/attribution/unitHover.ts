import * as vscode from 'vscode';

import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import type { PlayerFigures } from '../../shared/attributionProtocol';
import { formatNumber } from '../figures/numbers';

/** What a unit of the prompt does, over its text in the file. The text itself is data, so it is never read as Markdown. */
export function unitHover(text: string, { value, low, high, standardError }: PlayerFigures, target: AttributionTarget): vscode.MarkdownString {
  const isProbability = target.kind === 'probability';
  const figure = (number: number): string => formatNumber(isProbability ? number * 100 : number, { always: true, digits: 3 });
  const unit = isProbability ? vscode.l10n.t('percentage points') : vscode.l10n.t('nats');
  const hover = new vscode.MarkdownString();
  hover.appendText(`“${text.trim().slice(0, 80)}”`);
  hover.appendMarkdown('  \n');
  const sure = standardError === 0 ? vscode.l10n.t('exact') : vscode.l10n.t('95 % interval {0} to {1}', figure(low), figure(high));
  hover.appendText(`${value < 0 ? vscode.l10n.t('lowers') : vscode.l10n.t('raises')} ${targetWords(target)} (${figure(value)} ${unit}; ${sure})`);
  return hover;
}

/** What is raised or lowered, in words. */
export function targetWords(target: AttributionTarget): string {
  switch (target.kind) {
    case 'margin':
      return vscode.l10n.t('the reward margin');
    case 'likelihoodMargin':
      return vscode.l10n.t('the likelihood margin');
    case 'response':
      return vscode.l10n.t('the log-probability of response {0}', target.response + 1);
    case 'logOdds':
      return vscode.l10n.t('the log-odds of option {0}', target.option + 1);
    case 'probability':
      return vscode.l10n.t('the probability of the next token');
    case 'token':
      return vscode.l10n.t('the log-probability of token {0} of response {1}', target.token + 1, target.response + 1);
  }
}
