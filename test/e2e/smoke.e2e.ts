import assert from 'node:assert/strict';
import { useEditor } from '../harness/editorStage';

describe('the workbench', () => {
  const workbench = useEditor({ files: { 'note.txt': 'A note for the tests.\n' } });

  it('opens with the extension under development', async () => {
    assert.match(await workbench.page.title(), /Extension Development Host/);
    assert.ok((await workbench.getStatusBar()).length > 0, 'the status bar has items');
    await workbench.screenshot('workbench');
  });

  it('opens a file and shows its text', async () => {
    await workbench.openFile('note.txt');
    await workbench.editor.getByText('A note for the tests.').waitFor();
  });

  it('follows the theme of the settings', async () => {
    for (const theme of ['light', 'hc', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`workbench-${theme}`);
    }
  });
});
