import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inRepository } from '../harness/repositoryRoot';
import type { PanelBrowser } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleView } from './sampleView';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
let browser: PanelBrowser;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());

/** For people to look at; the other tests hold what a program can tell. */
describe('pictures of the pair panel', () => {
  for (const theme of themes) {
    it(`in the ${theme.name} theme`, async () => {
      const panel = await browser.open({ theme, view: sampleView() });
      const picture = (name: string, fullPage = false): Promise<Buffer> =>
        panel.page.screenshot({ path: path.join(folder, `pair-${theme.name}-${name}.png`), fullPage });
      await picture('whole', true);
      await panel.page.locator('.chosen .token').nth(24).click();
      await picture('token');
      await panel.page.keyboard.press('2');
      await picture('log-probability');
      await panel.page.keyboard.press('3');
      await picture('ches');
      await panel.page.keyboard.press('4');
      expect((await picture('diff')).length).toBeGreaterThan(10_000);
      await panel.close();
    });
  }
});
