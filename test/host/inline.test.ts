import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { closeAll, freshRows, open, pairRow, preflens, sample, score, until, withSettings, writeDataset } from './support';

const figure = /^\s*[+−]?\d+\.\d+$/;

describe('inline figures', function () {
  this.timeout(120_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  const textAt = (uri: vscode.Uri, line: number) => inspection.chips(uri).find((chip) => chip.line === line)?.text;
  const isFigure = (uri: vscode.Uri, line: number) => figure.test(textAt(uri, line) ?? '');

  it('put a chip of one width before each visible row', async () => {
    await open(sample());
    await score(sample());
    await until('chips are there', () => inspection.chips(sample()).length > 10 && inspection.chips(sample()).every(({ text }) => figure.test(text)));
    assert.deepEqual([...new Set(inspection.chips(sample()).map(({ text }) => text.length))], [7]);
    const { bars, ruler } = inspection.heat(sample());
    await until('bars are there', () => inspection.heat(sample()).bars.some((count) => count > 0));
    assert.equal(bars.length, 8);
    assert.equal(ruler.length, 2);
  });

  it('have chips for the visible part of a long file only', async () => {
    const uri = writeDataset('long.jsonl', Array.from({ length: 3000 }, () => pairRow('the same')));
    const editor = await open(uri);
    await score(uri);
    await until('chips are there', () => inspection.chips(uri).length > 0);
    assert.ok(inspection.chips(uri).length < 300, `${inspection.chips(uri).length} chips`);
    editor.revealRange(new vscode.Range(2500, 0, 2500, 0), vscode.TextEditorRevealType.AtTop);
    await until('chips follow', () => isFigure(uri, 2500) && !isFigure(uri, 0));
  });

  it('say what is wrong with a row in two words', async () => {
    const long = 'a very long story indeed, and then '.repeat(600);
    const uri = writeDataset('chip-problems.jsonl', ['nonsense', pairRow(long), pairRow('fine')]);
    await open(uri);
    await score(uri);
    await until('chips are there', () => inspection.chips(uri).length === 3 && isFigure(uri, 2));
    assert.equal(textAt(uri, 0), '✕ not JSON');
    assert.equal(textAt(uri, 1), '⚠ prompt too long');
  });

  it('move with their rows and vanish from touched ones', async () => {
    const uri = writeDataset('moving.jsonl', freshRows(6, 'moving'));
    const editor = await open(uri);
    await score(uri);
    await until('chips are there', () => inspection.chips(uri).length === 6);
    const before = [0, 1, 2, 3, 4, 5].map((line) => textAt(uri, line));
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), `${pairRow('new')}\n`));
    await until('the rows below moved', () => textAt(uri, 3) === before[2] && textAt(uri, 6) === before[5]);
    assert.equal(isFigure(uri, 2), false);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 5), 'x'));
    await until('the touched row lost its figure', () => !isFigure(uri, 0));
    assert.equal(textAt(uri, 1), before[1]);
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    await until('undoing brings all back', () => [0, 1, 2, 3, 4, 5].every((line) => textAt(uri, line) === before[line]));
  });

  it('show another figure when asked to', async () => {
    await open(sample());
    await score(sample());
    await withSettings({ 'inline.figure': 'preferenceProbability' }, async () => {
      await until('probabilities stand there', () => inspection.chips(sample()).length > 0 && inspection.chips(sample()).every(({ text }) => /^\s*[01]\.\d+$/.test(text)));
    });
  });

  it('go with one command, and come back', async () => {
    await open(sample());
    await score(sample());
    await until('chips are there', () => inspection.chips(sample()).length > 0);
    await vscode.commands.executeCommand('preflens.toggleInline');
    await until('nothing is left', () => inspection.chips(sample()).length === 0 && inspection.heat(sample()).bars.every((count) => count === 0));
    assert.deepEqual(await hovers(sample(), 0), []);
    assert.deepEqual(await lenses(sample()), []);
    await vscode.commands.executeCommand('preflens.toggleInline');
    await until('chips are back', () => inspection.chips(sample()).length > 0);
  });

  it('can be switched off one by one', async () => {
    await open(sample());
    await score(sample());
    await withSettings({ 'inline.chips': false }, async () => {
      await until('chips are gone', () => inspection.chips(sample()).length === 0);
      await until('bars stay', () => inspection.heat(sample()).bars.some((count) => count > 0));
    });
    await withSettings({ 'inline.heat': false }, () => until('bars are gone', () => inspection.heat(sample()).bars.every((count) => count === 0)));
    await withSettings({ 'inline.hover': false }, async () => assert.deepEqual(await hovers(sample(), 0), []));
    await withSettings({ 'inline.codeLens': 'none' }, async () => assert.deepEqual(await lenses(sample()), []));
  });

  it('explain themselves in a hover over the start of the row only', async () => {
    await open(sample());
    await score(sample());
    const [text] = await hovers(sample(), 0);
    assert.match(text!, /\*\*Row 1\*\*/);
    assert.match(text!, /Reward margin \*\*/);
    assert.match(text!, /Likelihood margin \*\*/);
    assert.match(text!, /command:preflens\.explainPair\?/);
    assert.deepEqual(await hovers(sample(), 0, 40), []);
  });

  it('never turn text of the file into markup', async () => {
    const uri = writeDataset('hostile.jsonl', ['{"[a](command:workbench.action.quit)": 1, "<b>": 2}']);
    await open(uri);
    await score(uri);
    const [text] = await hovers(uri, 0);
    assert.ok(text, 'there is a hover');
    assert.doesNotMatch(text, /(?<!\\)\[a(?<!\\)\]\(command/);
  });

  it('put a lens above the row with the cursor, or above all, or nowhere', async () => {
    const editor = await open(sample());
    await score(sample());
    editor.selection = new vscode.Selection(4, 0, 4, 0);
    await until('the lens is at the cursor', async () => (await lenses(sample())).join() === '4,4');
    await withSettings({ 'inline.codeLens': 'all' }, async () => {
      await until('every row has its two lenses', async () => (await lenses(sample())).length === 180);
    });
  });
});

async function hovers(uri: vscode.Uri, line: number, character = 0): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, new vscode.Position(line, character));
  return found.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)));
}

async function lenses(uri: vscode.Uri): Promise<number[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 200);
  return found.map(({ range }) => range.start.line);
}
