import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { pairScore, randomNumbers, responseScore, sampleToken, sampleTokens, sampleView, viewOf } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

const focusedText = (): Promise<string> => panel.page.evaluate(() => document.activeElement?.textContent ?? '');
const focusedColumn = (): Promise<string> => panel.page.evaluate(() => document.activeElement?.closest('article')?.className ?? '');
const card = (): ReturnType<PanelPage['page']['locator']> => panel.page.getByRole('tooltip');
const token = (index: number, side = 'chosen'): ReturnType<PanelPage['page']['locator']> => panel.page.locator(`.${side} .token`).nth(index);

async function style(index: number, property: string): Promise<string> {
  return token(index).evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
}

describe('coloring', () => {
  it('follows the number keys and the dropdown, and shows the scale', async () => {
    panel = await browser.open({ view: sampleView() });
    expect(await panel.page.locator('.legend-scale').getAttribute('aria-label')).toMatch(/Scale from −0\.15, dotted underline.* to \+0\.15, solid underline/);
    const legends: string[] = [];
    for (const [key, name] of [['2', 'logProbability'], ['3', 'ches'], ['4', 'diff'], ['1', 'reward']] as const) {
      await panel.page.keyboard.press(key);
      expect(await panel.page.locator('.pair').getAttribute('class')).toBe(`pair coloring-${name}`);
      expect(await panel.state()).toMatchObject({ coloring: name });
      legends.push(await panel.page.locator('.legend').innerText());
    }
    expect(legends[0]).toMatch(/certain\s+0\s+−10\s+surprising/);
    expect(legends[1]).toMatch(/lowers the risk of displacement\s+−30\s+\+30\s+raises it/);
    expect(legends[2]).toMatch(/only in chosen\s+only in rejected/);
    await panel.page.getByRole('combobox', { name: 'Coloring' }).click();
    await panel.page.getByRole('option', { name: 'CHES share' }).click();
    expect(await panel.page.locator('.pair.coloring-ches').count()).toBe(1);
  });

  it('tells the sign by the underline as well as by the hue', async () => {
    const random = randomNumbers(1);
    const make = (text: string, at: number, reward: number) => ({ ...sampleToken(text, at, at + 2, random), reward });
    const response = responseScore([make('up', 0, 0.5), make('no', 2, 0), make('dn', 4, -0.5)]);
    panel = await browser.open({ view: sampleView({ chosen: 'upnodn', rejected: 'upnodn', score: pairScore(response, response) }) });
    expect(await style(0, 'text-decoration-style')).toBe('solid');
    expect(await style(2, 'text-decoration-style')).toBe('dotted');
    const backgrounds = [await style(0, 'background-color'), await style(1, 'background-color'), await style(2, 'background-color')];
    expect(new Set(backgrounds).size).toBe(3);
    expect(backgrounds[1]).toMatch(/\/ 0\)|, 0\)/);
  });

  it('marks the words that differ on both sides', async () => {
    panel = await browser.open({ view: viewOf('Take the red bus home.', 'Take the blue train home.') });
    await panel.page.keyboard.press('4');
    expect((await panel.page.locator('.chosen ins').allTextContents()).join('')).toBe('red bus');
    expect((await panel.page.locator('.rejected del').allTextContents()).join('')).toBe('blue train');
    await panel.page.keyboard.press('1');
    expect(await panel.page.locator('.pair :is(ins, del)').count()).toBe(0);
  });
});

