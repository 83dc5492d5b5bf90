import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion as version, type ReviewView } from '../../src/shared/pairPanelProtocol';
import { inRepository } from '../harness/repositoryRoot';
import { contrasts } from './contrast';
import { hostileText } from './hostileText';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleReview } from './sampleReview';
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

const done: ReviewView = { kind: 'done', total: 50, settled: 48, decisions: { keep: 20, swap: 12, drop: 10, unsure: 6 } };

async function open(review: ReviewView, options: PageOptions = {}): Promise<void> {
  panel = await browser.open({ view: sampleView(), ...options });
  await panel.send({ version, type: 'review', review });
  await panel.page.locator('.review').waitFor();
}

async function actions(): Promise<readonly string[]> {
  return (await panel.posted()).flatMap((message) => (message.type === 'ready' ? [] : [message.type === 'review' ? message.action : message.type]));
}

describe('a review in the pair panel', () => {
  it('says what was found, how far it is, and what else there is', async () => {
    await open(sampleReview());
    const text = await panel.page.locator('.review').innerText();
    for (const part of ['Contradictory pair', '12 of 50', '11 settled', 'Also found in this pair: Duplicate pair', 'the label is wrong']) expect(text).toContain(part);
    expect(await panel.page.getByRole('progressbar', { name: 'Settled findings' }).getAttribute('aria-valuenow')).toBe('11');
  });

  it('is led by single keys, and these change nothing by themselves', async () => {
    await open(sampleReview());
    for (const key of ['k', 's', 'd', 'u', 'n', 'b', 'Backspace', 'e', 'p', 'Delete', 'Escape']) await panel.page.keyboard.press(key);
    expect(await actions()).toEqual(['keep', 'swap', 'drop', 'unsure', 'skip', 'back', 'back', 'end']);
  });

  it('takes a key that is held down once', async () => {
    await open(sampleReview());
    await panel.page.keyboard.down('k');
    await panel.page.keyboard.down('k');
    await panel.page.keyboard.down('k');
    await panel.page.keyboard.up('k');
    expect(await actions()).toEqual(['keep']);
  });

  it('is reached by Tab and Enter, too', async () => {
    await open(sampleReview());
    await panel.page.locator('vscode-button', { hasText: 'Unsure' }).focus();
    await panel.page.keyboard.press('Enter');
    expect(await actions()).toEqual(['unsure']);
  });

  it('shows what was decided before', async () => {
    await open(sampleReview({ decision: 'drop' }));
    expect(await panel.page.locator('.review').innerText()).toContain('Decided: drop');
  });

  it('ends with a summary whose keys apply and export', async () => {
    await open(done);
    expect(await panel.page.locator('.review').innerText()).toContain('20 to keep, 12 to swap, 10 to drop, 6 unsure.');
    for (const key of ['k', 'a', 'x', 'b']) await panel.page.keyboard.press(key);
    expect(await actions()).toEqual(['apply', 'export', 'back']);
  });

  it('gives the keys back when it is over', async () => {
    await open(sampleReview());
    await panel.send({ version, type: 'review', review: null });
    await panel.page.locator('.review').waitFor({ state: 'hidden' });
    for (const key of ['s', 'n']) await panel.page.keyboard.press(key);
    expect(await actions()).toEqual(['edit', 'step']);
  });

  it('keeps hostile text as text', async () => {
    await open(sampleReview({ title: hostileText, message: hostileText, others: [hostileText], verdict: hostileText }));
    expect(await panel.page.locator('.review :is(script, img, style, iframe)').count()).toBe(0);
    expect(await panel.page.locator('.review-message').textContent()).toContain('<script>');
  });

  it.each(themes)('has contrast enough in the $name theme', async (theme) => {
    await open(sampleReview(), { theme, view: sampleView() });
    expect((await contrasts(panel.page)).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await panel.page.screenshot({ path: join(folder, `review-${theme.name}-item.png`) });
    await panel.send({ version, type: 'review', review: done });
    await panel.page.getByText('Apply decisions', { exact: false }).waitFor();
    expect((await contrasts(panel.page)).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await panel.page.screenshot({ path: join(folder, `review-${theme.name}-done.png`) });
  });
});
