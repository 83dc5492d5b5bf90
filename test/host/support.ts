import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';

/** The extension, started, with the look inside that it gives to tests. */
export async function preflens(): Promise<PreflensInspection> {
  const extension = vscode.extensions.getExtension<PreflensInspection>('preflens.preflens');
  assert.ok(extension, 'the extension is present');
  return extension.activate();
}

export function extensionPath(): string {
  return vscode.extensions.getExtension('preflens.preflens')!.extensionPath;
}

export function workspaceFile(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

export const sample = (): vscode.Uri => workspaceFile('sample/preferences.jsonl');

/** A row in the plain form of TRL. */
export function pairRow(prompt: string, chosen = ' yes, of course', rejected = ' no, never'): string {
  return JSON.stringify({ prompt, chosen, rejected });
}

/** Rows that no other test has: what is in the store already needs no model. */
export function freshRows(count: number, topic: string): string[] {
  const run = `${topic} ${Date.now().toString(36)}`;
  return Array.from({ length: count }, (_, index) => pairRow(`Question ${index} about ${run}?`, ` Answer ${index * 7}.`, ` Nobody knows ${index % 5}.`));
}

export function writeDataset(name: string, rows: readonly string[]): vscode.Uri {
  return withText(name, rows.map((row) => `${row}\n`).join(''));
}

/** A file that holds exactly this text. A name is for one test alone: VS Code keeps documents a while, and would find that the file of another one changed beneath it. */
export function withText(name: string, text: string): vscode.Uri {
  const uri = workspaceFile(`host/${name}`);
  mkdirSync(path.dirname(uri.fsPath), { recursive: true });
  writeFileSync(uri.fsPath, text);
  return uri;
}

export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uri, { preview: false, viewColumn: vscode.ViewColumn.One });
}

export async function score(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('preflens.scoreDataset', uri);
}

/** Polls: the editor tells nobody when it has painted. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, milliseconds = 50_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(`waited ${milliseconds} ms in vain until ${what}`);
    await pause(25);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Gives settings back their defaults afterwards. */
export async function withSettings(settings: Record<string, unknown>, work: () => Promise<void>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('preflens');
  const set = async (values: [string, unknown][]) => {
    for (const [key, value] of values) await configuration.update(key, value, vscode.ConfigurationTarget.Workspace);
  };
  await set(Object.entries(settings));
  try {
    await work();
  } finally {
    await set(Object.keys(settings).map((key) => [key, undefined]));
  }
}

export interface Answers {
  /** Label of the entry that is picked; undefined closes the list. */
  readonly pick: string | undefined;
  /** Undefined closes the dialog. */
  readonly saveAs: vscode.Uri | undefined;
  /** What is chosen where a file is asked for; undefined closes the dialog. */
  readonly opened?: vscode.Uri;
  /** The button that is pressed on a warning or a question. */
  readonly button?: string | undefined;
}

export interface Asked {
  /** Labels of every list that was shown. */
  readonly picks: string[][];
  /** Name that the dialog to save began with. */
  suggested: vscode.Uri | undefined;
  /** Messages, with or without buttons. */
  readonly said: string[];
}

/** Answers the questions that come up meanwhile in the place of a person: no window gives its lists and dialogs to a test. Tells what was asked. */
export async function withAnswers(answers: Answers, work: (asked: Asked) => unknown): Promise<Asked> {
  const asked: Asked = { picks: [], suggested: undefined, said: [] };
  const window = vscode.window as unknown as Record<string, unknown>;
  const say = (message: string) => Promise.resolve(void asked.said.push(message));
  const stand = {
    showQuickPick: async (entries: Promise<readonly vscode.QuickPickItem[]>) => {
      const items = await entries;
      asked.picks.push(items.map(({ label }) => label));
      return items.find(({ label }) => label === answers.pick);
    },
    showSaveDialog: (options?: vscode.SaveDialogOptions) => {
      asked.suggested = options?.defaultUri;
      return Promise.resolve(answers.saveAs);
    },
    showOpenDialog: () => Promise.resolve(answers.opened && [answers.opened]),
    showWarningMessage: (message: string) => say(message).then(() => answers.button),
    showInformationMessage: say,
    showErrorMessage: say,
  };
  const real = Object.fromEntries(Object.keys(stand).map((name) => [name, window[name]]));
  Object.assign(window, stand);
  try {
    await work(asked);
  } finally {
    Object.assign(window, real);
  }
  return asked;
}
