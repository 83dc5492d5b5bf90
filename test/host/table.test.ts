import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { closeAll, freshRows, open, preflens, sample, score, until, writeDataset } from './support';

describe('the table', function () {
  this.timeout(120_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  const openTabs = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputCustom);

  it('opens on the worst pair where the text of a scored file cannot be shown', async () => {
    const texts = freshRows(8, 'too large to be opened');
    const filler = 'x'.repeat(90_000);
    const rows = Array.from({ length: 140 }, (_, index) => (index < 8 ? texts[index]! : JSON.stringify({ filler })));
    const uri = writeDataset('too-large.jsonl', rows);
    await score(uri);
    assert.equal(vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()), false);
    const margins = inspection.results(uri).flatMap((row) => (row.kind === 'scored' ? [{ row: row.row, margin: row.rewardMargin! }] : []));
    assert.equal(margins.length, 8);
    const worst = margins.sort((a, b) => a.margin - b.margin)[0]!.row;
    await until('the worst row is chosen', () => inspection.tableRow(uri) === worst);
  });

  it('leaves text files to the text editor, and opens beside it when asked', async () => {
    await open(sample());
    assert.equal(openTabs().length, 0);
    await vscode.commands.executeCommand('preflens.openAsTable', sample());
    assert.equal(openTabs().length, 1);
    await vscode.commands.executeCommand('preflens.openAsTable', sample());
    assert.equal(openTabs().length, 1, 'the same table comes to the front');
  });

  it('opens a folder of shards as one table', async () => {
    const first = writeDataset('shards/train-00000-of-00002.jsonl', freshRows(3, 'first shard'));
    writeDataset('shards/train-00001-of-00002.jsonl', freshRows(4, 'second shard'));
    const folder = vscode.Uri.joinPath(first, '..');
    await vscode.commands.executeCommand('preflens.openDatasetFolder', folder);
    await score(folder);
    assert.equal(inspection.summary(folder)?.scored, 7);
  });

  it('shares its results with the text, and explains its own row', async () => {
    const uri = writeDataset('shared.jsonl', freshRows(6, 'shared'));
    await vscode.commands.executeCommand('preflens.openAsTable', uri);
    await score(uri);
    assert.equal(vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString()), false, 'no text editor opens over the table');
    assert.equal(inspection.summary(uri)?.scored, 6);
    await vscode.commands.executeCommand('preflens.explainPair');
    assert.equal(inspection.panelView()?.row, 0);
  });
});
