import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { initialTableState } from '../../webview/table/tableState';
import { inRepository } from '../harness/repositoryRoot';
import { serveFakeTable } from './fakeTable';
import type { PanelBrowser } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
let browser: PanelBrowser;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startPanelBrowser('table');
});
afterAll(() => browser.close());

/** For people to look at; the other tests hold what a program can tell. */
describe('pictures of the table', () => {
  for (const theme of themes) {
    it(`in the ${theme.name} theme`, async () => {
      const table = await browser.open({ theme, width: 1280, height: 800 });
      const { page } = table;
      const picture = (name: string): Promise<Buffer> => page.screenshot({ path: join(folder, `table-${theme.name}-${name}.png`) });
      await serveFakeTable(page, { rowCount: 5_000_000 });
      await page.getByText('0 How do I keep', { exact: false }).first().waitFor();
      await picture('whole');
      await page.getByRole('grid').press('ArrowDown');
      await page.getByRole('grid').press('Enter');
      await page.getByRole('heading', { name: 'Row 2' }).waitFor();
      await page.getByRole('button', { name: 'Differences' }).click();
      await page.getByRole('textbox', { name: 'Search' }).fill('bread');
      await page.getByText('3 in 2 rows').waitFor();
      await page.getByRole('button', { name: 'Conditions' }).click();
      expect((await picture('detail')).length).toBeGreaterThan(10_000);
      await table.close();
    });
  }

  it('with the pane beside the rows, while scoring goes on', async () => {
    const table = await browser.open({ width: 1280, height: 800, state: { ...initialTableState, selectedRow: 3, detail: { ...initialTableState.detail, isOpen: true, side: 'right' } } });
    const scoring = { activity: 'scoring' as const, done: 1200, scored: 1100, problem: null, stale: null };
    await serveFakeTable(table.page, { rowCount: 5000, status: { scoring, changedOnDisk: true } });
    await table.page.getByRole('heading', { name: 'Row 4' }).waitFor();
    await table.page.getByRole('textbox', { name: 'Filter' }).fill('margin < often');
    await table.page.getByRole('alert').waitFor();
    expect((await table.page.screenshot({ path: join(folder, 'table-state-right.png') })).length).toBeGreaterThan(10_000);
    await table.close();
  });

  it('of a file that cannot be read', async () => {
    const table = await browser.open({ width: 900, height: 500 });
    const failure = '“data.jsonl” is a Git LFS pointer, not the data; run “git lfs pull” and open it again.';
    await serveFakeTable(table.page, { rowCount: 0, status: { phase: 'failed', failure, scoring: { activity: 'idle', done: 0, scored: 0, problem: null, stale: null } } });
    await table.page.getByText(failure).waitFor();
    expect((await table.page.screenshot({ path: join(folder, 'table-state-failed.png') })).length).toBeGreaterThan(2000);
    await table.close();
  });
});
