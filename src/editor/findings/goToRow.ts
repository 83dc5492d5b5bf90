import type * as vscode from 'vscode';

import { isTextFile, openDocument } from '../documents/datasetFiles';
import { revealLine, showText } from '../panel/revealInText';
import type { EditorServices } from '../services';
import { openTable } from '../table/openTable';

/** VS Code opens larger files without their text, and extensions see none of it. */
const largestText = 50 * 1024 * 1024;

interface RowInFile {
  readonly row: number;
  /** 1-based. */
  readonly line: number;
}

/** Goes to a row where its file is open: in the table, or in the text; a file that has no text for an editor opens as a table. */
export async function goToRow(services: EditorServices, uri: vscode.Uri, { row, line }: RowInFile): Promise<void> {
  const table = services.tables.of(uri).find(({ isVisible }) => isVisible);
  const size = services.findings.of(uri)?.stamp?.size ?? 0;
  if (table && !openDocument(uri)) return table.show({ row });
  if (!isTextFile(uri) || size > largestText || line === 0) return void (await openTable(services, uri, { row }));
  const editor = await showText(uri);
  if (editor) await revealLine(editor, Math.min(line, editor.document.lineCount) - 1);
}