describe('tokens', () => {
  it('shows a pill for the end token and merges the bytes of a character', async () => {
    const text = 'ok 🎉!';
    const random = randomNumbers(2);
    const spans = [[0, 2], [2, 5], [3, 5], [3, 5], [5, 6]] as const;
    const end = sampleTokens('', 1)[0]!;
    const response = responseScore([...spans.map(([start, stop]) => sampleToken('�', start, stop, random)), end]);
    panel = await browser.open({ view: sampleView({ chosen: text, rejected: text, score: pairScore(response, response) }) });
    expect(await panel.page.locator('.chosen .token').allTextContents()).toEqual(['ok', ' 🎉', '!', '<|im_end|>']);
    expect(await panel.page.locator('.chosen .pill').allTextContents()).toEqual(['<|im_end|>']);
    await token(1).focus().catch(() => undefined);
    await token(1).click();
    expect(await card().innerText()).toMatch(/3 tokens \d+ \d+ \d+/);
  });

  it('shows the figures of the token under the pointer', async () => {
    panel = await browser.open({ view: sampleView() });
    await token(3).hover();
    await card().waitFor();
    const shown = await card().innerText();
    for (const name of ['id ', 'Policy log-probability', 'Reference log-probability', 'Implicit reward', 'CHES share', 'Displacement share', 'Sequential KL', 'Entropy', 'Beta times']) expect(shown).toContain(name);
    await panel.page.locator('h1').hover();
    await card().waitFor({ state: 'hidden' });
  });

  it('keeps the card inside the window', async () => {
    panel = await browser.open({ view: sampleView(), width: 500, height: 420 });
    const count = await panel.page.locator('.rejected .token').count();
    for (const index of [0, 8, count - 1]) {
      await token(index, 'rejected').click();
      const box = await card().boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(500);
      expect(box!.y + box!.height).toBeLessThanOrEqual(420);
    }
  });

  it('can be walked with the keyboard', async () => {
    panel = await browser.open({ view: sampleView() });
    expect(await panel.page.locator('.chosen .token[tabindex="0"]').count()).toBe(1);
    await panel.page.locator('.chosen .token[tabindex="0"]').focus();
    expect(await focusedText()).toBe('Yes,');
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    expect(await focusedText()).toBe(' you');
    expect(await card().isVisible()).toBe(true);
    await panel.page.keyboard.press('ArrowLeft');
    expect(await focusedText()).toBe(' but');
    const before = await panel.page.locator(':focus').boundingBox();
    await panel.page.keyboard.press('ArrowDown');
    const below = await panel.page.locator(':focus').boundingBox();
    expect(below!.y).toBeGreaterThan(before!.y);
    expect(Math.abs(below!.x - before!.x)).toBeLessThan(60);
    await panel.page.keyboard.press('ArrowUp');
    expect(await focusedText()).toBe(' but');
    await panel.page.keyboard.press('End');
    expect(await focusedText()).toBe('<|im_end|>');
    await panel.page.keyboard.press('ArrowRight');
    expect(await focusedText(), 'no way past the end').toBe('<|im_end|>');
    await panel.page.keyboard.press('Home');
    expect(await focusedText()).toBe('Yes,');
    expect(await panel.page.locator('.chosen .token[tabindex="0"]').count()).toBe(1);
    await panel.page.keyboard.press('Tab');
    expect(await focusedColumn()).toBe('response rejected');
  });

  it('lets go with Escape', async () => {
    panel = await browser.open({ view: sampleView() });
    await token(2).click();
    await panel.page.keyboard.press('Escape');
    expect(await card().isVisible()).toBe(false);
    expect(await focusedText()).toBe('Chosen');
    await token(4).hover();
    await card().waitFor();
    await panel.page.keyboard.press('Escape');
    expect(await card().isVisible()).toBe(false);
  });

  it('opens the text in the editor with Enter or a double click, and knows that a pill has none', async () => {
    panel = await browser.open({ view: sampleView() });
    await token(1).click();
    await panel.page.keyboard.press('Enter');
    await token(1, 'rejected').dblclick();
    await panel.page.locator('.chosen .pill').click();
    await panel.page.keyboard.press('Enter');
    expect((await panel.posted()).slice(1)).toEqual([
      { version, type: 'revealText', side: 'chosen', start: 4, end: 8 },
      { version, type: 'revealText', side: 'rejected', start: 4, end: 8 },
    ]);
    expect(await card().innerText()).toContain('Added by the template or the trainer');
  });

  it('keeps the focus on its token when a new snapshot comes', async () => {
    panel = await browser.open({ view: sampleView() });
    await token(5).click();
    const text = await focusedText();
    await panel.show(sampleView({ rowCount: 413 }));
    expect(await focusedText()).toBe(text);
  });

  it('lets each paragraph run its own way', async () => {
    panel = await browser.open({ view: viewOf('مرحبا\nhello', 'hello') });
    const column = await panel.page.locator('.chosen .response-text').boundingBox();
    const arabic = await token(0).boundingBox();
    const latin = await panel.page.locator('.chosen .token', { hasText: 'hello' }).boundingBox();
    expect(arabic!.x).toBeGreaterThan(column!.x + column!.width / 2);
    expect(latin!.x).toBeLessThan(column!.x + column!.width / 4);
  });
});
