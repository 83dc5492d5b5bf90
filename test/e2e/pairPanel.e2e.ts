import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';

const dataset = 'sample/preferences.jsonl';

describe('the pair panel', () => {
  const workbench = useEditor();
  const pair = (row: number) => workbench.webviewFrame(`Pair ${String(row)}`);
  const text = () => workbench.page.locator('.monaco-editor[data-uri*="preferences.jsonl"]').first();
  const dirtyTabs = () => workbench.page.locator('.tab.dirty').count();

  async function explain(row: number): Promise<Frame> {
    await workbench.openFile(dataset, row);
    await workbench.runCommand('Preflens: Explain Pair');
    const frame = await pair(row);
    await frame.getByText(`Row ${String(row)} of 90`).waitFor();
    return frame;
  }

  /** By pointer, as any list of VS Code. */
  async function choose(frame: Frame, from: string, option: string): Promise<void> {
    await frame.locator('.field', { hasText: from }).locator('vscode-dropdown').click();
    await frame.locator('vscode-option:visible', { hasText: option }).click();
  }

  it('opens on the row with the cursor of a scored file', async () => {
    await workbench.openFile(dataset);
    await workbench.runCommand('Preflens: Score Dataset');
    await workbench.waitForStatusBar(/90 pairs · /, 60_000);
    const frame = await explain(21);
    await frame.locator('.chosen .token').first().waitFor();
    await frame.locator('.rail-value').first().waitFor();
  });

  it('colours tokens by another figure, by key and by mouse', async () => {
    const frame = await pair(21);
    await frame.locator('h1').click();
    await workbench.page.keyboard.press('2');
    await frame.getByText('Which tokens surprise the policy?').waitFor();
    await choose(frame, 'Coloring', 'Entropy');
    await frame.locator('.pair.coloring-entropy').waitFor();
    await frame.locator('h1').click();
    await workbench.page.keyboard.press('1');
    await frame.locator('.pair.coloring-reward').waitFor();
  });

  it('links a point of the summed reward with its token', async () => {
    const frame = await pair(21);
    await frame.getByRole('slider').focus();
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('ArrowRight');
    const word = (await frame.locator('.chosen .token.linked').innerText()).trim();
    assert.ok((await frame.getByRole('slider').getAttribute('aria-valuetext'))?.includes(word));
    await workbench.screenshot('pair-panel-sum');
    await workbench.page.keyboard.press('Enter');
    assert.equal(await frame.evaluate(() => document.activeElement?.textContent?.trim()), word);
  });

  it('steps through the pairs with the same prompt', async () => {
    const frame = await pair(21);
    await frame.getByText('Same prompt (pair 1 of 3)').waitFor({ timeout: 60_000 });
    await choose(frame, 'Step by', 'Same prompt');
    await frame.locator('h1').click();
    await workbench.page.keyboard.press('n');
    const second = await pair(56);
    await second.getByText('Same prompt (pair 2 of 3)').waitFor();
    await second.getByText('Next', { exact: true }).click();
    await (await pair(77)).getByText('Same prompt (pair 3 of 3)').waitFor();
  });

  it('fixes a finding, and the fix is undone in the text', async () => {
    const frame = await pair(77);
    const finding = frame.locator('.finding', { hasText: 'Preference cycle' });
    await finding.getByText('Drop the row', { exact: true }).click();
    await waitFor('unsaved changes', async () => ((await dirtyTabs()) > 0 ? true : undefined));
    await text().locator('.view-line').first().click({ position: { x: 200, y: 8 } });
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await waitFor('the text as it was', async () => ((await dirtyTabs()) === 0 ? true : undefined));
    assert.equal((await workbench.readWorkspaceFile(dataset)).trimEnd().split('\n').length, 90);
  });

  it('shows Markdown as it was meant to look, and the exact text again', async () => {
    const frame = await explain(8);
    await frame.getByRole('button', { name: 'Rendered', exact: true }).click();
    await frame.locator('.response.chosen code').first().waitFor();
    assert.equal(await frame.locator('.response.chosen .token').count(), 0);
    await workbench.screenshot('pair-panel-rendered');
    await frame.locator('h1').click();
    await workbench.page.keyboard.press('m');
    await frame.locator('.response.chosen .token').first().waitFor();
  });

  for (const theme of ['light', 'dark', 'hc'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      await (await pair(8)).locator('.chosen .token').first().waitFor();
      await workbench.screenshot(`pair-panel-${theme}`);
    });
  }
});
