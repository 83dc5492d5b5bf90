import * as vscode from 'vscode';

import { activeFile } from '../documents/datasetFiles';
import type { Command } from './command';

/** Stops the scoring of the file in front; where that is not being scored, of all files. */
export const cancelScoring: Command = async ({ services: { scoring } }, argument) => {
  const uri = argument instanceof vscode.Uri ? argument : activeFile();
  await scoring.cancel(uri && scoring.isScoring(uri) ? uri : undefined);
};
