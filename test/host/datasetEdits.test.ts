import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

import { closeAll, open, pairRow, preflens, until, withText, writeDataset } from './support';

const swap = (uri: vscode.Uri, ...rows: number[]) => vscode.commands.executeCommand('preflens.swapPair', rows.map((row) => ({ uri: uri.toString(), row })));
const bytes = (uri: vscode.Uri) => readFileSync(uri.fsPath, 'utf8');
const changesOf = (uri: vscode.Uri) => `${uri.fsPath}.preflens-changes.jsonl`;

describe('edits of a dataset that VS Code opens as text', function () {
  this.timeout(120_000);
  before(preflens);
  afterEach(closeAll);

  const oddRow = '{"prompt" : "p\\u00e9", "rejected":"no\\/",  "chosen" : "yes\\n" ,"n":1.0}';

  it('swap a pair in its own characters, and undo gives the same bytes', async () => {
    const before = `\ufeff${pairRow('first')}\r\n  ${oddRow}\r\n\r\n${pairRow('last')}`;
    const uri = withText('swap.jsonl', before);
    const editor = await open(uri);
    await swap(uri, 1);
    const swapped = oddRow.replace('"no\\/"', '"?"').replace('"yes\\n"', '"no\\/"').replace('"?"', '"yes\\n"');
    await editor.document.save();
    assert.equal(bytes(uri), before.replace(oddRow, swapped));
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('undo');
    await editor.document.save();
    assert.equal(bytes(uri), before);
    await vscode.commands.executeCommand('redo');
    await editor.document.save();
    assert.equal(bytes(uri), before.replace(oddRow, swapped));
  });

  it('swap all rows of a selection with one undo', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => pairRow(`question ${index}`, ` yes ${index}`, ` no ${index}`));
    const uri = writeDataset('selection.jsonl', rows);
    const editor = await open(uri);
    editor.selection = new vscode.Selection(1, 3, 4, 0);
    await vscode.commands.executeCommand('preflens.swapPair');
    const swapped = (index: number) => pairRow(`question ${index}`, ` no ${index}`, ` yes ${index}`);
    assert.equal(editor.document.getText(), [rows[0], swapped(1), swapped(2), swapped(3), rows[4], ''].join('\n'));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), [...rows, ''].join('\n'));
  });

  it('drop rows of a JSON array with their commas', async () => {
    const elements = [pairRow('a'), pairRow('b'), pairRow('c')];
    const uri = withText('array.json', `[\n  ${elements.join(',\n  ')}\n]\n`);
    const editor = await open(uri);
    editor.selection = new vscode.Selection(2, 0, 3, 1);
    await vscode.commands.executeCommand('preflens.dropRow');
    assert.equal(editor.document.getText(), `[\n  ${elements[0]!}\n]\n`);
  });

  it('edit a response with its lines in an editor of its own', async () => {
    const rows = [pairRow('a'), JSON.stringify({ prompt: 'q', chosen: 'one\ntwo', rejected: 'x' }), pairRow('c')];
    const uri = writeDataset('edit.jsonl', rows);
    await vscode.commands.executeCommand('preflens.editPair', { uri: uri.toString(), row: 1 }, 'chosen');
    const text = vscode.window.activeTextEditor!;
    assert.equal(text.document.getText(), 'one\ntwo');
    await text.edit((edit) => edit.insert(new vscode.Position(1, 3), '\n"three"'));
    assert.equal(await text.document.save(), true);
    await text.edit((edit) => edit.insert(new vscode.Position(0, 0), 'zero\n'));
    assert.equal(await text.document.save(), true);
    const expected = JSON.stringify({ prompt: 'q', chosen: 'zero\none\ntwo\n"three"', rejected: 'x' });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), [rows[0], expected, rows[2], ''].join('\n'));
  });

  it('refuse to save a text whose row was changed meanwhile', async () => {
    const uri = writeDataset('conflict.jsonl', [pairRow('a'), pairRow('b')]);
    await vscode.commands.executeCommand('preflens.editPair', { uri: uri.toString(), row: 1 }, 'rejected');
    const text = vscode.window.activeTextEditor!;
    writeFileSync(uri.fsPath, `${pairRow('other')}\n${pairRow('b', 'changed by another program')}\n`);
    const changed = bytes(uri);
    await text.edit((edit) => edit.insert(new vscode.Position(0, 0), 'mine'));
    text.document.save().then(undefined, () => undefined);
    await until('saving was tried', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return true;
    });
    assert.equal(text.document.isDirty, true, 'the text is kept');
    assert.equal(bytes(uri), changed);
    assert.equal(vscode.workspace.textDocuments.filter((document) => document.uri.toString() === uri.toString() && document.isDirty).length, 0);
  });
});

