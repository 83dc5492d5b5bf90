import path from 'node:path';
import * as vscode from 'vscode';

import type { AttributionChart, SavedFormat } from '../../../shared/attributionProtocol';
import type { AttributionReport } from './attributionReport';
import { reportJson } from './reportJson';
import { reportMarkdown } from './reportMarkdown';
import { reportSvg } from './reportSvg';

export async function copyReport(report: AttributionReport): Promise<void> {
  await vscode.env.clipboard.writeText(reportMarkdown(report));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Figures copied as Markdown'), 3000);
}

/** Asks where to, beside the file that the prompt is from, and writes. */
export async function saveReport(report: AttributionReport, source: vscode.Uri, format: SavedFormat, chart: AttributionChart): Promise<void> {
  const content = format === 'json' ? reportJson(report) : reportSvg(report, chart);
  const { place } = report.view;
  await saveText(source, `${place.row === null ? 'selection' : `row-${String(place.row + 1)}`}-attribution.${format}`, content);
}

/** Nothing is written where nobody chose a place. */
export async function saveText(source: vscode.Uri, name: string, content: string): Promise<void> {
  const folder = source.scheme === 'file' ? vscode.Uri.file(path.dirname(source.fsPath)) : vscode.workspace.workspaceFolders?.[0]?.uri;
  const extension = path.extname(name).slice(1);
  const target = await vscode.window.showSaveDialog({ ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }), filters: { [extension.toUpperCase()]: [extension] } });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(content, 'utf8'));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Saved as {0}', path.basename(target.fsPath)), 3000);
}
