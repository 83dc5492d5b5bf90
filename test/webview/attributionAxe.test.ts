import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { attributionProtocolVersion as version } from '../../src/shared/attributionProtocol';
import { initialPanelState, type PanelState } from '../../webview/attribution/panelState';
import { accessibilityViolations } from './axe';
import { hostileText } from './hostileText';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { attributionFigures, attributionView, figuresMessage, sampleBatch, sampleInteractions, sampleSensitivity, showMessage } from './sampleAttribution';
import { themes } from './themes';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser('attribution');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function expectNoViolation(): Promise<void> {
  expect(await accessibilityViolations(panel.page)).toEqual([]);
}

describe.each(themes)('the attribution panel in the $name theme', (theme) => {
  async function open(changes: Parameters<typeof attributionFigures>[1], state: Partial<PanelState>, options: PageOptions = {}, view = attributionView({ notes: ['A note.'] })): Promise<void> {
    panel = await browser.open({ theme, state: { ...initialPanelState, ...state }, ...options });
    await panel.send(showMessage(view));
    await panel.send(figuresMessage(attributionFigures(view, changes)));
    await panel.send({ version, type: 'sensitivity', sensitivity: sampleSensitivity(view) });
    await panel.page.locator('.sensitivity table').waitFor();
  }

  it('has no violation in any picture', async () => {
    await open({ interactions: sampleInteractions(attributionView().players.length) }, {});
    await panel.page.locator('.prompt-heat .turns .token').nth(8).click();
    for (const key of ['1', '2', '3']) {
      await panel.page.keyboard.press(key);
      await expectNoViolation();
    }
  });

  it('has no violation while it runs, when it failed, and in a narrow column', async () => {
    await open({ activity: 'running' }, {});
    await expectNoViolation();
    await panel.close();
    await open({ activity: 'failed', problem: 'The models were changed meanwhile.' }, {}, { width: 300 }, attributionView({}, hostileText));
    await expectNoViolation();
  });

  it('has no violation with a batch', async () => {
    panel = await browser.open({ theme });
    await panel.send({ version, type: 'batch', batch: sampleBatch() });
    await panel.page.locator('.batch .bar-row').first().waitFor();
    await expectNoViolation();
  });

  it('has no violation before anything is shown', async () => {
    panel = await browser.open({ theme });
    await expectNoViolation();
  });
});
