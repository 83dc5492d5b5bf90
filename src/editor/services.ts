import path from 'node:path';
import * as vscode from 'vscode';

import { createDatasetOpener, type DatasetOpener } from './documents/datasetOpener';
import { ChangeLists } from './edits/changeLists';
import { DatasetEditor } from './edits/datasetEditor';
import { PairTextFiles } from './edits/pairTextFiles';
import { DocumentLines } from './documents/documentLines';
import { FileScoreStore } from '../io/scoreStore/fileScoreStore';
import { storeFolder } from '../io/scoreStore/storeFolder';
import { ThreadProbeTrainer } from '../engine/training/threadProbeTrainer';
import { readConfiguration } from './configuration/configuration';
import { ModelService } from './models/modelService';
import { ScoringService } from './scoring/scoringService';
import { SessionRegistry } from './session/sessionRegistry';
import { RowSelections } from './overview/rowSelections';
import { FindingSettingsFiles } from './findings/findingSettingsFiles';
import { FindingsService } from './findings/findingsService';
import { AuditedRates } from './findings/review/auditedRates';
import { createFindingsSearch } from './findings/searchFindings';
import { TableViews } from './table/tableViews';

/** What features share. Passed to each; nothing is global. */
export interface EditorServices extends vscode.Disposable {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly store: FileScoreStore;
  readonly models: ModelService;
  readonly sessions: SessionRegistry;
  readonly lines: DocumentLines;
  readonly scoring: ScoringService;
  readonly tables: TableViews;
  readonly openDataset: DatasetOpener;
  readonly changes: ChangeLists;
  readonly datasetEditor: DatasetEditor;
  readonly pairTexts: PairTextFiles;
  readonly findings: FindingsService;
  readonly findingSettings: FindingSettingsFiles;
  readonly auditedRates: AuditedRates;
  /** Rows that are selected in pictures. */
  readonly selections: RowSelections;
}

export function createServices(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): EditorServices {
  const sessions = new SessionRegistry();
  const { folder, maximalMegabytes } = readConfiguration().store;
  const store = new FileScoreStore({ folder: folder.trim() || storeFolder(), maximalBytes: maximalMegabytes * 1e6, log });
  const models = new ModelService(context.extensionPath, log, store);
  const lines = new DocumentLines();
  const tables = new TableViews();
  const openDataset = createDatasetOpener(context.extensionPath);
  const scoring = new ScoringService(sessions, models, lines, tables, openDataset, log);
  const changes = new ChangeLists(log);
  const datasetEditor = new DatasetEditor(sessions, changes, openDataset);
  const pairTexts = new PairTextFiles(datasetEditor);
  const selections = new RowSelections();
  const findingSettings = new FindingSettingsFiles();
  const trainer = new ThreadProbeTrainer(path.join(context.extensionPath, 'dist', 'probeTrainer.js'));
  const findings = new FindingsService(createFindingsSearch({ changes, sessions, models, openDataset, trainer, settings: findingSettings }), log);
  const auditedRates = new AuditedRates();
  const all = vscode.Disposable.from(findings, { dispose: () => void trainer.dispose() }, findingSettings, auditedRates, selections, pairTexts, changes, scoring, models, lines, sessions);
  return { context, log, store, models, sessions, lines, scoring, tables, openDataset, changes, datasetEditor, pairTexts, findings, findingSettings, auditedRates, selections, dispose: () => all.dispose() };
}
