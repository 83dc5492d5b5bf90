import assert from 'node:assert/strict';
import * as vscode from 'vscode';

import { startFeatures, type Feature } from '../../src/editor/feature';
import type { EditorServices } from '../../src/editor/services';
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

describe('features', () => {
  it('start each by itself: one that fails takes no other with it', () => {
    const errors: string[] = [];
    const ended: string[] = [];
    const feature = (name: string): Feature => ({ name, start: () => ({ dispose: () => ended.push(name) }) });
    const broken: Feature = {
      name: 'broken on purpose',
      start: () => {
        throw new Error('no luck');
      },
    };
    const services = { log: { error: (message: string) => errors.push(message), show: () => undefined } } as unknown as EditorServices;
    startFeatures([feature('first'), broken, feature('last')], services).dispose();
    assert.deepEqual(ended, ['first', 'last']);
    assert.match(errors.join(), /broken on purpose.*no luck/);
  });
});

describe('files that cannot be scored', () => {
  afterEach(closeAll);

  it('are refused with a sentence and nothing else: not saved yet, or not on this machine', async () => {
    const inspection = await preflens();
    const untitled = vscode.Uri.parse('untitled:new.jsonl');
    const virtual = vscode.Uri.parse('vscode-vfs://github/someone/something/data.jsonl');
    for (const uri of [untitled, virtual]) {
      await vscode.commands.executeCommand('preflens.scoreDataset', uri);
      assert.equal(inspection.summary(uri), null);
      assert.equal(inspection.isBusy(uri), false);
    }
  });
});
