import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import { closeAll, freshRows, open, preflens, writeDataset } from './support';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('activation', () => {
  afterEach(closeAll);

  it('registers every command that the manifest declares', async () => {
    await preflens();
    const registered = new Set(await vscode.commands.getCommands(true));
    const { contributes } = vscode.extensions.getExtension('preflens.preflens')!.packageJSON as Manifest;
    assert.deepEqual(contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command)), []);
  });

  it('shows itself in the status bar for a dataset that was not scored yet', async () => {
    const inspection = await preflens();
    await open(writeDataset('status.jsonl', freshRows(1, 'status')));
    assert.match(inspection.statusText(), /Preflens/);
  });

  it('opens the sample as a copy that may be edited', async () => {
    await vscode.commands.executeCommand('preflens.openSample');
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.lineCount, 91);
    assert.ok(!document.uri.fsPath.includes('media'), document.uri.fsPath);
  });
});
