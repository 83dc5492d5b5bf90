import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';

const dataset = 'sample/preferences.jsonl';

describe('the overview of a dataset', () => {
  const workbench = useEditor();
  const overview = () => workbench.webviewFrame('Overview: preferences.jsonl');
  const chips = () => workbench.page.locator('.monaco-editor[data-uri*="preferences.jsonl"] .view-line span[class*="ced-"]').count();
  let before = 0;

  it('opens beside the text, and fills while it is scored', async () => {
    await workbench.openFile(dataset);
    await workbench.editor.waitFor();
    await workbench.runCommand('Preflens: Show Overview');
    const frame = await overview();
    await frame.getByRole('heading', { name: 'How good are the labels?' }).waitFor();
    await workbench.runCommand('Preflens: Score Dataset');
    await frame.getByRole('heading', { name: 'Margins', exact: true }).waitFor({ timeout: 90_000 });
    await frame.getByRole('heading', { name: 'Margin and displacement' }).waitFor({ timeout: 90_000 });
    await workbench.waitForStatusBar(/pairs · /, 90_000);
    await waitFor('all of it', async () => (/ ([\d,]+) pairs, \1 scored/.test(await frame.locator('header').innerText()) ? true : undefined), 60_000);
    for (const theme of ['light', 'dark', 'hc'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`overview-${theme}`);
    }
  });

  it('lists the rows of the bars that are drawn over, and marks only these in the text', async () => {
    const frame = await overview();
    before = await chips();
    await brushMargins(frame);
    const option = frame.getByRole('option').first();
    await option.waitFor();
    // The last thing that was asked in the row, read from the file.
    await waitFor('the text of the first row', async () => ((await option.locator('.selection-text').innerText()) !== '' ? true : undefined));
    await waitFor('fewer marks in the text', async () => ((await chips()) < before ? true : undefined));
    await workbench.screenshot('overview-selection');
  });

  it('goes to the row that is clicked', async () => {
    const frame = await overview();
    const option = frame.getByRole('option').nth(1);
    const row = (await option.locator('.selection-row').innerText()).split('·')[0] ?? '';
    await option.click();
    await workbench.waitForStatusBar(new RegExp(`Ln ${row}, Col`));
  });

  it('shows the same rows in the table, under a filter', async () => {
    const frame = await overview();
    const words = await frame.locator('.selection-head').innerText();
    const pairs = Number(/([\d,]+) pairs?, the worst first/.exec(words)?.[1]?.replace(',', ''));
    assert.ok(pairs > 0, words);
    await frame.getByText('Open in table', { exact: true }).click();
    const table = await workbench.webviewFrame('preferences.jsonl');
    await waitFor('the filter', async () => (/^margin (>=|<) /.test(await table.getByRole('textbox', { name: 'Filter' }).inputValue()) ? true : undefined));
    await table.getByText(new RegExp(`^${String(pairs)} of \\d+ rows`)).first().waitFor();
    await workbench.screenshot('overview-table');
  });

  it('forgets the selection at Escape', async () => {
    await workbench.page.locator('.tab', { hasText: 'Overview: preferences.jsonl' }).click();
    const frame = await overview();
    await frame.getByRole('application', { name: 'Margins', exact: true }).focus();
    await workbench.page.keyboard.press('Escape');
    await frame.getByRole('listbox').waitFor({ state: 'hidden' });
  });
});

/** Draws over the left half of the histogram. */
async function brushMargins(frame: Frame): Promise<void> {
  const histogram = frame.getByRole('application', { name: 'Margins', exact: true });
  const bars = histogram.locator('.marks > *');
  const last = Math.max(1, Math.floor((await bars.count()) / 3));
  const [from, to] = [await bars.first().boundingBox(), await bars.nth(last).boundingBox()];
  assert.ok(from && to);
  const { mouse } = frame.page();
  await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await mouse.down();
  await mouse.move(to.x + to.width / 2, to.y, { steps: 5 });
  await mouse.up();
}
