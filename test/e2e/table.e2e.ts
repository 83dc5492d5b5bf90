import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';

/** Rows that are quickly refused, to fill a file beyond what VS Code hands to extensions. */
const filler = `${JSON.stringify({ filler: 'x'.repeat(1_000_000) })}\n`;
const pairs = Array.from({ length: 24 }, (_, index) => `${JSON.stringify({ prompt: `Question ${index}?`, chosen: ` Yes, gladly${'!'.repeat(index % 5)}`, rejected: ` No, ${'never '.repeat(index % 7)}.`, source: index % 2 === 0 ? 'web' : 'book' })}\n`);

/** Texts of a column of the rows that can be seen. */
function column(frame: Frame, title: string): Promise<string[]> {
  return frame.evaluate((name) => {
    const head = Array.from(document.querySelectorAll('[role=columnheader]')).find((cell) => cell.textContent?.startsWith(name));
    const index = head?.getAttribute('aria-colindex') ?? '0';
    return Array.from(document.querySelectorAll(`.row:not(.head, .waiting):not([hidden]) [aria-colindex="${index}"]`), (cell) => cell.textContent ?? '');
  }, title);
}

const toNumbers = (texts: readonly string[]): number[] => texts.filter((text) => text !== '').map((text) => Number(text.replace('\u2212', '-')));
const isAscending = (values: readonly number[]): boolean => values.every((value, index) => index === 0 || value >= values[index - 1]!);

describe('a dataset too large for a text editor', () => {
  const workbench = useEditor({ files: { 'large.jsonl': filler.repeat(62) + pairs.join('') } });
  const table = () => workbench.webviewFrame('large.jsonl');

  it('opens as a table when it is scored, the worst pair first', async () => {
    await workbench.openFile('large.jsonl');
    // No text editor, so nothing started the extension yet: the button in the title of the tab does.
    await workbench.page.locator('.editor-actions .action-label[aria-label^="Score Dataset"]').click();
    await workbench.waitForStatusBar(/24 pairs · .* · 62 unreadable/, 90_000);
    const frame = await table();
    await frame.getByText('86 rows · 24 scored, 62 could not be').first().waitFor();
    await waitFor('the worst pair on top', async () => (isAscending(toNumbers(await column(frame, 'Margin'))) && toNumbers(await column(frame, 'Margin')).length === 24 ? true : undefined));
    assert.equal(await frame.locator('.row.selected').getAttribute('aria-rowindex'), '2');
    await workbench.screenshot('table-large');
  });

  it('is filtered, searched and sorted', async () => {
    const frame = await table();
    const filter = frame.getByRole('textbox', { name: 'Filter' });
    await filter.fill('is:pair source = web');
    await filter.press('Enter');
    await frame.getByText('12 of 86 rows').first().waitFor();
    await frame.getByRole('columnheader', { name: 'Row' }).click();
    await waitFor('the last row on top', async () => ((await column(frame, 'Row'))[0] === '85' ? true : undefined));
    const search = frame.getByRole('textbox', { name: 'Search' });
    await search.fill('question 4?');
    await search.press('Enter');
    await frame.getByText('1 in 1 row', { exact: true }).waitFor();
    await waitFor('the hit to be chosen', async () => ((await frame.locator('.row.selected .cell.place').textContent()) === '67' ? true : undefined));
    await search.fill('');
  });

  it('shows a row whole, and opens it in the pair panel', async () => {
    const frame = await table();
    await frame.getByRole('grid').press('Enter');
    await frame.getByRole('heading', { name: 'Row 67', exact: true }).waitFor();
    assert.match(await frame.locator('.part.prompt').innerText(), /Question 4\?/);
    assert.equal(await frame.getByRole('button', { name: 'Show in text' }).count(), 0);
    await frame.getByRole('button', { name: 'Explain' }).click();
    const panel = await workbench.webviewFrame('Pair 67');
    await panel.getByText('Row 67 of 86').waitFor();
    await workbench.screenshot('table-large-detail');
  });
});

describe('the sample as a table', () => {
  const workbench = useEditor();
  const table = () => workbench.webviewFrame('preferences.jsonl');

  it('opens by command beside nothing else, and is scored from there', async () => {
    await workbench.openFile('sample/preferences.jsonl');
    await workbench.runCommand('Preflens: Open as Table');
    const frame = await table();
    await frame.getByText('90 rows', { exact: true }).first().waitFor();
    await frame.getByRole('button', { name: 'Score' }).click();
    await frame.getByText('90 rows · 90 scored').first().waitFor({ timeout: 90_000 });
    await frame.getByRole('columnheader', { name: 'Margin', exact: true }).click();
    await waitFor('the order by margin', async () => {
      const margins = toNumbers(await column(frame, 'Margin'));
      // Rows that are on their way show no figures, and no figures are in any order.
      return margins.length > 12 && isAscending(margins) ? true : undefined;
    });
    await frame.locator('.row:not(.head) .cell.text').nth(12).click();
    await frame.getByRole('grid').press('Enter');
    await frame.locator('.detail .part.chosen').waitFor();
  });

  for (const theme of ['light', 'dark', 'hc', 'hc-light'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      await (await table()).locator('.detail .part.chosen').waitFor();
      await workbench.screenshot(`table-${theme}`);
    });
  }

  it('shows a row in the text editor', async () => {
    const frame = await table();
    const row = await frame.locator('.row.selected .cell.place').textContent();
    await frame.getByRole('button', { name: 'Show in text' }).click();
    await workbench.waitForStatusBar(new RegExp(`Ln ${row}, Col 1$`));
  });

  it('says when the file changed on disk, and reads it anew in the same place', async () => {
    const text = await workbench.readWorkspaceFile('sample/preferences.jsonl');
    await workbench.writeWorkspaceFile('sample/preferences.jsonl', text + text);
    const frame = await table();
    await frame.locator('.row:not(.head) .cell.text').nth(9).click();
    await frame.getByText('The file changed on disk').waitFor();
    await frame.getByRole('button', { name: 'Reload' }).click();
    await frame.getByText(/^180 rows/).first().waitFor();
  });
});
