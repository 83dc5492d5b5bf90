import * as vscode from 'vscode';

import { commandIds } from '../commands/commandIds';
import { pairArgument } from '../commands/pairTarget';
import type { FromTable } from '../../shared/tableProtocol';
import { revealLine, showText } from '../panel/revealInText';
import type { EditorServices } from '../services';
import { wholeTexts } from './cellText';
import { rawText } from './rowReading';
import { shownPair } from './tableNumbers';
import type { TableDocument } from './tableDocument';
import { resultsFor } from './tableStatus';

type CopyTarget = Extract<FromTable, { type: 'copy' }>['what'];

/** What a table sets in motion outside itself. */
export class TableActions {
  constructor(private readonly services: EditorServices) {}

  async run(document: TableDocument, message: FromTable): Promise<void> {
    if (message.type === 'score') await vscode.commands.executeCommand(commandIds.scoreDataset, document.uri);
    else if (message.type === 'cancelScoring') await vscode.commands.executeCommand(commandIds.cancelScoring, document.uri);
    else if (message.type === 'explain') await vscode.commands.executeCommand(commandIds.explainPair, pairArgument({ uri: document.uri, row: message.row }));
    else if (message.type === 'reveal') await this.reveal(document, message.row);
    else if (message.type === 'copy') await this.copy(document, message.row, message.what);
  }

  private async reveal({ uri, located }: TableDocument, row: number): Promise<void> {
    // Beside the table, also where the text is open behind it.
    const editor = await showText(uri, vscode.ViewColumn.Beside);
    if (!editor) return;
    const line = this.services.lines.lineNow(uri, located.index.lineOf(row) - 1);
    if (line !== undefined && line >= 0 && line < editor.document.lineCount) return revealLine(editor, line);
    void vscode.window.showInformationMessage(vscode.l10n.t('This row was changed or removed in the text editor.'));
  }

  private async copy(document: TableDocument, row: number, what: CopyTarget): Promise<void> {
    const text = await this.textOf(document, row, what);
    if (text === null) return;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 2000);
  }

  private async textOf(document: TableDocument, row: number, what: CopyTarget): Promise<string | null> {
    if (what === 'row') {
      const content = await document.located.content(row);
      return content && rawText(content);
    }
    if (what === 'figures') return JSON.stringify(resultsFor(document, this.services.sessions.get(document.uri))?.at(row) ?? null, null, 2);
    const figures = resultsFor(document, this.services.sessions.get(document.uri))?.at(row);
    const { texts } = await document.read(row);
    const shown = texts[shownPair(figures)] ?? texts[0];
    return shown ? wholeTexts(shown)[what] : null;
  }
}
