import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { attributionProtocolVersion as version } from '../../src/shared/attributionProtocol';
import { initialPanelState } from '../../webview/attribution/panelState';
import { inRepository } from '../harness/repositoryRoot';
import { hostileText } from './hostileText';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { attributionFigures, attributionView, figuresMessage, sampleBatch, sampleInteractions, sampleSensitivity, showMessage } from './sampleAttribution';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
let browser: PanelBrowser;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startPanelBrowser('attribution');
});
afterAll(() => browser.close());

async function show(panel: PanelPage, view = attributionView(), changes: Parameters<typeof attributionFigures>[1] = {}): Promise<void> {
  await panel.send(showMessage(view));
  await panel.send(figuresMessage(attributionFigures(view, changes)));
  await panel.send({ version, type: 'sensitivity', sensitivity: sampleSensitivity(view) });
  await panel.page.locator('.sensitivity table').waitFor();
}

/** For people to look at; the other tests hold what a program can tell. */
describe('pictures of the attribution panel', () => {
  for (const theme of themes) {
    it(`in the ${theme.name} theme`, async () => {
      const panel = await browser.open({ theme, width: 860 });
      await show(panel, attributionView(), { activity: 'running', interactions: sampleInteractions(attributionView().players.length) });
      const picture = (name: string, fullPage = false): Promise<Buffer> => panel.page.screenshot({ path: join(folder, `attribution-${theme.name}-${name}.png`), fullPage });
      await panel.page.locator('.prompt-heat .turns .token').nth(8).click();
      expect((await picture('bars', true)).length).toBeGreaterThan(10_000);
      await panel.page.keyboard.press('2');
      expect((await picture('waterfall', true)).length).toBeGreaterThan(10_000);
      await panel.page.keyboard.press('3');
      expect((await picture('interactions', true)).length).toBeGreaterThan(10_000);
      await panel.close();
    });

    it(`of a batch in the ${theme.name} theme`, async () => {
      const panel = await browser.open({ theme, width: 860 });
      await panel.send({ version, type: 'batch', batch: sampleBatch() });
      await panel.page.locator('.batch .bar-row').first().waitFor();
      expect((await panel.page.screenshot({ path: join(folder, `attribution-${theme.name}-batch.png`), fullPage: true })).length).toBeGreaterThan(5000);
      await panel.close();
    });
  }

  it('narrow, hostile, with a failure', async () => {
    const panel = await browser.open({ width: 420, state: { ...initialPanelState, chart: 'interactions' } });
    const view = attributionView({ notes: ['The end of the prompt was cut off.'] }, hostileText);
    const interactions = sampleInteractions(Math.min(view.players.length, 10));
    await show(panel, view, { activity: 'failed', problem: 'The models were changed meanwhile.', interactions });
    expect((await panel.page.screenshot({ path: join(folder, 'attribution-state-narrow.png'), fullPage: true })).length).toBeGreaterThan(5000);
    await panel.close();
  });
});
