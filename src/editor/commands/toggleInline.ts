import * as vscode from 'vscode';

import { readConfiguration } from '../configuration/configuration';
import type { Command } from './command';

/** Hides or shows everything inline, in the place where the setting is made, so that it lasts. */
export const toggleInline: Command = async () => {
  const settings = vscode.workspace.getConfiguration('preflens.inline');
  const isInWorkspace = settings.inspect('enabled')?.workspaceValue !== undefined;
  const target = isInWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update('enabled', !readConfiguration().inline.enabled, target);
};
