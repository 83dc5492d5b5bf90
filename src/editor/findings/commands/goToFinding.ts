import * as vscode from 'vscode';

import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { findingCodes } from '../../../core/noise/findingCodes';
import type { EditorServices } from '../../services';
import type { FileFindings } from '../fileFindings';
import { findingNeighbour } from '../findingNeighbour';
import { goToRow } from '../goToRow';

/** Moves to the next or the previous row with a finding, from where the cursor or the table stands. */
export function goToFinding(direction: 'next' | 'previous'): Command {
  return async ({ services }, argument) => {
    const uri = datasetTarget(argument);
    if (uri === undefined) return;
    const findings = await services.findings.get(uri);
    const finding = findingNeighbour(findings.report.findings, rowHere(services, uri, findings), direction);
    if (finding === undefined) return void vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing was found in this file.'), 3000);
    await goToRow(services, uri, finding);
    vscode.window.setStatusBarMessage(`${findingCodes[finding.code].title}: ${finding.message}`, 6000);
  };
}

/** In a text the row on the line of the cursor or, between rows, the one before. */
function rowHere({ tables }: EditorServices, uri: vscode.Uri, { report }: FileFindings): number | undefined {
  const selected = tables.selectedRow(uri);
  if (selected !== null) return selected;
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) return undefined;
  const line = editor.selection.active.line + 1;
  // A finding on this line says its row; else any row between the findings before and behind will do.
  const here = report.findings.find((finding) => finding.line === line);
  if (here) return here.row;
  const before = report.findings.filter((finding) => finding.line < line).map(({ row }) => row);
  return before.reduce((last, row) => Math.max(last, row), -1) + 0.5;
}
