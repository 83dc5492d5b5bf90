import * as vscode from 'vscode';

import { threadErrorName } from './attributionThread';
import type { ThreadEvent } from './thread/threadProtocol';

/** What to tell of a refusal, in one sentence. */
export function threadProblem({ name, message }: Extract<ThreadEvent, { type: 'refused' }>['error']): string {
  return name === threadErrorName ? vscode.l10n.t('The attribution broke off ({0}); start it again.', message) : message;
}
