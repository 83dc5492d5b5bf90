import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { accessibilityViolations } from './axe';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser('pair');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

describe('the checker', () => {
  it('finds a control without a name, text without contrast and a target that is too small', async () => {
    panel = await browser.open();
    await panel.page.evaluate(() => {
      const bad = (tag: string, text: string, look: Partial<CSSStyleDeclaration>): HTMLElement => {
        const made = Object.assign(document.createElement(tag), { textContent: text });
        Object.assign(made.style, look);
        return made;
      };
      const small: Partial<CSSStyleDeclaration> = { width: '12px', height: '12px', padding: '0', border: '0' };
      document.body.replaceChildren(bad('button', '', {}), bad('p', 'faint', { color: 'rgb(90, 90, 90)', background: 'rgb(60, 60, 60)' }), bad('button', 'a', small), bad('button', 'b', small));
    });
    expect((await accessibilityViolations(panel.page)).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['button-name', 'color-contrast', 'target-size']));
  });
});
