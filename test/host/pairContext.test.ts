import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import { pairPanelProtocolVersion as version, type FromPairPanel } from '../../src/shared/pairPanelProtocol';
import type { PreflensInspection } from '../../src/editor/inspection';
import { closeAll, open, preflens, until, withSettings, writeDataset } from './support';

type Unversioned<Message> = Message extends FromPairPanel ? Omit<Message, 'version'> : never;

const rows = [
  { prompt: 'Is  it far?', chosen: ' No, ten minutes.', rejected: ' Yes.' },
  { prompt: 'What is two and two?', chosen: ' Four.', rejected: ' Five.' },
  { prompt: 'is it far?', chosen: ' Yes.', rejected: ' No, ten minutes.' },
  { prompt: 'Same?', chosen: ' the same', rejected: ' the same' },
  { prompt: 'Is it FAR?', chosen: ' Take the bus.', rejected: ' Walk.' },
];

describe('what the pair panel says of the rest of the file', function () {
  this.timeout(120_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  const press = (message: Unversioned<FromPairPanel>) => inspection.pairPanelAsked({ version, ...message } as FromPairPanel);
  const context = () => inspection.pairContext();
  const codes = () => context()?.findings.map(({ code }) => code) ?? [];

  async function explain(name: string, row: number): Promise<vscode.Uri> {
    const uri = writeDataset(name, rows.map((one) => JSON.stringify(one)));
    await open(uri);
    await vscode.commands.executeCommand('preflens.explainPair', { uri: uri.toString(), row });
    await until('the file was looked through', () => context()?.row === row && context()?.state === 'found');
    return uri;
  }

  it('lists the pairs with the same prompt, and steps through them', async () => {
    await explain('same-prompt.jsonl', 0);
    await until('the list is there', () => context()?.samePrompt?.items.length === 3);
    assert.deepEqual(context()!.samePrompt!.items.map(({ row, chosen }) => [row, chosen]), [[0, 'No, ten minutes.'], [2, 'Yes.'], [4, 'Take the bus.']]);
    press({ type: 'step', direction: 'next', order: 'prompt' });
    await until('the second', () => inspection.panelView()?.row === 2 && context()?.row === 2);
    assert.equal(context()!.samePrompt?.position ?? 1, 1);
    press({ type: 'go', row: 4, pair: 0 });
    await until('the third', () => inspection.panelView()?.row === 4);
    press({ type: 'step', direction: 'next', order: 'prompt' });
    press({ type: 'step', direction: 'previous', order: 'prompt' });
    await until('back at the second: there was no fourth', () => inspection.panelView()?.row === 2);
  });

  it('fixes a finding from the panel, and says that the row has unsaved changes', async () => {
    const uri = await explain('fixed.jsonl', 3);
    await until('the finding is told', () => codes().includes('identical-responses'));
    const fixes = context()!.findings.find(({ code }) => code === 'identical-responses')!.fixes;
    assert.deepEqual(fixes.map(({ fix }) => fix), ['drop']);
    press({ type: 'finding', request: { kind: 'fix', code: 'identical-responses', fix: 'drop' } });
    const document = await vscode.workspace.openTextDocument(uri);
    await until('the row is dropped', () => !document.getText().includes('the same'));
    assert.equal(document.isDirty, true);
    await document.save();
    await until('it is silent about the row that took its place', () => context()?.state === 'found' && !codes().includes('identical-responses'));
  });

  it('finds the findings of a row again where the text above it was changed and not saved', async () => {
    // The cursor moves with the text that is inserted before it.
    await withSettings({ 'pairPanel.followCursor': false }, async () => {
      const uri = await explain('moved.jsonl', 3);
      await until('the finding is told', () => codes().includes('identical-responses'));
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(0, 0), `${JSON.stringify({ prompt: 'New?', chosen: ' Yes.', rejected: ' No.' })}\n`);
      await vscode.workspace.applyEdit(edit);
      await until('the text was looked through', () => inspection.findings(uri)?.rows === 6);
      await until('the same finding of the same row', () => context()?.row === 3 && codes().includes('identical-responses'));
    });
  });

  it('looks through a file that nobody looked through when it is asked to', async () => {
    const uri = writeDataset('asked.jsonl', rows.map((one) => JSON.stringify(one)));
    await vscode.commands.executeCommand('preflens.explainPair', { uri: uri.toString(), row: 3 });
    await until('its context is told', () => context()?.row === 3);
    if (context()?.state === 'unknown') press({ type: 'finding', request: { kind: 'look' } });
    await until('it was looked through', () => codes().includes('identical-responses'));
  });
});
