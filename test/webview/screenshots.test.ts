import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inRepository } from '../harness/repositoryRoot';
import { initialPanelState } from '../../webview/pair/panelState';
import { hostileText } from './hostileText';
import type { PanelBrowser } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { policyOnlyView, sampleView, viewOf } from './sampleView';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
const states = {
  narrow: { view: sampleView(), width: 420 },
  loading: { view: sampleView({ score: null, fileFigures: null }), width: 900 },
  failure: { view: sampleView({ score: null, failure: 'The policy model has no tokenizer.json, so nothing can be scored. Choose another folder.' }), width: 900 },
  'policy-only': { view: policyOnlyView(), width: 900 },
  hostile: { view: viewOf(hostileText, 'شكرا جزيلا، سأساعدك.\nمرحبا hello 123\n👩‍👩‍👧 ok'), width: 900 },
};
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
        panel.page.screenshot({ path: join(folder, `pair-${theme.name}-${name}.png`), fullPage });
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

  it.each(Object.entries(states))('%s', async (name, { view, width }) => {
    const panel = await browser.open({ view, width, state: { ...initialPanelState, lossesOpen: true, explained: true } });
    const path = join(folder, `pair-state-${name}.png`);
    expect((await panel.page.screenshot({ path, fullPage: true })).length).toBeGreaterThan(5000);
    await panel.close();
  });
});
