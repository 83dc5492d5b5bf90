import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { inRepository } from '../harness/repositoryRoot';
import { accessibilityViolations } from './axe';
import { hostileText } from './hostileText';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleCompare, showCompare, type SampleCompare } from './sampleCompare';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startPanelBrowser('compare');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function open(sample: SampleCompare, options: Omit<PageOptions, 'view'> = {}): Promise<Page> {
  panel = await browser.open(options);
  await showCompare(panel.page, sampleCompare(sample));
  await panel.page.getByRole('heading', { level: 1 }).waitFor();
  await drawn();
  return panel.page;
}

/** Drawing comes with the next frame of the screen. */
function drawn(): Promise<void> {
  return panel.page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
}

async function picture(): Promise<string> {
  await drawn();
  return panel.page.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

const plot = () => panel.page.getByRole('application', { name: /Margins of A/ });
const said = () => panel.page.getByRole('status');

describe('the page of two score sets', () => {
  it('says how far they agree, each figure with its interval and a sentence', async () => {
    const page = await open({ count: 400 });
    const figures = await page.locator('.figure').allInnerTexts();
    expect(figures.length).toBe(9);
    expect(figures[0]).toMatch(/Agreement\s+\d\d\.\d\s%\s\(\d\d\.\d\s% to \d\d\.\d\s%\)\s+In how many pairs A and B prefer the same response/u);
    expect(await page.getByRole('main').innerText()).toContain('400 pairs, matched row by row.');
  });

  it('lists the pairs that flip, the largest change first, and goes to a row', async () => {
    const page = await open({ count: 400 });
    const first = page.getByRole('table', { name: /Flips/ }).getByRole('row').nth(1);
    expect(await first.innerText()).toMatch(/Row 8\s+\+6\.0000\s+−5\.0000\s+−11\.0000/u);
    await first.getByRole('button', { name: 'Row 8' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ version: 1, type: 'goTo', place: 7, side: 'first' });
  });

  it('lists moves in rank, by the arrow keys of its tabs', async () => {
    const page = await open({ count: 400 });
    await page.getByRole('tab', { name: /Flips/ }).press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'Rank changes' }).getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('table', { name: 'Rank changes' }).getByRole('row').nth(1).innerText()).toMatch(/Row 8\s+400\s+1\s+−399/u);
  });

  it('of two files says what only one has and where labels are swapped, and goes to either', async () => {
    const page = await open({ count: 400, matching: 'content' });
    expect(await page.getByRole('main').innerText()).toContain('400 pairs, matched by prompt and responses; 20 with swapped labels.');
    const first = page.getByRole('table', { name: /Flips/ }).getByRole('row').nth(1);
    await first.getByRole('button', { name: 'Row 11' }).click();
    expect((await panel.posted()).at(-1)).toEqual({ version: 1, type: 'goTo', place: 7, side: 'second' });
  });

  it('grows a long list on request', async () => {
    const page = await open({ count: 4000 });
    const rows = page.getByRole('table', { name: /Flips/ }).getByRole('row');
    const before = await rows.count();
    await page.getByRole('button', { name: /Show more/ }).click();
    expect(await rows.count()).toBe(before + 50);
  });

  it('drops messages of another version and says so', async () => {
    const page = await open({ count: 400 });
    await showCompare(page, sampleCompare({ count: 30 }), 99);
    await page.waitForFunction(() => (window as unknown as { preflensTest: { posted: { type: string }[] } }).preflensTest.posted.some(({ type }) => type === 'log'));
    expect(await page.getByText('400 pairs', { exact: false }).count()).toBe(1);
  });

  it('keeps hostile names as text, within the policy', async () => {
    const page = await open({ count: 50, firstName: hostileText });
    expect(await page.locator('main script, main img, main style, main iframe').count()).toBe(0);
    expect(await panel.violations()).toEqual([]);
  });
});

