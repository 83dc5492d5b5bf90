import path from 'node:path';
import * as vscode from 'vscode';
import { z } from 'zod';

import { findingCodes, type FindingCode, type FindingFix } from '../../../core/noise/findingCodes';
import type { Command, CommandContext } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { tellOutcome } from '../../edits/tellOutcome';
import { formatCount } from '../../figures/numbers';
import type { FileFindings } from '../fileFindings';
import { fixEdits, fixesOf } from '../fixEdits';
import { fixName } from '../fixNames';
import { showChangePreview } from '../changePreview';

const argumentSchema = z.object({ uri: z.string(), code: z.string(), fix: z.enum(['drop', 'swap', 'repair-prompt', 'strip-tokens']).optional() });

/** Makes one fix of all findings of a code, after a look at what will change. One step for Undo. */
export const fixAllFindings: Command = async (context, argument) => {
  const given = argumentSchema.safeParse(argument).data;
  const uri = given ? vscode.Uri.parse(given.uri) : datasetTarget(argument);
  if (uri === undefined) return;
  const findings = await context.services.findings.get(uri);
  const code = codeNamed(given?.code) ?? (await chooseCode(findings));
  const fix = code && (given?.fix ?? (await chooseFix(code)));
  if (code === undefined || fix === undefined) return;
  await fixAll(context, findings, code, fix);
};

async function fixAll({ services: { datasetEditor } }: CommandContext, findings: FileFindings, code: FindingCode, fix: FindingFix): Promise<void> {
  const { uri } = findings;
  const affected = findings.report.findings.filter((finding) => finding.code === code);
  const edits = await fixEdits(datasetEditor, { uri, findings }, affected, fix);
  if (edits.length === 0) return void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to fix.'));
  const label = `${fixName(fix)} (${findingCodes[code].title}, ${formatCount(edits.length)})`;
  const edit = await datasetEditor.textEdit(uri, edits, { label, needsConfirmation: true });
  if (edit !== null) {
    // VS Code shows what will change, and makes it when that is confirmed.
    await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    return;
  }
  if (await confirmInList(uri, label, () => showChangePreview(datasetEditor, uri, edits))) tellOutcome(uri, label, await datasetEditor.apply(uri, edits));
}

/** A file that is not edited in place: its rows before and after can be looked at before the changes go to the list beside it. */
async function confirmInList(uri: vscode.Uri, label: string, show: () => Promise<void>): Promise<boolean> {
  const [apply, preview] = [vscode.l10n.t('Add to Change List'), vscode.l10n.t('Show Changes First')];
  const text = vscode.l10n.t('{0}: the changes go to the list beside {1}, where each can be undone.', label, path.basename(uri.fsPath));
  const answer = await vscode.window.showInformationMessage(text, { modal: true }, apply, preview);
  if (answer === preview) await show();
  return answer === apply || (answer === preview && (await vscode.window.showInformationMessage(label, apply)) === apply);
}

function codeNamed(name: string | undefined): FindingCode | undefined {
  return name !== undefined && Object.hasOwn(findingCodes, name) ? (name as FindingCode) : undefined;
}

async function chooseCode({ report }: FileFindings): Promise<FindingCode | undefined> {
  const counts = new Map<FindingCode, number>();
  for (const { code } of report.findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const fixable = [...counts].filter(([code]) => fixesOf(code).length > 0);
  const choices = fixable.map(([code, count]) => ({ label: findingCodes[code].title, description: formatCount(count), detail: findingCodes[code].explanation, code }));
  return (await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Fix all findings of which kind?') }))?.code;
}

async function chooseFix(code: FindingCode): Promise<FindingFix | undefined> {
  const fixes = fixesOf(code);
  if (fixes.length <= 1) return fixes[0];
  return (await vscode.window.showQuickPick(fixes.map((fix) => ({ label: fixName(fix), fix })), { title: findingCodes[code].title }))?.fix;
}
