import type * as vscode from 'vscode';

import type { LineEdit } from '../session/lineTracker';

/** The edits of a change event, reduced to what moves lines. */
export function lineEdits(event: vscode.TextDocumentChangeEvent): LineEdit[] {
  const alone = event.contentChanges.length === 1;
  return event.contentChanges.map(({ range, text }) => ({
    startLine: range.start.line,
    startCharacter: range.start.character,
    endLine: range.end.line,
    endCharacter: range.end.character,
    text,
    // With several changes the line numbers of the document are no longer those of the change.
    afterLineEnd: alone && range.isEmpty && isAfterLineEnd(event.document, range.start, text),
  }));
}

/** A new line behind a row (Enter at its end) leaves the row as it is: nothing of it moved below the added text. */
function isAfterLineEnd(document: vscode.TextDocument, at: vscode.Position, text: string): boolean {
  if (!/^\r?\n/.test(text) || at.character === 0) return false;
  const added = text.split('\n');
  const lastAdded = added[added.length - 1] ?? '';
  const lastLine = at.line + added.length - 1;
  return lastLine < document.lineCount && document.lineAt(lastLine).text.length === lastAdded.length;
}
