import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { initialTableState } from '../../webview/table/tableState';
import { accessibilityViolations } from './axe';
import { serveFakeTable, type FakeTable } from './fakeTable';
import { hostileText } from './hostileText';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { themes } from './themes';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser('table');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function expectNoViolation(): Promise<void> {
  expect(await accessibilityViolations(panel.page)).toEqual([]);
}

describe.each(themes)('the table editor in the $name theme', (theme) => {
  async function open(fake: FakeTable, options: PageOptions = {}): Promise<void> {
    panel = await browser.open({ theme, ...options });
    await serveFakeTable(panel.page, fake);
  }

  it('with a row, a search and a filter has no violation', async () => {
    const detail = { ...initialTableState.detail, isOpen: true, diff: true };
    await open({ rowCount: 3000 }, { state: { ...initialTableState, selectedRow: 30, filter: 'margin < 0', search: 'bread', detail } });
    await panel.page.getByRole('heading', { name: 'Row 31', exact: true }).waitFor();
    await expectNoViolation();
  });

  it('with an open menu has no violation', async () => {
    await open({ rowCount: 3000 });
    await panel.page.locator('.row:not(.head, .waiting)').first().waitFor();
    for (const name of ['Columns', 'Conditions']) {
      await panel.page.getByRole('button', { name, exact: true }).click();
      await panel.page.locator('.menu-panel:visible').waitFor();
      await expectNoViolation();
    }
  });

  it('while it reads, without rows, and when it failed, has no violation', async () => {
    await open({ rowCount: 0, status: { phase: 'locating', locatedShare: 0.3 } });
    await expectNoViolation();
    await panel.close();
    await open({ rowCount: 0, status: { phase: 'failed', failure: 'The file was deleted.' } });
    await panel.page.getByText('The file was deleted.').waitFor();
    await expectNoViolation();
  });

  it('in a narrow column with hostile text has no violation', async () => {
    await open({ rowCount: 50, texts: { prompt: hostileText, chosen: hostileText, rejected: hostileText } }, { width: 300 });
    await panel.page.locator('.row:not(.head, .waiting)').first().waitFor();
    await expectNoViolation();
  });
});
