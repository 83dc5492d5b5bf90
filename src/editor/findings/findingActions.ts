import * as vscode from 'vscode';

import type { Finding } from '../../core/noise/finding';
import { findingCodes, type FindingFix } from '../../core/noise/findingCodes';
import { commandIds } from '../commands/commandIds';
import type { Feature } from '../feature';
import type { EditorServices } from '../services';
import { changedTextFixes } from './changedTextFixes';
import { isCurrent, type FileFindings } from './fileFindings';
import { findingArgument } from './findingTarget';
import { fixesOf } from './fixEdits';
import { fixName } from './fixNames';

/** On save, for who asks for it: fixes that keep the pair and only mend its texts. */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('preflens');

const selector: vscode.DocumentSelector = [
  { scheme: 'file', language: 'jsonl' },
  { scheme: 'file', pattern: '**/*.{jsonl,ndjson,json,csv,tsv}' },
];

export const findingActionsFeature: Feature = {
  name: 'fixes of findings',
  start: (services) => vscode.languages.registerCodeActionsProvider(selector, new FindingActions(services), { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] }),
};

class FindingActions implements vscode.CodeActionProvider {
  constructor(private readonly services: EditorServices) {}

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range, { only, diagnostics }: vscode.CodeActionContext): Promise<vscode.CodeAction[]> {
    const findings = this.services.findings.of(document.uri);
    if (!findings) return [];
    if (only?.contains(fixAllKind)) return this.fixAll(document);
    if (only && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
    if (!isCurrent(findings, document)) return [];
    return findingsAt(findings, range).flatMap((finding) => actionsOf(findings, finding, diagnostics));
  }

  private async fixAll({ uri }: vscode.TextDocument): Promise<vscode.CodeAction[]> {
    // Text was perhaps typed a moment ago: what is fixed is what stands there now.
    const findings = await this.services.findings.get(uri);
    const edit = await changedTextFixes(this.services.datasetEditor, findings);
    if (edit === null || edit.size === 0) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Mend the texts of all pairs'), fixAllKind);
    action.edit = edit;
    return [action];
  }
}

/** A row of CSV or JSON may go over several lines; its findings are offered on the first. */
function findingsAt({ report }: FileFindings, range: vscode.Range): Finding[] {
  return report.findings.filter(({ line }) => line - 1 >= range.start.line && line - 1 <= range.end.line);
}

function actionsOf({ uri, report }: FileFindings, finding: Finding, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const { code } = finding;
  const about = diagnostics.filter((diagnostic) => codeOf(diagnostic) === code && diagnostic.message === finding.message);
  const argument = findingArgument(uri, finding);
  const create = (title: string, command: string, given: unknown, isPreferred = false): vscode.CodeAction => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command, title, arguments: [given] };
    action.diagnostics = about;
    action.isPreferred = isPreferred;
    return action;
  };
  const fixes = fixesOf(code);
  const isRepeated = report.findings.some((other) => other !== finding && other.code === code);
  const everywhere = (fix: FindingFix) => create(vscode.l10n.t('{0}: all “{1}” in this file…', fixName(fix), findingCodes[code].title), commandIds.fixAllFindings, { uri: uri.toString(), code, fix });
  return [
    ...fixes.map((fix) => create(fixName(fix), commandIds.fixFinding, { ...argument, fix }, fixes.length === 1)),
    create(vscode.l10n.t('Keep the pair and silence “{0}”…', findingCodes[code].title), commandIds.keepFinding, argument),
    ...(isRepeated ? fixes.map(everywhere) : []),
  ];
}

function codeOf({ code }: vscode.Diagnostic): unknown {
  return typeof code === 'object' ? code.value : code;
}
