import * as vscode from 'vscode';

import { findingCodes, type FindingSeverity } from '../../../core/noise/findingCodes';
import type { Finding } from '../../../core/noise/finding';
import { commandIds } from '../../commands/commandIds';
import { formatCertainty, formatCount } from '../../figures/numbers';
import type { FileFindings } from '../fileFindings';
import { findingArgument, type FindingArgument } from '../findingTarget';
import { findingPage } from '../findingLinks';
import { fixesOf } from '../fixEdits';
import type { FindingGroup } from './findingGroups';

/** An entry of the list. What menus hand to commands is made of its plain fields. */
export type FindingNode =
  | { readonly kind: 'group'; readonly uri: string; readonly code: string; readonly group: FindingGroup }
  | ({ readonly kind: 'finding'; readonly finding: Finding } & FindingArgument)
  | { readonly kind: 'more'; readonly uri: string; readonly code: string; readonly left: number };

export function groupNode(uri: vscode.Uri, group: FindingGroup): FindingNode {
  return { kind: 'group', uri: uri.toString(), code: group.code, group };
}

export function findingNode(uri: vscode.Uri, finding: Finding): FindingNode {
  return { kind: 'finding', finding, ...findingArgument(uri, finding) };
}

const icons: Readonly<Record<FindingSeverity, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  information: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
};

/** How an entry looks. */
export function nodeItem(node: FindingNode, findings: FileFindings | undefined): vscode.TreeItem {
  if (node.kind === 'group') return groupItem(node.group);
  if (node.kind === 'more') return moreItem(node);
  return findingItem(node, findings);
}

function groupItem({ code, severity, findings }: FindingGroup): vscode.TreeItem {
  const { title, explanation } = findingCodes[code];
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = code;
  item.description = formatCount(findings.length);
  item.iconPath = icons[severity];
  item.contextValue = fixesOf(code).length > 0 ? 'fixableGroup' : 'group';
  item.tooltip = new vscode.MarkdownString().appendText(explanation).appendMarkdown(`\n\n[${code}](${findingPage(code).toString(true)})`);
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} findings', title, findings.length) };
  return item;
}

function findingItem(node: Extract<FindingNode, { kind: 'finding' }>, findings: FileFindings | undefined): vscode.TreeItem {
  const { row, line, pair, code, message } = node.finding;
  const item = new vscode.TreeItem(vscode.l10n.t('Row {0}', formatCount(row + 1)), vscode.TreeItemCollapsibleState.None);
  item.id = `${code} ${row} ${pair} ${message.slice(0, 80)}`;
  item.description = message;
  item.contextValue = fixesOf(code).length > 0 ? 'fixableFinding' : 'finding';
  item.tooltip = tooltip(node.finding, findings?.report.pairVerdicts.of(row, pair)?.probabilityWrong ?? null);
  item.accessibilityInformation = { label: vscode.l10n.t('Row {0}, line {1}: {2}', row + 1, line, message) };
  item.command = { command: commandIds.showFinding, title: vscode.l10n.t('Show Finding'), arguments: [{ uri: node.uri, row, pair, code }] };
  return item;
}

/** As plain text: evidence may quote the file. */
function tooltip({ message, evidence }: Finding, probabilityWrong: number | null): string {
  const figures = Object.entries(evidence).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${String(value)}`);
  const certainty = probabilityWrong === null ? [] : [vscode.l10n.t('The label is wrong with a probability of {0}, by all evidence together.', formatCertainty(probabilityWrong))];
  return [message, ...certainty, ...figures].join('\n');
}

function moreItem({ uri, code, left }: Extract<FindingNode, { kind: 'more' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show more ({0} left)', formatCount(left)), vscode.TreeItemCollapsibleState.None);
  item.id = `more ${code}`;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: commandIds.showMoreFindings, title: vscode.l10n.t('Show More Findings'), arguments: [{ uri, code }] };
  return item;
}
