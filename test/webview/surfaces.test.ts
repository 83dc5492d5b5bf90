import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { inRepository } from '../harness/repositoryRoot';
import { layoutFaults, noFaults } from './layoutFaults';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { datasetTexts, openSurface } from './surfaces';
import { withLetters } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
const rightToLeft = 'هذا السؤال عن حفظ الخبز طازجًا، من فضلك أجب باختصار. 42 hello';

const names = Object.keys(openSurface) as (keyof typeof openSurface)[];

/** A window at 200 % has half the pixels; 300 of them are a narrow panel. */
const situations = [
  { name: 'in a wide window', options: { width: 1280 } },
  { name: 'in a column of 300 pixels', options: { width: 300 } },
  { name: 'in a column of 420 pixels', options: { width: 420 } },
  { name: 'with letters three times as large', options: { width: 900, theme: withLetters(39) } },
  { name: 'with letters of 100 pixels', options: { width: 1280, theme: withLetters(100) } },
  { name: 'with text from right to left', options: { width: 600 }, text: rightToLeft },
  { name: 'with text from right to left in a column of 300 pixels', options: { width: 300 }, text: rightToLeft },
];

describe.each(names)('the %s page', (name) => {
  const open = openSurface[name];
  let browser: PanelBrowser;
  let panel: PanelPage;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    browser = await startPanelBrowser(name);
  });
  afterAll(() => browser.close());
  afterEach(() => panel.close());

  it.each(situations)('$name fits its window, and nothing stands on anything else', async ({ name: situation, options, text }) => {
    panel = await open(browser, options, text);
    await panel.page.screenshot({ path: join(folder, `surface-${name}-${situation.replace(/\W+/g, '-')}.png`), fullPage: true });
    expect(await layoutFaults(panel.page)).toEqual(noFaults);
  });

  it('sets text of the dataset from right to left where it runs so', async () => {
    panel = await open(browser, { width: 900 }, rightToLeft);
    const directions = await panel.page.locator(datasetTexts[name]).filter({ hasText: 'هذا' }).evaluateAll((nodes) => nodes.map((node) => {
      const { direction, unicodeBidi } = getComputedStyle(node);
      return unicodeBidi === 'plaintext' ? 'by its text' : direction;
    }));
    expect(directions.length).toBeGreaterThan(0);
    expect(directions.filter((direction) => direction !== 'by its text' && direction !== 'rtl')).toEqual([]);
  });

  it('moves nothing for somebody who asked for less motion', async () => {
    panel = await open(browser, { width: 900 });
    const moving = await panel.page.evaluate(() => Array.from(document.querySelectorAll('*')).filter((node) => {
      const { animationName, transitionDuration } = getComputedStyle(node);
      return animationName !== 'none' || transitionDuration.split(', ').some((duration) => Number.parseFloat(duration) > 0.001);
    }).filter((node) => !node.tagName.startsWith('VSCODE-')).map((node) => node.className));
    expect(moving).toEqual([]);
  });
});
