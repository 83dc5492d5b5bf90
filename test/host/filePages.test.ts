import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { closeAll, freshRows, open, preflens, score, until, writeDataset } from './support';

describe('commands while a page about a file is in front', function () {
  this.timeout(180_000);
  let inspection: PreflensInspection;
  let uri: vscode.Uri;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  /** A scored file, and in front of its text that of another one: nothing but a page says that it is meant. */
  async function behindAnother(name: string): Promise<void> {
    uri = writeDataset(`${name}.jsonl`, freshRows(6, name));
    await open(uri);
    await score(uri);
    await vscode.commands.executeCommand('preflens.explainPair', { uri: uri.toString(), row: 4 });
    await open(writeDataset(`${name}-other.jsonl`, freshRows(2, `${name} other`)));
    await until('the status bar is about the other file', () => !inspection.statusText().includes('6 pairs'));
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await until('the page is in front', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Pair 5');
  }

  async function areAboutTheFile(): Promise<void> {
    await until('the status bar is about the file', () => inspection.statusText().includes('6 pairs'));
    await vscode.commands.executeCommand('preflens.showOverview');
    await until('its overview is shown', () => inspection.overview(uri)?.figures.pairs === 6);
  }

  it('are about the pair of the pair panel', async () => {
    await behindAnother('front-pair');
    await vscode.commands.executeCommand('preflens.explainPair');
    assert.equal(inspection.panelView()?.row, 4, 'the pair that is shown stays');
    await areAboutTheFile();
  });

  it('are about the pair of an attribution, which a command of the pair panel began', async () => {
    await behindAnother('front-attribution');
    await vscode.commands.executeCommand('preflens.attributePrompt');
    await until('the prompt of the pair is attributed', () => inspection.attribution()?.view.place.row === 4);
    await until('it is in front', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Attribution of row 5');
    await areAboutTheFile();
  });
});
