import * as vscode from 'vscode';

import type { Finding } from '../../core/noise/finding';
import type { FindingSeverity } from '../../core/noise/findingCodes';
import { readConfiguration } from '../configuration/configuration';
import { isTextFile, openDocument } from '../documents/datasetFiles';
import type { Feature } from '../feature';
import { formatCount } from '../figures/numbers';
import type { EditorServices } from '../services';
import type { FileFindings } from './fileFindings';
import { findingPage } from './findingLinks';
import { FindingPlaces, lineStart } from './findingPlaces';

const settleMilliseconds = 100;

/** As the Problems view and the list of findings name us. */
export const diagnosticSource = 'preflens';

/** The worst findings in the Problems view; the others are counted. */
export const findingDiagnosticsFeature: Feature = { name: 'findings as problems', start: (services) => new FindingDiagnostics(services) };

class FindingDiagnostics implements vscode.Disposable {
  // Of their own: VS Code counts its thousand problems of a file for each collection.
  private readonly collection = vscode.languages.createDiagnosticCollection('preflens-findings');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly services: EditorServices) {
    const { findings } = services;
    this.subscription = vscode.Disposable.from(
      findings.onDidChange((uri) => this.later(uri)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => (findings.of(uri) ? this.later(uri) : undefined)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('preflens.findings') || event.affectsConfiguration('preflens.inline')) this.collection.forEach((uri) => this.later(uri));
      }),
    );
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.subscription.dispose();
    this.collection.dispose();
  }

  private later(uri: vscode.Uri): void {
    const key = uri.toString();
    if (this.timers.has(key)) return;
    const show = () => {
      this.timers.delete(key);
      this.show(uri);
    };
    this.timers.set(key, setTimeout(show, settleMilliseconds));
  }

  private show(uri: vscode.Uri): void {
    const state = this.services.findings.state(uri);
    if (state === undefined) return this.collection.delete(uri);
    // What was found before stays until something new is known, as VS Code moves it along with the text.
    if (state.kind === 'found') this.collection.set(uri, diagnosticsOf(state.findings));
  }
}

function diagnosticsOf(findings: FileFindings): vscode.Diagnostic[] {
  const { uri, report } = findings;
  const { maximalProblems } = readConfiguration(uri).findings;
  if (maximalProblems === 0 || !isTextFile(uri)) return [];
  const document = openDocument(uri);
  const places = document && FindingPlaces.of(document, findings);
  if (document && !places) return [];
  const listed = report.findings.slice(0, maximalProblems).map((finding) => findingDiagnostic(uri, finding, places));
  const next = report.findings[maximalProblems];
  if (next) listed.push(remainder(next, report.findings.length - maximalProblems));
  return listed;
}

const severities: Readonly<Record<FindingSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

function findingDiagnostic(uri: vscode.Uri, finding: Finding, places: FindingPlaces | undefined): vscode.Diagnostic {
  const { code, severity, message } = finding;
  const diagnostic = new vscode.Diagnostic(places?.rangeOf(finding) ?? lineStart(finding), message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: code, target: findingPage(code) };
  diagnostic.relatedInformation = related(uri, finding);
  return diagnostic;
}

function related(uri: vscode.Uri, { evidence: { otherLine, otherRow } }: Finding): vscode.DiagnosticRelatedInformation[] {
  if (typeof otherLine !== 'number' || otherLine < 1 || typeof otherRow !== 'number') return [];
  const text = vscode.l10n.t('The other pair is in row {0}.', formatCount(otherRow + 1));
  return [new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, lineStart({ line: otherLine })), text)];
}

function remainder(next: Finding, count: number): vscode.Diagnostic {
  const text = vscode.l10n.t('{0} more findings are not listed here; the view “Preflens Findings” has all of them.', formatCount(count));
  const diagnostic = new vscode.Diagnostic(lineStart(next), text, vscode.DiagnosticSeverity.Information);
  diagnostic.source = diagnosticSource;
  diagnostic.code = 'more-findings';
  return diagnostic;
}
