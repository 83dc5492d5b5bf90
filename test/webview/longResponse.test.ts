import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { PairView } from '../../src/shared/pairPanelProtocol';
import { pairPanelProtocolVersion as currentVersion } from '../../src/shared/pairPanelProtocol';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { viewOf } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

/** Grows the two responses inside the page (sending them there would be the slow part), and shows them. */
async function showRepeated(view: PairView, times: number): Promise<void> {
  await panel.page.evaluate(async ([given, count, version]) => {
    const grow = (side: 'chosen' | 'rejected'): void => {
      const text = given[side];
      const score = given.score![side];
      const tokens = score.tokens!.filter((token) => token.start !== null);
      score.tokens = Array.from({ length: count }, (_, turn) =>
        tokens.map((token) => ({ ...token, start: token.start! + turn * text.length, end: token.end! + turn * text.length })),
      ).flat();
      score.tokenCount = score.tokens.length;
      given[side] = text.repeat(count);
    };
    grow('chosen');
    grow('rejected');
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    window.postMessage({ version, type: 'show', view: given }, '*');
    while (document.querySelectorAll('.chosen .token').length === 0 || document.querySelector('[aria-busy]') !== null) await nextFrame();
  }, [view, times, currentVersion] as const);
}

const words = (end: string): string => Array.from({ length: 100 }, (_, index) => ` word${String(index)}`).join('') + end;

describe('a response of 20,000 tokens', () => {
  it.each([
    ['with line breaks', '\n'],
    ['without a single line break', ''],
  ])('%s builds up without freezing', async (_name, end) => {
    panel = await browser.open({});
    await showRepeated(viewOf(words(end), words(end)), 200);
    const made = await panel.page.locator('.chosen .token').count();
    expect(made).toBeGreaterThan(100);
    expect(made).toBeLessThan(4000);
    expect((await panel.page.locator('.chosen .response-text').evaluate((node) => node.textContent?.match(/word99/g)?.length))).toBe(200);
    await panel.page.keyboard.press('2');
    expect(await panel.page.locator('.pair.coloring-logProbability').count()).toBe(1);
    await panel.page.locator('.chosen .token[tabindex="0"]').focus();
    await panel.page.keyboard.press('End');
    expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('data-unit'))).toMatch(/^2\d{4}$|^19999$/);
  });

  it('makes tokens where the reader scrolls to, and text again of those behind, without a jump', async () => {
    panel = await browser.open({});
    await showRepeated(viewOf(words('\n'), words('\n')), 200);
    const text = panel.page.locator('.chosen .response-text');
    const height = await text.evaluate((node) => node.scrollHeight);
    await text.evaluate((node) => void (node.scrollTop = node.scrollHeight / 2));
    const middle = panel.page.locator('.chosen .token[data-unit="10100"]');
    await middle.waitFor({ state: 'attached' });
    expect(await text.evaluate((node) => node.scrollHeight)).toBe(height);
    await panel.page.waitForFunction(() => document.querySelectorAll('.chosen .token').length < 4000);
    await panel.page.waitForFunction(() => document.querySelector('.chosen .token[data-unit="300"]') === null);
    await middle.click();
    await panel.page.keyboard.press('ArrowRight');
    expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('data-unit'))).toBe('10101');
  });

  it('gives way to another pair at once', async () => {
    panel = await browser.open({});
    const view = viewOf(words('\n'), words('\n'));
    await showRepeated(view, 20);
    await panel.send({ version: currentVersion, type: 'show', view: viewOf(words('\n').repeat(10), 'b') });
    await panel.show(viewOf('short', 'texts', { row: 14 }));
    expect(await panel.page.locator('.chosen .token').allTextContents()).toEqual(['short', '<|im_end|>']);
  });
});
