import * as vscode from 'vscode';

import { createDatasetOpener, type DatasetOpener } from './documents/datasetOpener';
import { ChangeLists } from './edits/changeLists';
import { DatasetEditor } from './edits/datasetEditor';
import { PairTextFiles } from './edits/pairTextFiles';
import { DocumentLines } from './documents/documentLines';
import { ModelService } from './models/modelService';
import { ScoringService } from './scoring/scoringService';
import { SessionRegistry } from './session/sessionRegistry';

/** What features share. Passed to each; nothing is global. */
export interface EditorServices extends vscode.Disposable {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly models: ModelService;
  readonly sessions: SessionRegistry;
  readonly lines: DocumentLines;
  readonly scoring: ScoringService;
  readonly openDataset: DatasetOpener;
  readonly changes: ChangeLists;
  readonly datasetEditor: DatasetEditor;
  readonly pairTexts: PairTextFiles;
}

export function createServices(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): EditorServices {
  const sessions = new SessionRegistry();
  const models = new ModelService(context.extensionPath, log);
  const lines = new DocumentLines();
  const openDataset = createDatasetOpener(context.extensionPath);
  const scoring = new ScoringService(sessions, models, lines, openDataset, log);
  const changes = new ChangeLists(log);
  const datasetEditor = new DatasetEditor(sessions, changes, openDataset);
  const pairTexts = new PairTextFiles(datasetEditor);
  const all = vscode.Disposable.from(pairTexts, changes, scoring, models, lines, sessions);
  return { context, log, models, sessions, lines, scoring, openDataset, changes, datasetEditor, pairTexts, dispose: () => all.dispose() };
}
