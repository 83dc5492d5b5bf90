import assert from 'node:assert/strict';
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { closeAll, freshRows, open, pairRow, preflens, score, until, writeDataset } from './support';

describe('a scored file that changes', function () {
  this.timeout(120_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  const isDone = (uri: vscode.Uri, rows: number) => !inspection.isBusy(uri) && inspection.summary(uri)?.rows === rows && inspection.summary(uri)?.done === rows;

  it('is scored again on save, and only the changed row goes to the models', async () => {
    const uri = writeDataset('saved.jsonl', freshRows(12, 'saving'));
    const editor = await open(uri);
    await score(uri);
    const requests = inspection.requestCount();
    const before = inspection.results(uri);
    await editor.edit((edit) => edit.replace(editor.document.lineAt(3).range, freshRows(1, 'saved instead')[0]!));
    await editor.document.save();
    await until('the changed row is scored', () => isDone(uri, 12) && inspection.requestCount() > requests);
    assert.equal(inspection.requestCount(), requests + 1);
    const after = inspection.results(uri);
    assert.notDeepEqual(after[3], before[3]);
    assert.deepEqual(after.filter((_, row) => row !== 3), before.filter((_, row) => row !== 3));
  });

  it('asks no model when rows only move', async () => {
    const uri = writeDataset('moved.jsonl', freshRows(8, 'moving rows'));
    const editor = await open(uri);
    await score(uri);
    const requests = inspection.requestCount();
    await editor.edit((edit) => edit.delete(new vscode.Range(2, 0, 3, 0)));
    await editor.document.save();
    await until('the file is scored again', () => isDone(uri, 7));
    assert.equal(inspection.requestCount(), requests);
    assert.deepEqual(inspection.results(uri).map(({ row, line }) => [row, line]), Array.from({ length: 7 }, (_, row) => [row, row + 1]));
  });

  it('is left alone on save when it never was scored', async () => {
    const uri = writeDataset('unscored.jsonl', freshRows(3, 'not scored'));
    const other = writeDataset('scored-beside.jsonl', freshRows(3, 'scored beside'));
    await open(other);
    await score(other);
    const editor = await open(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${pairRow('first')}\n`));
    await editor.document.save();
    // What is saved later is seen to later.
    const later = await open(other);
    await later.edit((edit) => edit.insert(new vscode.Position(0, 0), `${pairRow('first beside')}\n`));
    await later.document.save();
    await until('the other file is scored again', () => isDone(other, 4));
    assert.equal(inspection.summary(uri), null);
  });

  it('follows another program that writes to it', async () => {
    const uri = writeDataset('written.jsonl', freshRows(4, 'writing'));
    await open(uri);
    await score(uri);
    appendFileSync(uri.fsPath, `${freshRows(1, 'appended')[0]!}\n`);
    // Where no changes are told, looking at the file again is what counts; saving it does that here.
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the new row is scored', () => isDone(uri, 5));
  });

  it('forgets a file that is gone', async () => {
    const uri = writeDataset('deleted.jsonl', ['{', pairRow('kept')]);
    await open(uri);
    await score(uri);
    await until('a diagnostic is there', () => vscode.languages.getDiagnostics(uri).length === 1);
    await vscode.workspace.fs.delete(uri);
    await until('nothing is left', () => inspection.summary(uri) === null && vscode.languages.getDiagnostics(uri).length === 0);
  });

  it('reports a missing file and a folder in one sentence', async () => {
    const uri = writeDataset('missing.jsonl', [pairRow('gone')]);
    rmSync(uri.fsPath);
    void score(uri);
    await until('the problem is known', () => inspection.problem(uri) !== null);
    assert.ok(inspection.problem(uri)!.includes('missing.jsonl'));
  });

  it('scores what is on disk when asked to, and finds the rows in the changed document', async () => {
    const uri = writeDataset('dirty.jsonl', freshRows(5, 'unsaved'));
    const editor = await open(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), `${pairRow('unsaved')}\n`));
    assert.equal(editor.document.isDirty, true);
    await inspection.scoreFromDisk(uri);
    assert.equal(inspection.summary(uri)?.done, 5);
    await until('chips stand where the rows are', () => {
      const figures = inspection.chips(uri).filter(({ kind }) => kind !== 'pending');
      return figures.map(({ line }) => line).join() === '0,2,3,4,5';
    });
  });

  it('survives being replaced while it is scored', async () => {
    const rows = freshRows(150, 'replacing');
    const uri = writeDataset('replaced.jsonl', rows);
    const scoring = score(uri);
    await until('some rows are scored', () => (inspection.summary(uri)?.done ?? 0) >= 10);
    writeFileSync(`${uri.fsPath}.new`, rows.slice(0, 100).map((row) => `${row}\n`).join(''));
    renameSync(`${uri.fsPath}.new`, uri.fsPath);
    await scoring;
    await until('the new file is scored', () => isDone(uri, 100));
  });
});
