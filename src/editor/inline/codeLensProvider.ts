import * as vscode from 'vscode';

import { commandIds } from '../commands/commandIds';
import { pairArgument } from '../commands/pairTarget';
import { readConfiguration } from '../configuration/configuration';
import { datasetSelector, editorsOf } from '../documents/datasetFiles';
import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';
import type { SessionRegistry } from '../session/sessionRegistry';

const settleMilliseconds = 200;

/** A lens of a row; its text is made when it comes into view. */
class PairLens extends vscode.CodeLens {
  constructor(
    line: number,
    readonly uri: vscode.Uri,
    readonly row: number,
    readonly does: 'explain' | 'attribute',
  ) {
    super(new vscode.Range(line, 0, line, 0));
  }
}

export const codeLensFeature: Feature = {
  name: 'code lenses',
  start(services) {
    const provider = new PairLensProvider(services);
    return vscode.Disposable.from(provider, vscode.languages.registerCodeLensProvider(datasetSelector, provider));
  },
};

class PairLensProvider implements vscode.CodeLensProvider<PairLens>, vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changeEmitter.event;
  private readonly sessions: SessionRegistry;
  private readonly subscription: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  private lineOfCursor: number | undefined;

  constructor({ sessions }: EditorServices) {
    this.sessions = sessions;
    this.subscription = vscode.Disposable.from(
      sessions.onDidChange(() => this.changeSoon()),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.cursorMoved(textEditor)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('preflens.inline')) this.changeEmitter.fire();
      }),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): PairLens[] {
    const session = this.sessions.get(document.uri);
    const { enabled, codeLens } = readConfiguration(document.uri).inline;
    if (!session || !enabled || codeLens === 'none') return [];
    return codeLens === 'all' ? lensesOfAll(session) : lensesAtCursors(session);
  }

  resolveCodeLens(lens: PairLens): PairLens {
    const [title, command] = lens.does === 'explain' ? [vscode.l10n.t('Explain pair {0}', lens.row + 1), commandIds.explainPair] : [vscode.l10n.t('Attribute prompt'), commandIds.attributePrompt];
    lens.command = { title, command, arguments: [pairArgument(lens)] };
    return lens;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }

  private cursorMoved(editor: vscode.TextEditor): void {
    const line = editor.selection.active.line;
    if (line === this.lineOfCursor || !this.sessions.get(editor.document.uri)) return;
    this.lineOfCursor = line;
    if (readConfiguration(editor.document.uri).inline.codeLens === 'current') this.changeSoon();
  }

  private changeSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changeEmitter.fire();
    }, settleMilliseconds);
  }
}

function lensesAt(line: number, uri: vscode.Uri, row: number): PairLens[] {
  return [new PairLens(line, uri, row, 'explain'), new PairLens(line, uri, row, 'attribute')];
}

function lensesAtCursors(session: DatasetSession): PairLens[] {
  const lines = new Set(editorsOf(session.uri).map((editor) => editor.selection.active.line));
  return [...lines].flatMap((line) => {
    const row = session.rowAtDocumentLine(line);
    return row !== undefined && session.atDocumentLine(line)?.kind === 'scored' ? lensesAt(line, session.uri, row) : [];
  });
}

function lensesOfAll({ shown, uri }: DatasetSession): PairLens[] {
  const lenses: PairLens[] = [];
  for (const { kind, row } of shown ?? []) {
    const line = kind === 'scored' ? shown?.documentLineOf(row) : undefined;
    if (line !== undefined) lenses.push(...lensesAt(line, uri, row));
  }
  return lenses;
}
