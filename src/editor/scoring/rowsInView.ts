import type * as vscode from 'vscode';

import { editorsOf } from '../documents/datasetFiles';
import type { ResultSet } from '../session/resultSet';
import type { RowSpan } from '../session/rowQueue';

/** Rows that the editors of a file show right now. */
export function rowsInView(uri: vscode.Uri, results: ResultSet): RowSpan[] {
  return editorsOf(uri).flatMap((editor) =>
    editor.visibleRanges.map(({ start, end }) => {
      const first = results.index.firstRowFrom((results.tracker.diskLine(start.line) ?? start.line) + 1);
      const last = results.index.firstRowFrom((results.tracker.diskLine(end.line) ?? end.line) + 2) - 1;
      return { first, last };
    }),
  );
}