describe('edits of a dataset that VS Code does not open as text', function () {
  this.timeout(180_000);
  before(preflens);
  afterEach(closeAll);

  /** Mixed line ends are not kept by a text editor, so such a file is treated like one that is too large. */
  function mixed(name: string): { uri: vscode.Uri; before: string } {
    const before = `${pairRow('a')}\n${pairRow('b')}\r\n${pairRow('c')}\n`;
    const uri = withText(name, before);
    rmSync(changesOf(uri), { force: true });
    return { uri, before };
  }

  it('go to a change list, undone and redone there, and never to the file', async () => {
    const { uri, before } = mixed('mixed.jsonl');
    await swap(uri, 1);
    await vscode.commands.executeCommand('preflens.dropRow', { uri: uri.toString(), row: 0 });
    await vscode.commands.executeCommand('preflens.undoChange', uri);
    await vscode.commands.executeCommand('preflens.redoChange', uri);
    assert.equal(bytes(uri), before);
    const kinds = readFileSync(changesOf(uri), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind);
    assert.deepEqual(kinds, ['swap', 'drop', 'undo', 'redo']);
  });

  it('take the row at the cursor of such a file', async () => {
    const { uri, before } = mixed('cursor.jsonl');
    const editor = await open(uri);
    editor.selection = new vscode.Selection(1, 4, 1, 4);
    await vscode.commands.executeCommand('preflens.dropRow');
    assert.equal(bytes(uri), before);
    assert.equal(editor.document.isDirty, false);
    assert.equal((JSON.parse(readFileSync(changesOf(uri), 'utf8')) as { row: number }).row, 1);
  });

  it('show the changed row in the panel', async () => {
    const { uri } = mixed('panel.jsonl');
    await swap(uri, 2);
    const inspection = await preflens();
    await vscode.commands.executeCommand('preflens.explainPair', { uri: uri.toString(), row: 2 });
    await until('the swapped pair is shown', () => inspection.panelView()?.chosen === ' no, never');
  });

  it('of more than 50 MB are kept beside it', async () => {
    const filler = JSON.stringify({ filler: 'x'.repeat(1_000_000) });
    const uri = writeDataset('large.jsonl', [pairRow('first'), ...Array.from({ length: 60 }, () => filler), pairRow('last')]);
    rmSync(changesOf(uri), { force: true });
    const size = readFileSync(uri.fsPath).length;
    await swap(uri, 0, 61);
    await vscode.commands.executeCommand('preflens.silenceFinding', { uri: uri.toString(), row: 61, code: 'duplicate-pair', reason: 'on purpose' });
    assert.equal(readFileSync(uri.fsPath).length, size);
    const records = readFileSync(changesOf(uri), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { kind: string; row: number; hash: string });
    assert.deepEqual(records.map(({ kind, row }) => [kind, row]), [['swap', 0], ['swap', 61], ['silence', 61]]);
  });

  it('follow what another window writes to the list', async () => {
    const { uri } = mixed('windows.jsonl');
    await swap(uri, 0);
    const [first] = readFileSync(changesOf(uri), 'utf8').split('\n');
    const { id } = JSON.parse(first!) as { id: string };
    appendFileSync(changesOf(uri), `${JSON.stringify({ version: 1, id: 'other-window', at: '', kind: 'undo', of: id })}\n`);
    await swap(uri, 1);
    await vscode.commands.executeCommand('preflens.undoChange', uri);
    const records = readFileSync(changesOf(uri), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { kind: string; of?: string; row?: number; id: string });
    const last = records.at(-1)!;
    assert.equal(last.kind, 'undo');
    assert.equal(last.of, records.find(({ row }) => row === 1)!.id);
    assert.ok(existsSync(changesOf(uri)));
  });
});
