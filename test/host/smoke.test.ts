import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const identifier = 'preflens.preflens';

describe('the extension in a real VS Code', () => {
  it('runs against the real API', () => {
    assert.match(vscode.version, /^\d+\.\d+\.\d+/);
    assert.ok(vscode.workspace.workspaceFolders?.length, 'the test workspace is open');
  });

  it('is installed and activates', async () => {
    const extension = vscode.extensions.getExtension(identifier);
    assert.ok(extension, `${identifier} is present`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
