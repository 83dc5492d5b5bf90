import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion } from '../../src/shared/pairPanelProtocol';
import { initialPanelState as pairState } from '../../webview/pair/panelState';
import { accessibilityViolations } from './axe';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleAudit } from './sampleAudit';
import { sampleReview } from './sampleReview';
import { sampleContext } from './sampleContext';
import { policyOnlyView, sampleView, viewWithMass } from './sampleView';
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
    for (const key of ['1', '2', '3', '4', '5', '6', '7']) {
      await panel.page.keyboard.press(key);
      await expectNoViolation();
    }
  });

  it('with findings, other pairs of the prompt, moved probability and rendered texts has no violation', async () => {
    const markdown = '# A heading\n\n[link](https://example.org) and `code`\n\n| a | b |\n|-|-|\n| 1 | 2 |\n\n```ts\nlet wide = 1;\n```\n\n> - one\n> - two';
    panel = await browser.open({ theme, view: viewWithMass({ chosen: markdown, chosenTurns: [], prompt: [{ role: 'user', content: markdown }] }), state: { ...pairState, massOpen: true, rendering: 'rendered' } });
    await panel.send({ version: pairPanelProtocolVersion, type: 'context', context: sampleContext() });
    await panel.page.locator('.finding').first().waitFor();
    await expectNoViolation();
    await panel.page.getByRole('slider').focus();
    await panel.page.keyboard.press('ArrowRight');
    await expectNoViolation();
    await panel.page.setViewportSize({ width: 300, height: 700 });
    await expectNoViolation();
  });

  it('in a review of a random sample has no violation, wide and narrow', async () => {
    panel = await browser.open({ theme, view: sampleView() });
    await panel.send({ version: pairPanelProtocolVersion, type: 'context', context: sampleContext() });
    await panel.send({ version: pairPanelProtocolVersion, type: 'review', review: { kind: 'sampled', position: 17, settled: 17, decision: 'swap', isBlind: true, rate: sampleAudit() } });
    await panel.page.locator('.review').waitFor();
    await expectNoViolation();
    await panel.page.setViewportSize({ width: 300, height: 700 });
    await expectNoViolation();
    await panel.send({ version: pairPanelProtocolVersion, type: 'review', review: { kind: 'sampleDone', rate: sampleAudit({ rate: null, wrong: 0, right: 0, open: 60 }) } });
    await panel.page.getByText('More pairs…').waitFor();
    await expectNoViolation();
  });

  it('without a reference or without a score has no violation', async () => {
    panel = await browser.open({ theme, view: policyOnlyView() });
    await expectNoViolation();
    await panel.show(sampleView({ score: null, fileFigures: null, failure: 'No tokenizer.json.' }));
    await expectNoViolation();
  });
});
