import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { closeAll, freshRows, open, pairRow, preflens, sample, score, until, withSettings, writeDataset } from './support';

describe('the pair panel', function () {
  this.timeout(120_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  const shows = (row: number) => () => inspection.panelView()?.row === row && inspection.panelView()?.score !== null;

  it('explains the row at the cursor, token by token', async () => {
    const editor = await open(sample());
    editor.selection = new vscode.Selection(6, 20, 6, 20);
    await vscode.commands.executeCommand('preflens.explainPair');
    const view = inspection.panelView()!;
    assert.equal(view.row, 6);
    assert.equal(view.line, 7);
    assert.equal(view.rowCount, 90);
    assert.equal(view.file, 'preferences.jsonl');
    assert.equal(view.failure, null);
    assert.equal(view.score!.chosen.tokens!.length, view.score!.chosen.tokenCount);
  });

  it('explains a given row of a file that is not open', async () => {
    const uri = writeDataset('closed.jsonl', freshRows(3, 'closed'));
    await vscode.commands.executeCommand('preflens.explainPair', { uri: uri.toString(), row: 2 });
    assert.equal(inspection.panelView()?.row, 2);
    assert.equal(inspection.panelView()?.fileFigures, null);
  });

  it('follows the cursor from row to row, unless told not to', async () => {
    const editor = await open(sample());
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('preflens.explainPair');
    editor.selection = new vscode.Selection(9, 0, 9, 0);
    await until('the panel follows', shows(9));
    await withSettings({ 'pairPanel.followCursor': false }, async () => {
      editor.selection = new vscode.Selection(3, 0, 3, 0);
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.equal(inspection.panelView()?.row, 9);
    });
  });

  it('places the pair among the others of a scored file', async () => {
    await score(sample());
    await vscode.commands.executeCommand('preflens.explainPair', { uri: sample().toString(), row: 0 });
    const figures = inspection.panelView()!.fileFigures!;
    assert.ok(figures.scoredRows > 80);
    assert.ok(figures.marginPercentile! >= 0 && figures.marginPercentile! <= 1);
  });

  it('says why a row cannot be read', async () => {
    const uri = writeDataset('unreadable.jsonl', ['{"prompt":', pairRow('fine')]);
    await vscode.commands.executeCommand('preflens.explainPair', { uri: uri.toString(), row: 0 });
    assert.ok(inspection.panelView()!.failure);
    assert.equal(inspection.panelView()!.score, null);
  });

  it('has its figures while a long file is being scored', async () => {
    const uri = writeDataset('busy.jsonl', freshRows(400, 'busy'));
    const scoring = score(uri);
    await until('scoring runs', () => (inspection.summary(uri)?.done ?? 0) > 5);
    await vscode.commands.executeCommand('preflens.explainPair', { uri: uri.toString(), row: 399 });
    assert.equal(inspection.panelView()?.row, 399);
    assert.ok(inspection.panelView()?.score);
    assert.equal(inspection.isBusy(uri), true, 'the file is still being scored');
    await vscode.commands.executeCommand('preflens.cancelScoring', uri);
    await scoring;
  });

  it('steps from the worst pair on', async () => {
    await open(sample());
    await score(sample());
    const margins = inspection.results(sample()).flatMap((row) => (row.kind === 'scored' ? [{ row: row.row, margin: row.rewardMargin! }] : []));
    const order = margins.sort((a, b) => a.margin - b.margin || a.row - b.row).map(({ row }) => row);
    const editor = await open(sample());
    const line = () => editor.selection.active.line;
    editor.selection = new vscode.Selection(order[0]!, 0, order[0]!, 0);
    await vscode.commands.executeCommand('preflens.goToNextWorstPair');
    await until('the second worst', () => line() === order[1]);
    await vscode.commands.executeCommand('preflens.goToNextWorstPair');
    await until('the third worst', () => line() === order[2]);
    await vscode.commands.executeCommand('preflens.goToPreviousWorstPair');
    await until('the second worst again', () => line() === order[1]);
  });
});
