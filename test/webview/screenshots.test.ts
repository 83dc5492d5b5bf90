import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inRepository } from '../harness/repositoryRoot';
import { pairPanelProtocolVersion } from '../../src/shared/pairPanelProtocol';
import { initialPanelState } from '../../webview/pair/panelState';
import { hostileText } from './hostileText';
import type { PanelBrowser } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleContext } from './sampleContext';
import { policyOnlyView, sampleView, viewOf, viewWithMass } from './sampleView';
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

/** Runs inside the page: what makes it scroll sideways. */
function tooWide(): string[] {
  const view = document.documentElement;
  if (view.scrollWidth <= view.clientWidth) return [];
  const scrolls = (node: Element | null): boolean => node !== null && (/auto|scroll|hidden|clip/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  return Array.from(document.body.querySelectorAll('*')).flatMap((node) => (node.getBoundingClientRect().right > view.clientWidth + 1 && !scrolls(node.parentElement) ? [`${node.tagName} ${node.getAttribute('class') ?? ''}`] : []));
}

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

  for (const theme of themes) {
    it(`with findings, the picture of sums and other pairs of the prompt, in the ${theme.name} theme`, async () => {
      const panel = await browser.open({ theme, width: 1100, height: 1160, view: viewWithMass(), state: { ...initialPanelState, promptOpen: false, figuresOpen: false, massOpen: true } });
      await panel.send({ version: pairPanelProtocolVersion, type: 'context', context: sampleContext() });
      await panel.page.locator('.finding').first().waitFor();
      await panel.page.locator('.rejected .token').nth(9).click();
      const path = join(folder, `pair-panel-${theme.name}.png`);
      expect((await panel.page.screenshot({ path })).length).toBeGreaterThan(10_000);
      await panel.close();
    });
  }

  it('rendered, and at 300 pixels and twice the size', async () => {
    const markdown = '## Steps\n\n1. Find **which** `python` runs\n2. See [the docs](https://docs.python.org/3/library/venv.html)\n\n```bash\npython -m venv .venv\n```\n\n| path | package |\n|---|--:|\n| a | 1 |\n\n> شكرا جزيلا';
    for (const [name, width, scale] of [['rendered', 900, 1], ['narrow-300', 300, 1], ['zoom', 640, 2]] as const) {
      const panel = await browser.open({ width, view: viewWithMass({ chosen: markdown, chosenTurns: [], prompt: [{ role: 'user', content: markdown }] }), state: { ...initialPanelState, rendering: name === 'rendered' ? 'rendered' : 'exact', massOpen: true } });
      await panel.send({ version: pairPanelProtocolVersion, type: 'context', context: sampleContext() });
      await panel.page.locator('.finding').first().waitFor();
      await panel.page.evaluate((zoom) => document.documentElement.style.setProperty('zoom', String(zoom)), scale);
      expect(await panel.page.evaluate(tooWide)).toEqual([]);
      await panel.page.screenshot({ path: join(folder, `pair-state-${name}.png`), fullPage: true });
      await panel.close();
    }
  });

  it.each(Object.entries(states))('%s', async (name, { view, width }) => {
    const panel = await browser.open({ view, width, state: { ...initialPanelState, lossesOpen: true, explained: true } });
    const path = join(folder, `pair-state-${name}.png`);
    expect((await panel.page.screenshot({ path, fullPage: true })).length).toBeGreaterThan(5000);
    await panel.close();
  });
});
