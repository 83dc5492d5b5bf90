import * as vscode from 'vscode';

import { readConfiguration } from '../configuration/configuration';
import { datasetSelector } from '../documents/datasetFiles';
import type { Feature } from '../feature';
import type { SessionRegistry } from '../session/sessionRegistry';
import { hoverText } from './hoverText';

/** The hover belongs to the chip; over the text of the row it would be in the way of reading. */
const hoverCharacters = 1;

export const hoverFeature: Feature = {
  name: 'hover',
  start: ({ sessions }) => vscode.languages.registerHoverProvider(datasetSelector, { provideHover: (document, position) => provideHover(sessions, document, position) }),
};

function provideHover(sessions: SessionRegistry, document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  const session = sessions.get(document.uri);
  if (!session || position.character > hoverCharacters) return undefined;
  const { enabled, hover } = readConfiguration(document.uri).inline;
  const figures = enabled && hover ? session.atDocumentLine(position.line) : undefined;
  if (!figures) return undefined;
  const row = session.rowAtDocumentLine(position.line) ?? figures.row;
  return new vscode.Hover(hoverText(session, figures, row), new vscode.Range(position.line, 0, position.line, hoverCharacters));
}
