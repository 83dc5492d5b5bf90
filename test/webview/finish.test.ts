import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { attributionProtocolVersion as version } from '../../src/shared/attributionProtocol';
import { chartNames } from '../../webview/attribution/panelState';
import { layoutFaults, noFaults } from './layoutFaults';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleBatch } from './sampleAttribution';
import { openSurface } from './surfaces';
import { withLetters } from './themes';

let browser: PanelBrowser;
let panel: PanelPage;
afterEach(() => panel.close());
afterAll(() => browser.close());

describe('the attribution panel', () => {
  beforeAll(async () => {
    browser = await startPanelBrowser('attribution');
  });

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
