import assert from 'node:assert/strict';

import { useEditor } from '../harness/editorStage';

describe('getting started', () => {
  const workbench = useEditor();

  it('has a walkthrough whose first step opens the sample', async () => {
    await workbench.runCommand('Preflens: Open Walkthrough');
    await workbench.page.getByText('Get started with Preflens').first().waitFor();
    await workbench.page.getByText('Open Sample Dataset').first().waitFor();
    await workbench.page.waitForTimeout(1_000);
    await workbench.screenshot('walkthrough');
    await workbench.page.getByText('Open Sample Dataset').first().click();
    await workbench.page.locator('.tab.active', { hasText: 'preferences.jsonl' }).waitFor();
  });

  it('offers to score the sample', async () => {
    const notification = await workbench.notification(/planted faults/);
    await notification.getByText('Score Dataset').click();
    await workbench.waitForStatusBar(/90 pairs/, 60_000);
  });

  it('says what the models can give', async () => {
    await workbench.runCommand('Preflens: Show Models');
    await workbench.page.locator('.quick-input-list', { hasText: 'Gives CHES' }).waitFor();
    const labels = await workbench.choices();
    assert.ok(labels.some((label) => label.includes('Policy: ')) && labels.some((label) => label.includes('Reference: ')), labels.join());
    await workbench.screenshot('models');
    await workbench.page.keyboard.press('Escape');
  });
});

describe('a model that cannot be used', () => {
  // In the workspace, where it lies before the window opens: the user's settings are now and then read too late.
  const workbench = useEditor({ files: { '.vscode/settings.json': JSON.stringify({ 'preflens.models.policy': '/nowhere/at/all' }) } });

  it('is refused with a sentence and a way out', async () => {
    await workbench.openFile('sample/preferences.jsonl');
    await workbench.runCommand('Preflens: Score Dataset');
    const notification = await workbench.notification(/There is no model at/);
    for (const button of ['Select Model…', 'Open Settings', 'Show Log']) await notification.getByText(button).waitFor();
    await workbench.waitForStatusBar(/Not scored/);
    await workbench.screenshot('refused');
  });
});
