import * as vscode from 'vscode';

import { createDatasetOpener, type DatasetOpener } from './documents/datasetOpener';
import { DocumentLines } from './documents/documentLines';
import { FileScoreStore } from '../io/scoreStore/fileScoreStore';
import { storeFolder } from '../io/scoreStore/storeFolder';
import { readConfiguration } from './configuration/configuration';
import { ModelService } from './models/modelService';
import { ScoringService } from './scoring/scoringService';
import { SessionRegistry } from './session/sessionRegistry';

/** What features share. Passed to each; nothing is global. */
export interface EditorServices extends vscode.Disposable {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly store: FileScoreStore;
  readonly models: ModelService;
  readonly sessions: SessionRegistry;
  readonly lines: DocumentLines;
  readonly scoring: ScoringService;
  readonly openDataset: DatasetOpener;
}

export function createServices(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): EditorServices {
  const sessions = new SessionRegistry();
  const { folder, maximalMegabytes } = readConfiguration().store;
  const store = new FileScoreStore({ folder: folder.trim() || storeFolder(), maximalBytes: maximalMegabytes * 1e6, log });
  const models = new ModelService(context.extensionPath, log, store);
  const lines = new DocumentLines();
  const openDataset = createDatasetOpener(context.extensionPath);
  const scoring = new ScoringService(sessions, models, lines, openDataset, log);
  const all = vscode.Disposable.from(scoring, models, lines, sessions);
  return { context, log, store, models, sessions, lines, scoring, openDataset, dispose: () => all.dispose() };
}
