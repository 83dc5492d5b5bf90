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
  const workbench = useEditor({ files: { 'identical.jsonl': `${rows.join('\n')}\n` } });
  const preview = () => workbench.page.locator('.bulk-edit-panel');
  const saved = async () => (await workbench.readWorkspaceFile('identical.jsonl')).trimEnd();

  async function save(): Promise<void> {
    await workbench.runCommand('File: Save');
  }

  const boxes = () => preview().locator('.monaco-list-row input[type=checkbox], .monaco-list-row .edit-checkbox');

  it('shows what it will change, makes what is ticked, and is taken back by one Undo', async () => {
    await workbench.openFile('identical.jsonl');
    await workbench.editor.locator('.squiggly-error').first().waitFor();
    await workbench.runCommand('Preflens: Fix All Findings of a Kind…');
    await workbench.choose('Identical responses');
    // One for the file, which ticks all of them, and one for each of the three rows.
    await waitFor('each change with a box of its own', async () => ((await boxes().count()) === 4 ? true : undefined));
    await boxes().nth(0).click();
    await boxes().nth(3).click();
    await workbench.screenshot('fix-all-preview');
    assert.equal(await saved(), rows.join('\n'));
    await workbench.page.getByRole('button', { name: 'Apply', exact: true }).click();
    await boxes().first().waitFor({ state: 'hidden' });
    await workbench.editor.click();
    await save();
    await waitFor('two rows to be gone', async () => ((await saved()) === without(1, 2) ? true : undefined));
    await workbench.editor.click();
    await workbench.page.keyboard.press('ControlOrMeta+z');
    await save();
    await waitFor('all rows to be back', async () => ((await saved()) === rows.join('\n') ? true : undefined));
  });
});
