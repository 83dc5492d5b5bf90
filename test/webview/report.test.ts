import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { inRepository } from '../harness/repositoryRoot';
import { accessibilityViolations } from './axe';
import { contrasts } from './contrast';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { hostileReport, sampleReport, showReport, structuralReport } from './sampleReport';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startPanelBrowser('report');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function open(view: Parameters<typeof showReport>[0], options: Omit<PageOptions, 'view'> = {}): Promise<void> {
  panel = await browser.open(options);
  await panel.send(showReport(view));
  await panel.page.getByRole('heading', { level: 1 }).waitFor();
}

describe('the page of a file', () => {
  it('says how many labels are wrong, with an interval and in words', async () => {
    await open(sampleReport());
    const text = await panel.page.getByRole('main').innerText();
    expect(text).toContain('15\u00a0%');
    expect(text).toContain('with 95 % confidence 13\u00a0% to 17\u00a0%');
    expect(text).toContain('12,480 rows, 12,466 pairs, 359 findings');
    expect(await panel.page.getByRole('row', { name: /Probe on hidden states and Probe on text features/ }).innerText()).toContain('fair agreement');
  });

  it('leads to the findings of a kind, and to a review', async () => {
    await open(sampleReport());
    await panel.page.getByRole('button', { name: 'Duplicate pair' }).click();
    await panel.page.getByText('Review findings', { exact: true }).click();
    const posted = await panel.posted();
    expect(posted.map(({ type }) => type as string)).toEqual(['ready', 'showCode', 'review']);
    expect(posted[1]).toMatchObject({ code: 'duplicate-pair' });
  });

  it('before scoring says what is missing, and has no empty parts', async () => {
    await open(structuralReport());
    const headings = await panel.page.locator('h2').allInnerTexts();
    expect(headings).toEqual(['How good are the labels?', 'Findings']);
    await panel.page.getByText('Score dataset', { exact: true }).click();
    expect((await panel.posted()).at(-1)).toMatchObject({ type: 'score' });
  });

  it('keeps hostile text as text, within the policy', async () => {
    await open(hostileReport());
    expect(await panel.page.locator('main script, main img, main svg[onload], main style, main iframe').count()).toBe(0);
    const violations = (await panel.violations()).filter((violation) => !/^style-src-elem inline/.test(violation));
    expect(violations).toEqual([]);
  });

  it('drops messages of another version and says so', async () => {
    await open(sampleReport());
    await panel.send({ ...showReport(structuralReport()), version: 99 });
    await panel.page.waitForFunction(() => (window as unknown as { preflensTest: { posted: { type: string }[] } }).preflensTest.posted.some(({ type }) => type === 'log'));
    expect(await panel.page.getByText('12,480 rows', { exact: false }).count()).toBe(1);
  });

  it.each(themes)('has contrast enough in the $name theme', async (theme) => {
    await open(sampleReport(), { theme, width: 1100, height: 1500 });
    expect((await contrasts(panel.page)).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    expect(await accessibilityViolations(panel.page)).toEqual([]);
    expect((await panel.page.screenshot({ path: join(folder, `report-${theme.name}.png`), fullPage: true })).length).toBeGreaterThan(10_000);
  });

  it('fits a narrow column', async () => {
    await open(structuralReport(), { width: 420 });
    const overflow = await panel.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await panel.page.screenshot({ path: join(folder, 'report-narrow.png'), fullPage: true });
  });
});
