import type * as vscode from 'vscode';

import type { FindingFix } from '../../core/noise/findingCodes';
import type { DatasetEditor, RequestedEdit } from '../edits/datasetEditor';
import type { FileFindings } from './fileFindings';
import { fixEdits, fixesOf } from './fixEdits';

/** Fixes after which the pair prefers what it preferred before. */
const textFixes: readonly FindingFix[] = ['strip-tokens', 'repair-prompt'];

/** All fixes that mend texts without taking a decision about a pair, as one edit; null for files that are not edited in place. */
export async function changedTextFixes(editor: DatasetEditor, findings: FileFindings): Promise<vscode.WorkspaceEdit | null> {
  const { uri, report } = findings;
  const edits = new Map<string, RequestedEdit>();
  for (const fix of textFixes) {
    const fixable = report.findings.filter(({ code }) => fixesOf(code).includes(fix));
    for (const edit of await fixEdits(editor, { uri, findings }, fixable, fix)) {
      const key = JSON.stringify([edit.place, withoutText(edit.change)]);
      if (!edits.has(key)) edits.set(key, edit);
    }
  }
  return editor.textEdit(uri, [...edits.values()]);
}

/** Two fixes of one text would each undo the other's: the first is made, and the next save makes the second. */
function withoutText(change: RequestedEdit['change']): unknown {
  return change.kind === 'set-text' ? { ...change, text: '' } : change;
}
