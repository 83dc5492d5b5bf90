import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { attributionProtocolVersion as version } from '../../src/shared/attributionProtocol';
import { chartNames } from '../../webview/attribution/panelState';
import { initialTableState } from '../../webview/table/tableState';
import { layoutFaults, noFaults } from './layoutFaults';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { serveFakeTable } from './fakeTable';
import { sampleBatch } from './sampleAttribution';
import { openSurface } from './surfaces';
import { withLetters } from './themes';

let browser: PanelBrowser;
let panel: PanelPage;
afterEach(() => panel.close());

describe('the attribution panel', () => {
  beforeAll(async () => {
    browser = await startPanelBrowser('attribution');
  });
  afterAll(() => browser.close());

  it('fits a narrow column with every picture', async () => {
    panel = await openSurface.attribution(browser, { width: 300 });
    for (const [index, chart] of chartNames.entries()) {
      await panel.page.keyboard.press(String(index + 1));
      expect(await layoutFaults(panel.page), chart).toEqual(noFaults);
    }
  });

  it.each([{ width: 300 }, { width: 1280, theme: withLetters(100) }])('fits its window with a batch', async (options) => {
    panel = await browser.open(options);
    await panel.send({ version, type: 'batch', batch: sampleBatch() });
    await panel.page.locator('.batch .bar-row').first().waitFor();
    expect(await layoutFaults(panel.page)).toEqual(noFaults);
  });

  it('is used by the keyboard alone', async () => {
    panel = await openSurface.attribution(browser, { width: 900 });
    const reached = new Set<string>();
    for (let count = 0; count < 60; count++) {
      await panel.page.keyboard.press('Tab');
      reached.add(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim().slice(0, 30) ?? ''));
    }
    for (const name of ['Copy', 'Save…', 'Bars', 'Waterfall', 'Interactions', 'Order of the text']) expect([...reached], name).toContain(name);
  });
});

describe('the table', () => {
  beforeAll(async () => {
    browser = await startPanelBrowser('table');
  });
  afterAll(() => browser.close());

  /** Rows of which at least half can be seen. */
  const rowsInView = () =>
    panel.page.evaluate(() => {
      const scroller = document.querySelector('.scroller')?.getBoundingClientRect() ?? new DOMRect();
      return Array.from(document.querySelectorAll('.row:not(.head):not([hidden])'), (row) => row.getBoundingClientRect()).filter(
        (row) => row.height > 0 && Math.min(row.bottom, scroller.bottom, innerHeight) - Math.max(row.top, scroller.top, 0) >= row.height / 2,
      ).length;
    });

  it.each([
    ['alone', { width: 900, height: 700 }, false],
    ['with a row shown whole', { width: 900, height: 700 }, true],
    ['in a narrow column', { width: 420, height: 700 }, false],
    ['in a low panel', { width: 900, height: 360 }, true],
  ])('keeps rows in view with letters of 100 pixels, %s', async (_name, size, isOpen) => {
    panel = await browser.open({ ...size, theme: withLetters(100), state: { ...initialTableState, selectedRow: 2, detail: { ...initialTableState.detail, isOpen } } });
    await serveFakeTable(panel.page, { rowCount: 400 });
    await panel.page.locator('.row.selected').waitFor({ state: 'attached' });
    await panel.page.getByRole('grid').focus();
    await expect.poll(rowsInView).toBeGreaterThan(0);
    // The keys bring into view what they move to.
    await panel.page.locator('.table-app').evaluate((app) => app.scrollTo(0, 0));
    await panel.page.keyboard.press('Control+End');
    await panel.page.locator('.row.selected', { hasText: '400' }).waitFor({ state: 'attached' });
    await expect.poll(rowsInView).toBeGreaterThan(0);
  });

  it('scrolls nothing but its rows where there is room', async () => {
    panel = await openSurface.table(browser, { width: 900, height: 400 });
    expect(await panel.page.locator('.table-app').evaluate((app) => app.scrollHeight - app.clientHeight)).toBe(0);
  });
});
