import assert from 'node:assert/strict';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';

const row = (prompt: string, chosen: string, rejected: string) => JSON.stringify({ prompt, chosen, rejected });
const rows = [
  row('What is one plus one?', 'It is two, of course.', 'I would say it is three.'),
  row('Say something of cats.', 'Cats are animals.', 'Cats are animals.'),
  row('Say something of dogs.', 'Dogs are animals too.', 'Dogs are animals too.'),
  row('Say something of trees.', 'Trees are no animals.', 'Trees are no animals.'),
];
const without = (...dropped: readonly number[]) => rows.filter((_, index) => !dropped.includes(index)).join('\n');

describe('one fix for all findings of a kind', () => {
  const workbench = useEditor({ files: { 'identical.jsonl': `${rows.join('\n')}\n`, '.vscode/settings.json': JSON.stringify({ 'files.autoSave': 'off' }) } });
  const preview = () => workbench.page.locator('.bulk-edit-panel');
  const saved = async () => (await workbench.readWorkspaceFile('identical.jsonl')).trimEnd();

  async function save(): Promise<void> {
    await workbench.runCommand('File: Save');
  }

  it('shows what it will change', async () => {
    await workbench.openFile('identical.jsonl');
    await workbench.editor.locator('.squiggly-error').first().waitFor();
    await workbench.runCommand('Preflens: Fix All Findings of a Kind…');
    await workbench.choose('Identical responses');
    await waitFor('each change with a box of its own', async () => ((await preview().locator('.monaco-list-row input[type=checkbox], .monaco-list-row .edit-checkbox').count()) >= 3 ? true : undefined));
    await workbench.screenshot('fix-all-preview');
    assert.equal(await saved(), rows.join('\n'));
  });

  it('leaves out what is unticked, and is taken back by one Undo', async () => {
    const boxes = preview().locator('.monaco-list-row input[type=checkbox], .monaco-list-row .edit-checkbox');
    const count = await boxes.count();
    await boxes.nth(count - 1).click();
    await workbench.page.getByRole('button', { name: /^Apply/ }).first().click();
    await preview().locator('.monaco-list-row').first().waitFor({ state: 'hidden' });
    await save();
    await waitFor('two rows to be gone', async () => ((await saved()) === without(1, 2) ? true : undefined));
    await workbench.openFile('identical.jsonl');
    await workbench.runCommand('Undo');
    await save();
    await waitFor('all rows to be back', async () => ((await saved()) === rows.join('\n') ? true : undefined));
  });
});
