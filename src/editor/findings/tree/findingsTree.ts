import path from 'node:path';
import * as vscode from 'vscode';

import { activeFile, watchActiveFile } from '../../documents/datasetFiles';
import type { EditorServices } from '../../services';
import { formatCount, formatPercent } from '../../figures/numbers';
import { findingGroups, wholeView, type FindingGroup, type FindingsView } from './findingGroups';
import { findingNode, groupNode, nodeItem, type FindingNode } from './findingNodes';

/** A list of a hundred thousand entries would take seconds to send; nobody reads past the first hundreds without asking. */
const pageSize = 200;
const settleMilliseconds = 100;

/** The findings of the dataset in front, by code. Rows are made when a group is opened, a page at a time. */
export class FindingsTree implements vscode.TreeDataProvider<FindingNode>, vscode.Disposable {
  private readonly changeEmitter = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changeEmitter.event;
  private readonly view: vscode.TreeView<FindingNode>;
  private readonly subscription: vscode.Disposable;
  private readonly pages = new Map<string, number>();
  private groups: readonly FindingGroup[] = [];
  private shown: vscode.Uri | undefined;
  private look: FindingsView = wholeView;
  private settling: NodeJS.Timeout | undefined;

  constructor(private readonly services: EditorServices) {
    const { findings } = services;
    this.view = vscode.window.createTreeView('preflens.findings', { treeDataProvider: this, showCollapseAll: true });
    this.subscription = vscode.Disposable.from(
      this.view,
      findings.onDidChange(() => this.later()),
      watchActiveFile(() => this.later()),
    );
    this.update();
  }

  /** The file whose findings are listed. */
  get uri(): vscode.Uri | undefined {
    return this.shown;
  }

  get options(): FindingsView {
    return this.look;
  }

  setOptions(options: FindingsView): void {
    this.look = options;
    this.update();
  }

  showMore(code: string): void {
    this.pages.set(code, (this.pages.get(code) ?? 1) + 1);
    this.changeEmitter.fire();
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    return nodeItem(node, this.shown && this.services.findings.of(this.shown));
  }

  getChildren(node?: FindingNode): FindingNode[] {
    const uri = this.shown;
    if (uri === undefined) return [];
    if (node === undefined) return this.groups.map((group) => groupNode(uri, group));
    return node.kind === 'group' ? this.rows(uri, node.group) : [];
  }

  dispose(): void {
    clearTimeout(this.settling);
    this.subscription.dispose();
    this.changeEmitter.dispose();
  }

  private rows(uri: vscode.Uri, { code, findings }: FindingGroup): FindingNode[] {
    const count = (this.pages.get(code) ?? 1) * pageSize;
    const nodes = findings.slice(0, count).map((finding) => findingNode(uri, finding));
    const left = findings.length - nodes.length;
    return left > 0 ? [...nodes, { kind: 'more', uri: uri.toString(), code, left }] : nodes;
  }

  private later(): void {
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      this.update();
    }, settleMilliseconds);
  }

  /** The pair panel or another view in front changes nothing about which dataset is meant. */
  private update(): void {
    const { findings } = this.services;
    const front = activeFile();
    if (front && findings.state(front)) this.shown = front;
    else if (this.shown && !findings.state(this.shown)) this.shown = undefined;
    const known = this.shown && findings.of(this.shown);
    this.groups = known ? findingGroups(known.report.findings, this.look) : [];
    this.describe();
    this.changeEmitter.fire();
  }

  private describe(): void {
    const state = this.shown && this.services.findings.state(this.shown);
    const known = this.shown && this.services.findings.of(this.shown);
    const count = known?.report.findings.length ?? 0;
    this.view.description = this.shown ? path.basename(this.shown.fsPath) : '';
    this.view.badge = count === 0 ? undefined : { value: count, tooltip: vscode.l10n.t('{0} findings', formatCount(count)) };
    const listed = this.groups.reduce((sum, { findings }) => sum + findings.length, 0);
    this.view.message = messageOf(state, known === undefined ? null : { count, listed, silenced: known.report.silenced, notKept: known.report.notKept }) ?? '';
  }
}

interface Counts {
  readonly count: number;
  readonly listed: number;
  readonly silenced: number;
  readonly notKept: number;
}

function messageOf(state: ReturnType<EditorServices['findings']['state']>, counts: Counts | null): string | undefined {
  if (state?.kind === 'failed') return state.problem;
  if (state?.kind === 'looking') return state.share === null ? vscode.l10n.t('Looking for findings…') : vscode.l10n.t('Looking for findings… {0}', formatPercent(state.share));
  if (counts === null) return undefined;
  const parts = [];
  if (counts.listed < counts.count) parts.push(vscode.l10n.t('{0} of {1} findings are listed.', formatCount(counts.listed), formatCount(counts.count)));
  if (counts.notKept > 0) parts.push(vscode.l10n.t('{0} more for information are not kept.', formatCount(counts.notKept)));
  if (counts.silenced > 0) parts.push(vscode.l10n.t('{0} are silenced or switched off.', formatCount(counts.silenced)));
  return parts.length === 0 ? undefined : parts.join(' ');
}
