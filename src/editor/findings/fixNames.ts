import * as vscode from 'vscode';

import type { FindingFix } from '../../core/noise/findingCodes';

/** What a fix does, as a menu says it. */
export function fixName(fix: FindingFix): string {
  switch (fix) {
    case 'drop':
      return vscode.l10n.t('Drop the row');
    case 'swap':
      return vscode.l10n.t('Swap chosen and rejected');
    case 'repair-prompt':
      return vscode.l10n.t('Cut the repeated prompt off the responses');
    case 'strip-tokens':
      return vscode.l10n.t('Strip end and template tokens from the texts');
  }
}
