import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { hostileText } from './hostileText';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleView, viewOf } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

const hostileView = viewOf(hostileText, hostileText, {
  file: '<img src=x onerror=alert(1)>.jsonl',
  schema: '<b>schema</b>',
  policyName: '</script><script>alert(1)</script>',
  referenceName: '\u202Eevil',
  prompt: [{ role: '<i>user</i>', content: hostileText.repeat(20) }],
  notes: ['<u>note</u>'],
});

/** The toolkit makes one empty style element to find out whether the browser knows :focus-visible. Nothing else may happen. */
const toolkitProbe = /^style-src-elem inline {2}https:\/\/preflens\.test\/pair\.js$/;

async function ownViolations(): Promise<readonly string[]> {
  const all = await panel.violations();
  const probe = all.findIndex((violation) => toolkitProbe.test(violation));
  return all.filter((_, index) => index !== probe);
}

describe('hostile text', () => {
  it('stays text everywhere, in every coloring', async () => {
    panel = await browser.open({ view: hostileView });
    const elements = (): Promise<string[]> =>
      panel.page.evaluate(() => Array.from(document.body.querySelectorAll('script, style, img, b, i, u, svg[onload], iframe, a, [style*="display"]'), (node) => node.outerHTML.slice(0, 80)));
    for (const key of ['1', '2', '3', '4']) {
      await panel.page.keyboard.press(key);
      await panel.page.waitForFunction(() => document.querySelector('[aria-busy]') === null);
      // The one script is the panel's own.
      expect((await elements()).filter((markup) => !markup.includes('nonce'))).toEqual([]);
    }
    await panel.page.getByRole('button', { name: /^Show all/ }).click();
    expect(await panel.page.locator('.turn-text').innerText()).toContain('</script><img src=x onerror=');
    expect(await panel.page.locator('.file').innerText()).toBe('<img src=x onerror=alert(1)>.jsonl');
    expect(await ownViolations()).toEqual([]);
  });

  it('shows the characters that hide', async () => {
    panel = await browser.open({ view: hostileView });
    const escapes = await panel.page.locator('.chosen .escape').allTextContents();
    expect(escapes).toEqual(['U+202E', 'U+2066', 'U+2069', 'U+200B', 'U+200D', 'U+FEFF', 'U+00AD', 'U+0000', 'U+001B', 'U+D800', 'U+E0041', 'U+E0042']);
    expect(await panel.page.locator('.chosen .escape').first().getAttribute('title')).toBe('U+202E right-to-left override');
    const text = await panel.page.locator('.chosen .response-text').innerText();
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
    expect(text).toContain('👩\u200D👩\u200D👧');
  });

  it('is harmless in a token card', async () => {
    panel = await browser.open({ view: hostileView });
    await panel.page.locator('.chosen .token').first().click();
    expect(await panel.page.locator('.card-text').innerText()).toBe('<script');
    expect(await panel.page.locator('.card script').count()).toBe(0);
  });
});

describe('content policy', () => {
  it('is kept through every state and action', async () => {
    panel = await browser.open({ view: sampleView({ score: null }) });
    await panel.show(sampleView({ score: null, failure: 'No model.' }));
    await panel.show(sampleView());
    for (const key of ['2', '3', '4', '1', 'n', 'p']) await panel.page.keyboard.press(key);
    await panel.page.locator('.token').nth(4).click();
    await panel.page.getByRole('combobox', { name: 'Coloring' }).click();
    await panel.page.getByRole('heading', { name: 'Losses' }).click();
    await panel.page.getByRole('button', { name: 'Explain all figures' }).click();
    expect(await ownViolations()).toEqual([]);
    expect((await panel.violations()).length).toBeLessThanOrEqual(1);
  });
});
