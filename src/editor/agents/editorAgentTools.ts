import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';

import type { AgentTools } from '../../app/agents/agentTools';
import type { AgentDataset } from '../../core/agents/agentDataset';
import { AllowedFolders } from '../../io/agents/allowedFolders';
import { openAgentDataset } from '../../io/agents/openAgentDataset';
import { contentHash } from '../../io/contentHash';
import { readConfiguration } from '../configuration/configuration';
import { readingOptionsFor } from '../configuration/readingOptionsFor';
import { openDocument } from '../documents/datasetFiles';
import type { EditorServices } from '../services';

/** The tools with the settings, models and folders of this window. */
export class EditorAgentTools {
  private tools: Promise<AgentTools> | undefined;

  constructor(private readonly services: EditorServices) {}

  /** Rejects with ToolRefusedError where it may not be read. */
  static locate(file: string, split: string | undefined): ReturnType<AllowedFolders['resolve']> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    return new AllowedFolders(folders.map(({ uri }) => uri.fsPath)).resolve(file, split);
  }

  get(): Promise<AgentTools> {
    this.tools ??= this.load();
    return this.tools;
  }

  private async load(): Promise<AgentTools> {
    // Linting brings tables of languages, which would slow the start of every window.
    const { AgentTools } = await import('../../app/agents/agentTools');
    return new AgentTools({
      open: (file, split, signal) => this.open(file, split, signal as AbortSignal),
      scorer: () => this.services.models.scorer,
      store: this.services.store,
      hash: contentHash,
      turn: setImmediate,
    });
  }

  private async open(file: string, split: string | undefined, signal: AbortSignal): Promise<AgentDataset> {
    const found = await EditorAgentTools.locate(file, split);
    const uri = vscode.Uri.file(found.path);
    const { files, scoring } = readConfiguration(uri);
    return openAgentDataset(found, {
      split: split ?? (files.split === '' ? undefined : files.split),
      maximalUnpackedBytes: files.maximalUnpackedBytes,
      parquetWorkerFile: path.join(this.services.context.extensionPath, 'dist', 'parquetWorker.js'),
      reading: readingOptionsFor(uri),
      settings: scoring,
      remarks: openDocument(uri)?.isDirty === true ? [unsaved] : [],
      signal,
    });
  }
}

/** For language models, so not localised. */
const unsaved = 'The file has unsaved changes in the editor; this answer is about what is saved.';
