import * as vscode from 'vscode';

import type { Command } from './command';

export const walkthroughId = 'preflens.start';

export const openWalkthrough: Command = ({ services: { context } }) =>
  vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#${walkthroughId}`, false);
