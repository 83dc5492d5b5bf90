import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { initialPanelState } from '../../webview/pair/panelState';
import { sequenceDiff } from '../../webview/pair/tokenDiff';
import { inRepository } from '../harness/repositoryRoot';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { refusedComparison, sampleComparison } from './sampleComparison';
import { sampleView } from './sampleView';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

const open = { ...initialPanelState, comparisonOpen: true };
const asked = async (): Promise<string[]> => (await panel.posted()).flatMap((message) => (message.type === 'compare' ? [message.convention] : []));
const heading = (): ReturnType<PanelPage['page']['locator']> => panel.page.locator('summary', { hasText: 'As the trainer sees it' });
const texts = (selector: string): Promise<string[]> => panel.page.locator(selector).evaluateAll((nodes) => nodes.map((node) => node.lastChild?.textContent ?? ''));

describe('the comparison of conventions', () => {
  it('asks for nothing until it is opened, and once for each pair and choice', async () => {
    panel = await browser.open({ view: sampleView() });
    expect(await asked()).toEqual([]);
    await heading().focus();
    await panel.page.keyboard.press('Enter');
    await expect.poll(asked).toEqual(['trl-0.20']);
    expect(await panel.state()).toMatchObject({ comparisonOpen: true });
    await panel.show(sampleView());
    expect(await asked()).toEqual(['trl-0.20']);
    await panel.page.getByRole('combobox', { name: 'Compare with' }).click();
    await panel.page.getByRole('option', { name: 'reward-bench' }).click();
    await expect.poll(asked).toEqual(['trl-0.20', 'reward-bench']);
    await panel.show(sampleView({ row: 13 }));
    expect(await asked()).toEqual(['trl-0.20', 'reward-bench', 'reward-bench']);
  });

  it('shows both strips of both responses and counts what differs', async () => {
    panel = await browser.open({ view: sampleView(), state: open });
    await panel.send(sampleComparison());
    await expect.poll(() => panel.page.locator('.comparison-summary').innerText()).toMatch(/^\d+ tokens only under trl, \d+ tokens only under trl-0\.20\.$/);
    expect(await panel.page.locator('.convention-strip').count()).toBe(4);
    const [chosen, other] = [panel.page.locator('.convention-strip').nth(0), panel.page.locator('.convention-strip').nth(1)];
    expect(await chosen.getAttribute('aria-label')).toBe('Chosen under trl: 13 prompt tokens, 16 completion tokens');
    expect(await chosen.locator('.differs').evaluateAll((nodes) => nodes.map((node) => node.lastChild?.textContent))).toEqual(['<s>', ' managed?You']);
    expect(await other.locator('.differs').evaluateAll((nodes) => nodes.map((node) => node.lastChild?.textContent))).toEqual([' managed?', 'You', '</s>']);
    expect(await texts('.strip-token.special.completion')).toEqual(['</s>', '</s>', '</s>', '</s>']);
    expect(await panel.page.locator('.strip-cut').allInnerTexts()).toEqual(['cut here']);
    expect(await panel.page.locator('.strip-gap').allInnerTexts()).toEqual(['… 1,310 tokens …']);
  });

  it('tells what differs without colour, to the eye and to a screen reader, and takes the keyboard', async () => {
    panel = await browser.open({ view: sampleView(), state: open });
    await panel.send(sampleComparison());
    const differing = panel.page.locator('.strip-token.differs').first();
    await differing.waitFor();
    const style = (name: string): Promise<string> => differing.evaluate((node, property) => getComputedStyle(node).getPropertyValue(property), name);
    expect([await style('border-bottom-width'), await style('font-weight')]).toEqual(['3px', '600']);
    expect(await differing.textContent()).toMatch(/^differs, special: <s>$/);
    const strip = panel.page.getByRole('group', { name: /^Rejected under trl-0\.20: .*truncated$/ });
    await strip.focus();
    expect(await strip.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  it('says why a convention refuses a row, and drops answers for another row or choice', async () => {
    panel = await browser.open({ view: sampleView(), state: open });
    await panel.send(refusedComparison());
    await expect.poll(() => panel.page.locator('.comparison').innerText()).toContain('trl-0.20: The convention mitchell reads plain text only');
    await panel.send(sampleComparison(99));
    expect(await panel.page.locator('.convention-strip').count()).toBe(0);
  });

  it.each(themes)('looks as it should in the $name theme', async (theme) => {
    panel = await browser.open({ theme, view: sampleView(), state: open, width: 900 });
    await panel.send(sampleComparison());
    await panel.page.locator('.convention-strip').first().waitFor();
    const section = panel.page.locator('details', { hasText: 'As the trainer sees it' });
    expect((await section.screenshot({ path: join(folder, `pair-${theme.name}-comparison.png`) })).length).toBeGreaterThan(5000);
  });
});

describe('sequenceDiff', () => {
  it('keeps a longest common subsequence', () => {
    const diff = sequenceDiff([...'abcdef'], [...'xbcyef']);
    expect(diff.left.map(Number).join('')).toBe('100100');
    expect(diff.right.map(Number).join('')).toBe('100100');
    expect(sequenceDiff([], ['a'])).toEqual({ left: [], right: [true] });
    expect(sequenceDiff(['a'], ['a'])).toEqual({ left: [false], right: [false] });
  });

  it('takes what lies between the common ends for different when the table would be too large', () => {
    const left = ['s', ...Array.from({ length: 3000 }, (_, index) => `l${String(index)}`), 'e'];
    const right = ['s', ...Array.from({ length: 3000 }, (_, index) => `r${String(index)}`), 'e'];
    expect(sequenceDiff(left, right).left.filter(Boolean)).toHaveLength(3000);
  });
});
