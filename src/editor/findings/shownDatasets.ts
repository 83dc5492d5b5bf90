import * as vscode from 'vscode';

import { changeListSuffix } from '../../core/edits/changeList/changeRecord';
import { reviewSuffix } from '../../core/noise/review/reviewRecord';
import { isDatasetDocument } from '../documents/datasetFiles';
import { tableViewType } from '../table/tableEditor';

/** Datasets that somebody can see: texts that are datasets by their name or language, and files in tables. */
export function shownDatasets(): vscode.Uri[] {
  const texts = vscode.window.visibleTextEditors.filter(({ document }) => isDatasetDocument(document)).map(({ document }) => document.uri);
  const tables = vscode.window.tabGroups.all.flatMap(({ activeTab }) => (activeTab ? tableUri(activeTab) : []));
  return [...texts, ...tables].filter(isNoCompanion);
}

/** Files that have a tab, seen or not. */
export function openFiles(): ReadonlySet<string> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return new Set(tabs.flatMap((tab) => [...tableUri(tab), ...textUri(tab)]).map((uri) => uri.toString()));
}

/** What Preflens writes beside a dataset is none itself. */
function isNoCompanion({ path }: vscode.Uri): boolean {
  return !path.endsWith(changeListSuffix) && !path.endsWith(reviewSuffix);
}

function tableUri({ input }: vscode.Tab): vscode.Uri[] {
  return input instanceof vscode.TabInputCustom && input.viewType === tableViewType && input.uri.scheme === 'file' ? [input.uri] : [];
}

function textUri({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.modified] : [];
}
