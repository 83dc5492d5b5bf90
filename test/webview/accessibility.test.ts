import { readFile } from 'node:fs/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { initialPanelState } from '../../webview/pair/panelState';
import { inRepository } from '../harness/repositoryRoot';
import { contrasts } from './contrast';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { policyOnlyView, sampleView } from './sampleView';
import { themes } from './themes';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

describe.each(themes)('contrast in the $name theme', (theme) => {
  it('is enough for every text in every coloring', async () => {
    panel = await browser.open({ theme, view: sampleView({ notes: ['A note.'] }), state: { ...initialPanelState, explained: true, lossesOpen: true } });
    await panel.page.locator('.chosen .token').nth(20).click();
    for (const key of ['1', '2', '3', '4']) {
      await panel.page.keyboard.press(key);
      const measured = await contrasts(panel.page);
      expect(measured.length).toBeGreaterThan(150);
      expect(measured.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
  });

  it('is enough for text that was not scored', async () => {
    panel = await browser.open({ theme, view: policyOnlyView() });
    expect((await contrasts(panel.page)).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });
});

describe('structure', () => {
  it('has landmarks, one main heading and no skipped level', async () => {
    panel = await browser.open({ view: sampleView() });
    for (const role of ['banner', 'main', 'contentinfo', 'navigation'] as const) expect(await panel.page.getByRole(role).count(), role).toBe(1);
    const levels = await panel.page.locator('h1, h2, h3').evaluateAll((nodes) => nodes.map((node) => Number(node.tagName.slice(1))));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1);
      return level;
    }, 0);
  });

  it('names every control, and every id that is pointed to exists once', async () => {
    panel = await browser.open({ view: sampleView() });
    for (const role of ['button', 'combobox', 'article', 'region', 'img', 'rowheader', 'columnheader'] as const) {
      for (const control of await panel.page.getByRole(role).all()) {
        const snapshot = await control.ariaSnapshot();
        expect(snapshot.split('\n')[0], snapshot).toMatch(/"[^"]+"/);
      }
    }
    const wrong = await panel.page.evaluate(() =>
      ['aria-labelledby', 'aria-describedby'].flatMap((name) =>
        Array.from(document.querySelectorAll(`[${name}]`), (node) => node.getAttribute(name) ?? '').filter((id) => document.querySelectorAll(`#${CSS.escape(id)}`).length !== 1),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('is reached by Tab in reading order, and every stop can be seen', async () => {
    panel = await browser.open({ view: sampleView() });
    const stops: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      await panel.page.keyboard.press('Tab');
      const stop = await panel.page.evaluate(() => {
        let focused = document.activeElement;
        const host = focused;
        while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
        if (focused === null || focused === document.body) return null;
        const parts = [focused, host].filter((part) => part !== null);
        const outlined = parts.some((part) => Array.from([part, ...(part.shadowRoot?.querySelectorAll('*') ?? [])]).some((node) => {
          const look = getComputedStyle(node);
          return look.outlineStyle !== 'none' || look.borderColor === 'rgb(0, 120, 212)';
        }));
        return { name: (host?.textContent ?? '').trim().slice(0, 24), outlined };
      });
      if (stop === null) break;
      expect(stop.outlined, stop.name).toBe(true);
      stops.push(stop.name);
    }
    const order = ['Show row in editor', 'Previous', 'Next', 'Swap', 'Edit…', 'Drop', 'Silence…', 'Copy figures', 'Prompt', 'Yes,', 'Figures', 'Explain all figures', 'Reward margin', 'Losses'];
    const places = order.map((name) => stops.findIndex((stop) => stop.startsWith(name)));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });
});

describe('style sheet', () => {
  it('takes every colour from the theme', async () => {
    const sheets = await Promise.all(['common/base.css', 'common/panel.css', 'pair/pair.css', 'common/tokens.css', 'pair/figures.css', 'pair/cumulative.css', 'pair/context.css', 'common/markdown/markdown.css'].map((file) => readFile(inRepository('webview', file), 'utf8')));
    const text = sheets.join('\n').replace(/\/\*[^]*?\*\//g, '');
    expect(text.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi)).toBeNull();
    const known = new Set(themes.flatMap((theme) => Object.keys(theme.variables)));
    const used = Array.from(text.matchAll(/var\((--vscode-[\w-]+)/g), (match) => match[1] ?? '');
    expect(used.filter((name) => !known.has(name))).toEqual([]);
    panel = await browser.open({});
  });
});
