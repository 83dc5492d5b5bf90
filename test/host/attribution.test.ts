import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { attributionProtocolVersion as version, type AttributionFigures, type FromAttributionPanel } from '../../src/shared/attributionProtocol';
import { closeAll, freshRows, open, preflens, score, until, withAnswers, withText, writeDataset } from './support';

type WithoutVersion<Message> = Message extends { version: unknown } ? Omit<Message, 'version'> : never;

const words = 'the customer asked about a refund for the broken kettle and we must answer politely without promising money'.split(' ');
const longPrompt = Array.from({ length: 400 }, (_, index) => words[(index * 5) % words.length]).join(' ');
const shortPrompt = 'Say “hello”\nto the broken kettle, please.';

describe('attribution of a prompt', function () {
  this.timeout(180_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  const figures = (): AttributionFigures => inspection.attribution()!.figures;
  const ask = (message: WithoutVersion<FromAttributionPanel>): void => inspection.attributionAsked({ version, ...message } as FromAttributionPanel);
  const shows = (activity: AttributionFigures['activity']) => () => inspection.attribution()?.figures.activity === activity;
  const attributeRow = async (uri: vscode.Uri, row = 0): Promise<void> => {
    await vscode.commands.executeCommand('preflens.attributePrompt', { uri: uri.toString(), row });
  };
  const choose = (part: object): void => ask({ type: 'choose', choice: { ...inspection.attribution()!.view.choice, ...part } });

  it('of 400 words by word: bars tighten, stop, resume, and aim from rejected to margin without a new evaluation', async () => {
    const uri = writeDataset('long-prompt.jsonl', [JSON.stringify({ prompt: longPrompt, chosen: ' We offer a repair.', rejected: ' We send the money.' })]);
    await open(uri);
    await attributeRow(uri);
    ask({ type: 'aim', target: { kind: 'response', response: 1 } });
    await until('bars show', () => inspection.attribution()?.figures.players?.length === 400, 120_000);
    const spread = (): number => Math.max(...figures().players!.map(({ standardError }) => standardError));
    const [before, evaluations] = [spread(), figures().evaluations];
    await until('bars tighten', () => figures().evaluations > 2 * evaluations && spread() < before, 120_000);
    ask({ type: 'run', action: 'stop' });
    await until('it stops', shows('stopped'));
    const evaluated = inspection.evaluationCount();
    assert.equal(figures().target.kind, 'response');
    ask({ type: 'aim', target: { kind: 'margin', beta: 0.1 } });
    await until('the margin shows', () => figures().target.kind === 'margin');
    assert.equal(figures().players?.length, 400);
    assert.equal(inspection.evaluationCount(), evaluated, 'nothing was evaluated for that');
    ask({ type: 'run', action: 'resume' });
    await until('it goes on', () => inspection.evaluationCount() > evaluated, 120_000);
    ask({ type: 'run', action: 'stop' });
    await until('it stops again', shows('stopped'));
  });

  it('sums to what the whole prompt does, and tints the words in the file through the escapes of JSON', async () => {
    const uri = writeDataset('escaped-prompt.jsonl', [JSON.stringify({ prompt: shortPrompt, chosen: ' Hello, kettle!', rejected: ' Goodbye.' })]);
    const editor = await open(uri);
    await vscode.commands.executeCommand('preflens.attributePrompt');
    await until('it is done', shows('done'), 120_000);
    const { players, empty, full, exact } = figures();
    assert.equal(exact, true, 'few words are exact');
    const sum = players!.reduce((total, { value }) => total + value, 0);
    assert.ok(Math.abs(sum - (full! - empty!)) < 1e-9);
    const tinted = inspection.attributionRanges(editor).flat().map((range) => editor.document.getText(range));
    assert.ok(tinted.length > 0);
    // A quotation mark and the line break stand escaped in the file, and the words keep them out.
    const inFile = ['Say', '“hello”', 'to', 'the', 'broken', 'kettle,', 'please.'];
    assert.deepEqual(tinted.filter((text) => !inFile.includes(text)), []);
  });

  it('selects a unit in the text, and clears its colours when the row is edited', async () => {
    const uri = writeDataset('edited-prompt.jsonl', [JSON.stringify({ prompt: shortPrompt, chosen: ' Hello!', rejected: ' No.' }), JSON.stringify({ prompt: 'other', chosen: ' a', rejected: ' b' })]);
    const editor = await open(uri);
    await attributeRow(uri);
    await until('it is done', shows('done'), 120_000);
    ask({ type: 'revealPlayer', player: 4 });
    await until('the word is selected', () => editor.document.getText(editor.selection) === 'broken');
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 12), 'x'));
    assert.ok(inspection.attributionRanges(editor).flat().length > 0, 'another row was edited');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 14), 'x'));
    await until('the colours are gone', () => inspection.attributionRanges(editor).flat().length === 0);
  });

  it('changes unit and removal, refuses a broken pattern, and comes back without evaluating anew', async () => {
    const uri = writeDataset('units-prompt.jsonl', [JSON.stringify({ prompt: shortPrompt, chosen: ' Hello!', rejected: ' No.' })]);
    await open(uri);
    await attributeRow(uri);
    await until('it is done', shows('done'), 120_000);
    const [units, word] = [inspection.attribution()!.view.players.length, figures().players];
    choose({ unit: { kind: 'line' } });
    await until('lines show', () => inspection.attribution()!.view.players.length === 2 && shows('done')(), 120_000);
    choose({ unit: { kind: 'pattern', pattern: '(' } });
    await until('it says why not', () => figures().problem !== null);
    assert.equal(inspection.attribution()!.view.choice.unit.kind, 'line');
    const evaluated = inspection.evaluationCount();
    choose({ unit: { kind: 'word' } });
    await until('words show again', () => inspection.attribution()!.view.players.length === units && shows('done')(), 120_000);
    assert.equal(inspection.evaluationCount(), evaluated);
    assert.deepEqual(figures().players, word);
  });

  it('takes a selection of any text for a response that is typed', async () => {
    const uri = withText('notes.md', '# Notes\n\nThe capital of France is a city called\n\nEnd.\n');
    const editor = await open(uri);
    editor.selection = new vscode.Selection(2, 0, 2, 38);
    await vscode.commands.executeCommand('preflens.attributePrompt', { kind: 'response', responses: ['Paris'] });
    await until('it is done', shows('done'), 120_000);
    const { view } = inspection.attribution()!;
    assert.deepEqual([view.place.kind, view.place.row, view.place.line], ['selection', null, 3]);
    assert.deepEqual(view.responses.map(({ text }) => text), [' Paris']);
    assert.equal(view.players.length, 8);
    // Edits before the prompt move its colours; edits in it end them.
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'More. '));
    const tinted = inspection.attributionRanges(editor).flat().map((range) => editor.document.getText(range));
    assert.deepEqual(tinted.filter((text) => !'The capital of France is a city called'.split(' ').includes(text)), []);
    await editor.edit((edit) => edit.delete(new vscode.Range(2, 4, 2, 11)));
    assert.deepEqual(inspection.attributionRanges(editor).flat(), []);
  });

  it('takes several selections as the parts of one prompt', async () => {
    const uri = withText('parts.txt', 'Answer as a doctor. The patient is old. Is it serious?\n');
    const editor = await open(uri);
    const select = (text: string): vscode.Selection => {
      const start = editor.document.getText().indexOf(text);
      return new vscode.Selection(editor.document.positionAt(start), editor.document.positionAt(start + text.length));
    };
    editor.selections = [select('Is it serious?'), select('as a doctor')];
    await vscode.commands.executeCommand('preflens.attributePrompt', { kind: 'response', responses: ['Yes'] });
    await until('it is done', shows('done'), 120_000);
    const { view } = inspection.attribution()!;
    assert.deepEqual(view.players.map(({ start, end }) => view.prompt[0]!.content.slice(start, end)), ['as a doctor', 'Is it serious?']);
    assert.equal(view.prompt[0]!.content, 'as a doctor. The patient is old. Is it serious?');
  });

  it('says what to do where nothing is selected', async () => {
    await open(withText('empty.txt', 'nothing is selected here\n'));
    const before = inspection.attribution()?.view.game;
    void vscode.commands.executeCommand('preflens.attributePrompt');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(inspection.attribution()?.view.game, before);
  });

  it('tries swaps of terms from a file that is chosen, and says why a file is no such list', async () => {
    const uri = writeDataset('swapped.jsonl', [JSON.stringify({ prompt: 'What would John like?', chosen: ' A cup of tea.', rejected: ' Nothing.' })]);
    await attributeRow(uri);
    await until('the game is open', () => (inspection.attribution()?.figures.players?.length ?? 0) > 0, 120_000);
    const pick = 'Terms that stand for each other';
    const told = await withAnswers({ pick, saveAs: undefined, opened: withText('no-swaps.csv', 'John\n') }, async ({ said }) => {
      ask({ type: 'probe', listed: true });
      await until('the fault is told', () => said.length > 0);
    });
    assert.match(told.said.join(), /^Line 1 of the swaps has fewer than two terms/);
    assert.deepEqual(told.picks, [['Other wordings', pick]]);
    const sensitivity = () => inspection.attribution()?.sensitivity;
    assert.equal(sensitivity() ?? null, null, 'nothing was tried');
    await withAnswers({ pick, saveAs: undefined, opened: withText('swaps.csv', '# names\nJohn,Mary\n') }, async () => {
      ask({ type: 'probe', listed: true });
      await until('all were tried', () => sensitivity()?.activity === 'done', 120_000);
    });
    assert.deepEqual(sensitivity()!.variants.filter(({ kind }) => kind === 'swap').map(({ name }) => name), ['john → Mary']);
  });

  it('adds up the worst rows by word', async () => {
    const uri = writeDataset('batch.jsonl', freshRows(12, 'batch'));
    await open(uri);
    await score(uri);
    const run = vscode.commands.executeCommand('preflens.attributeFlaggedRows', uri);
    await until('the rows are asked for', async () => {
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return inspection.attributionBatch() !== null;
    });
    await run;
    const batch = inspection.attributionBatch()!;
    assert.equal(batch.activity, 'done');
    assert.equal(batch.done, batch.total);
    assert.deepEqual(batch.failures, []);
    const about = batch.words.find(({ word }) => word === 'about')!;
    assert.equal(about.rows, batch.total, 'a word that every row holds counts in each');
    assert.ok(about.size.low !== null && about.size.mean >= Math.abs(about.effect.mean));
    assert.ok(batch.tokenNoise!.share > 0);
  });
});
