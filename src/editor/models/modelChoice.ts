import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

import { resolveModels, type ModelPair } from '../../engine/embeddedModels';
import type { Configuration } from '../configuration/configuration';

export interface ModelChoice extends ModelPair {
  /** True when settings name models that an untrusted workspace may not load. */
  readonly restricted: boolean;
}

/**
 * The models that the settings mean. A model file is input to a native library, so in a workspace that is not trusted
 * only the embedded ones are loaded, whatever the settings say.
 */
export function chooseModels(extensionPath: string, { models }: Configuration): ModelChoice {
  const chosen = { policy: expandPath(models.policy), reference: expandPath(models.reference) };
  if (vscode.workspace.isTrusted) return { ...resolveModels(extensionPath, chosen), restricted: false };
  return { ...resolveModels(extensionPath, {}), restricted: chosen.policy !== '' || chosen.reference !== '' };
}

function expandPath(written: string): string {
  const text = written.trim();
  if (text === '' || text === 'none' || path.isAbsolute(text)) return text;
  if (text === '~' || text.startsWith('~/') || text.startsWith('~\\')) return path.join(homedir(), text.slice(1));
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return folder ? path.join(folder.uri.fsPath, text) : path.resolve(text);
}
