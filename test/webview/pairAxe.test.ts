import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion } from '../../src/shared/pairPanelProtocol';
import { initialPanelState as pairState } from '../../webview/pair/panelState';
import { accessibilityViolations } from './axe';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleReview } from './sampleReview';
import { policyOnlyView, sampleView } from './sampleView';
import { themes } from './themes';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser('pair');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function expectNoViolation(): Promise<void> {
  expect(await accessibilityViolations(panel.page)).toEqual([]);
}

describe.each(themes)('the pair panel in the $name theme', (theme) => {
  it('with everything open has no violation in any coloring', async () => {
    panel = await browser.open({ theme, view: sampleView({ notes: ['A note.'] }), state: { ...pairState, explained: true, lossesOpen: true } });
    await panel.send({ version: pairPanelProtocolVersion, type: 'review', review: sampleReview() });
    await panel.page.locator('.review').waitFor();
    await panel.page.locator('.chosen .token').nth(20).click();
    for (const key of ['1', '2', '3', '4']) {
      await panel.page.keyboard.press(key);
      await expectNoViolation();
    }
  });

  it('without a reference or without a score has no violation', async () => {
    panel = await browser.open({ theme, view: policyOnlyView() });
    await expectNoViolation();
    await panel.show(sampleView({ score: null, fileFigures: null, failure: 'No tokenizer.json.' }));
    await expectNoViolation();
  });
});
