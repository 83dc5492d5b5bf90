import * as vscode from 'vscode';

import { readConfiguration } from '../configuration/configuration';
import type { Feature } from '../feature';
import type { UnscoredRow } from '../figures/rowFigures';
import type { EditorServices } from '../services';
import type { DatasetSession } from '../session/datasetSession';

/** VS Code itself stops at 1,000 for a file, and a list that long helps nobody. */
const maximalDiagnostics = 200;
const settleMilliseconds = 150;

/** Rows that cannot be read, in the Problems view. */
export const rowDiagnosticsFeature: Feature = {
  name: 'diagnostics',
  start: (services) => new RowDiagnostics(services),
};

class RowDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('preflens');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscription: vscode.Disposable;

  constructor({ sessions }: EditorServices) {
    const later = (session: DatasetSession) => {
      const key = session.uri.toString();
      if (this.timers.has(key)) return;
      const show = () => {
        this.timers.delete(key);
        if (sessions.get(session.uri) === session) this.collection.set(session.uri, diagnosticsOf(session));
      };
      this.timers.set(key, setTimeout(show, settleMilliseconds));
    };
    this.subscription = vscode.Disposable.from(
      sessions.onDidChange(later),
      sessions.onDidRemove(({ uri }) => this.collection.delete(uri)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('preflens.inline')) for (const session of sessions) later(session);
      }),
    );
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.subscription.dispose();
    this.collection.dispose();
  }
}

function diagnosticsOf({ uri, shown }: DatasetSession): vscode.Diagnostic[] {
  const { enabled, diagnostics } = readConfiguration(uri).inline;
  if (!enabled || !diagnostics || !shown || shown.summary.unreadable === 0) return [];
  const placed: { readonly line: number; readonly figures: UnscoredRow }[] = [];
  for (const figures of shown) {
    const line = figures.kind === 'unscored' && !figures.readable ? shown.documentLineOf(figures.row) : undefined;
    if (line !== undefined && figures.kind === 'unscored') placed.push({ line, figures });
  }
  const listed = placed.slice(0, maximalDiagnostics).map(({ line, figures }) => rowDiagnostic(line, figures));
  const next = placed[maximalDiagnostics];
  if (next) listed.push(remainder(next.line, placed.length - maximalDiagnostics));
  return listed;
}

function rowDiagnostic(line: number, { column, reason, code }: UnscoredRow): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, column - 1, line, column), reason, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Preflens';
  diagnostic.code = code;
  return diagnostic;
}

function remainder(line: number, count: number): vscode.Diagnostic {
  const text = vscode.l10n.t('{0} more rows cannot be read, from this one on; they are not listed.', count);
  const diagnostic = new vscode.Diagnostic(new vscode.Range(line, 0, line, 1), text, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Preflens';
  diagnostic.code = 'more-unreadable-rows';
  return diagnostic;
}