describe('the scatter', () => {
  it('selects what a box holds, by Shift and drag, and lists it', async () => {
    const page = await open({ count: 400 });
    const box = (await plot().boundingBox())!;
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 80, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 30, box.y + box.height - 70, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    expect(await said().innerText()).toMatch(/\d+ points selected\./);
    const title = await page.getByRole('tab', { selected: true }).innerText();
    expect(Number(/Selected \((\d+)\)/.exec(title)?.[1])).toBeGreaterThan(300);
  });

  it('does the same by keys, and Escape clears it', async () => {
    const page = await open({ count: 400 });
    await plot().focus();
    await plot().press('Enter');
    for (let times = 0; times < 4; times++) await plot().press('Shift+ArrowRight');
    await plot().press('Enter');
    expect(await said().innerText()).toMatch(/^[1-9]\d* points selected\.$/);
    await page.getByRole('tab', { name: /Selected/ }).waitFor();
    await plot().press('Escape');
    expect(await said().innerText()).toBe('Selection cleared.');
    expect(await page.getByRole('tab', { name: /Selected/ }).count()).toBe(0);
  });

  it('tells the points from the middle on, one after the other, and goes to the row of one', async () => {
    await open({ count: 400 });
    await plot().focus();
    await plot().press('p');
    const first = await said().innerText();
    expect(first).toMatch(/Row \d+\s+A [+−]/u);
    await plot().press('p');
    expect(await said().innerText()).not.toBe(first);
    await plot().press('g');
    expect((await panel.posted()).at(-1)).toMatchObject({ type: 'goTo', side: 'first' });
  });

  it('moves and zooms by drag, wheel and keys, and shows everything again', async () => {
    const page = await open({ count: 400 });
    const whole = await picture();
    const box = (await plot().boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 360, box.y + 160, { steps: 3 });
    await page.mouse.up();
    await page.mouse.move(0, 0);
    const moved = await picture();
    expect(moved).not.toBe(whole);
    await plot().press('0');
    expect(await picture()).toBe(whole);
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.wheel(0, -400);
    await expect.poll(picture).not.toBe(whole);
    await page.mouse.move(0, 0);
    await plot().press('0');
    await expect.poll(picture).toBe(whole);
    await plot().press('+');
    expect(await picture()).not.toBe(whole);
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(await picture()).toBe(whole);
  });

  it('leaves the wheel to the page until it has the focus', async () => {
    const page = await open({ count: 400 }, { height: 500 });
    const box = (await plot().boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.wheel(0, 120);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  });

  it('says what is under the pointer, and a click goes there', async () => {
    const page = await open({ count: 3 });
    const box = (await plot().boundingBox())!;
    for (let x = 80, found = false; x < box.width && !found; x += 10) {
      for (let y = 10; y < box.height - 50 && !found; y += 10) {
        await page.mouse.move(box.x + x, box.y + y);
        found = await page.locator('.scatter-card').isVisible();
        if (found) await page.mouse.click(box.x + x, box.y + y);
      }
    }
    expect(await page.locator('.scatter-card').innerText()).toMatch(/Row [123]\s+A/u);
    expect((await panel.posted()).at(-1)).toMatchObject({ type: 'goTo' });
  });

  it('hides a kind of points, and follows the theme', async () => {
    const page = await open({ count: 400 });
    const before = await picture();
    await page.getByRole('button', { name: /Flips/, pressed: true }).click();
    const hidden = await picture();
    expect(hidden).not.toBe(before);
    await page.evaluate(() => document.documentElement.style.setProperty('--vscode-preflens-heat8', 'rgb(1, 200, 3)'));
    await expect.poll(picture).not.toBe(hidden);
  });

  it('draws a hundred thousand points as density, and says how many there are', async () => {
    await open({ count: 100_000 });
    const words = await panel.page.locator('.scatter-surface p').innerText();
    expect(words).toContain('100,000 points.');
    expect(words).toContain('Same response preferred: ');
    const colours = await panel.page.locator('canvas').evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const data = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data;
      return new Set(new Uint32Array(data.buffer)).size;
    });
    expect(colours).toBeGreaterThan(20);
  });
});

describe('for everybody', () => {
  for (const theme of themes) {
    it(`has no violation in the ${theme.name} theme, and can be looked at`, async () => {
      const page = await open({ count: 20_000, matching: 'content' }, { theme, width: 1180, height: 900 });
      expect(await accessibilityViolations(page)).toEqual([]);
      expect((await page.screenshot({ path: join(folder, `compare-${theme.name}.png`), fullPage: false })).length).toBeGreaterThan(10_000);
    });
  }

  it('with a selection, in a narrow panel', async () => {
    const page = await open({ count: 400 }, { width: 300, height: 900 });
    await plot().focus();
    await plot().press('Enter');
    await plot().press('Enter');
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.screenshot({ path: join(folder, 'compare-narrow.png'), fullPage: true });
  });
});
