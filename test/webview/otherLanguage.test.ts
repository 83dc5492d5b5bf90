import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { accessibilityViolations } from './axe';
import { layoutFaults, noFaults } from './layoutFaults';
import { otherLanguage } from './otherLanguage';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { openSurface } from './surfaces';
import { untranslated } from './untranslated';

const names = Object.keys(openSurface) as (keyof typeof openSurface)[];
const texts = otherLanguage();

describe.each(names)('the %s page in another language', (name) => {
  let browser: PanelBrowser;
  let panel: PanelPage;

  beforeAll(async () => {
    browser = await startPanelBrowser(name);
  });
  afterAll(() => browser.close());
  afterEach(() => panel.close());

  it('shows and says nothing in English', async () => {
    panel = await openSurface[name](browser, { width: 1100, texts });
    expect(await untranslated(panel)).toEqual([]);
    expect(await panel.page.locator('html').getAttribute('lang')).toBe('de');
    // The toolkit's one style element, which the page of the tests has no nonce for.
    expect((await panel.violations()).filter((violation) => !violation.startsWith('style-src-elem inline'))).toEqual([]);
  });

  it('writes numbers as the language does', async () => {
    panel = await openSurface[name](browser, { width: 1100, texts });
    const shown = await panel.page.locator('body').innerText();
    expect(shown).toMatch(/\d,\d/);
  });

  it.each([{ width: 300 }, { width: 1100 }])('fits a window of $width pixels with longer texts', async ({ width }) => {
    panel = await openSurface[name](browser, { width, texts });
    expect(await layoutFaults(panel.page)).toEqual(noFaults);
    expect(await accessibilityViolations(panel.page)).toEqual([]);
  });
});
