import assert from 'node:assert/strict';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';

const prompt = 'A customer wants a refund for a broken kettle, but the guarantee ended two weeks ago. Answer politely, and do not promise money.';
const row = JSON.stringify({ prompt, chosen: ' I am sorry about the kettle. We can offer you a repair.', rejected: ' We will send the money back today.' });

describe('the prompt of a pair', () => {
  const workbench = useEditor({ files: { 'kettle.jsonl': `${row}\n` }, settings: { 'editor.wordWrap': 'on' } });
  const panel = () => workbench.webviewFrame('Attribution of row 1');

  it('is attributed from the context menu, with bars and words in colour', async () => {
    await workbench.openFile('kettle.jsonl');
    await workbench.editor.locator('.view-line').first().click({ button: 'right', position: { x: 200, y: 8 } });
    await workbench.page.getByRole('menuitem', { name: 'Attribute Selected Prompt' }).click();
    const frame = await panel();
    await frame.getByText('Prompt of row 1').waitFor();
    await frame.locator('.bar-row').first().waitFor({ timeout: 60_000 });
    await frame.locator('.run-line', { hasText: 'Done' }).waitFor({ timeout: 120_000 });
    await waitFor('tinted words in the file', async () => ((await workbench.editor.locator('.view-line [class*="ced-"]').count()) > 0 ? true : undefined));
    await workbench.screenshot('attribution');
  });

  it('shows another value at once', async () => {
    const frame = await panel();
    const line = (await frame.locator('.summary .run-line').innerText()).match(/([\d,]+) evaluation/)?.[1];
    await frame.locator('.bar-name').first().focus();
    await workbench.page.keyboard.press('v');
    await frame.getByText('the log-probability of chosen').waitFor();
    assert.equal((await frame.locator('.summary .run-line').innerText()).match(/([\d,]+) evaluation/)?.[1], line);
  });

  it('selects a word in the text from its bar', async () => {
    const frame = await panel();
    await frame.locator('.bar-name', { hasText: 'kettle,' }).click();
    await workbench.waitForStatusBar(/Ln 1, Col \d+ \(\d+ selected\)/);
  });

  for (const theme of ['light', 'dark', 'hc', 'hc-light'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      const frame = await panel();
      await frame.locator('.bar-row').first().waitFor();
      await frame.evaluate(() => window.scrollTo(0, 420));
      await workbench.screenshot(`attribution-${theme}`);
    });
  }
});

describe('a text that is selected', () => {
  const workbench = useEditor({ files: { 'note.md': 'The capital of France is a city called\n' } });

  it('is attributed for the word that is typed', async () => {
    await workbench.openFile('note.md');
    await workbench.page.keyboard.press('ControlOrMeta+A');
    await workbench.runCommand('Preflens: Attribute Selected Prompt');
    await workbench.choose('The next token');
    await workbench.answer('Paris');
    const frame = await workbench.webviewFrame('Attribution');
    await frame.getByText('Prompt of selection').waitFor();
    await frame.locator('.run-line', { hasText: 'Done' }).waitFor({ timeout: 120_000 });
    await frame.getByText('percentage points its presence adds').waitFor();
    await workbench.screenshot('attribution-selection');
  });
});
