import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion as version, type ReviewView } from '../../src/shared/pairPanelProtocol';
import { inRepository } from '../harness/repositoryRoot';
import { contrasts } from './contrast';
import { hostileText } from './hostileText';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { finishedAudit, sampleAudit } from './sampleAudit';
import { sampleContext } from './sampleContext';
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

const sampled = (part: Partial<Extract<ReviewView, { kind: 'sampled' }>> = {}): ReviewView => ({ kind: 'sampled', position: 17, settled: 17, decision: null, isBlind: true, rate: sampleAudit(), ...part });

describe('a review of a random sample in the pair panel', () => {
  /** The pair with everything that models and findings say of it, which must not be told. */
  async function openSample(review: ReviewView, options: PageOptions = {}): Promise<void> {
    await open(review, options);
    await panel.send({ version, type: 'context', context: sampleContext() });
    await panel.page.locator('.pair-findings li').first().waitFor({ state: 'attached' });
  }

  it('says how far it is and what came of it so far', async () => {
    await openSample(sampled());
    const text = await panel.page.locator('.review').innerText();
    for (const part of ['Random sample', '18 of 60', '17 settled, 3 wrong: 18\u00a0% (3.8\u00a0% to 43\u00a0%)', 'Is the chosen response the better one?']) expect(text).toContain(part);
    expect(await panel.page.getByRole('progressbar', { name: 'Settled findings' }).getAttribute('aria-valuemax')).toBe('60');
  });

  it('tells nothing of what models and findings say, not even a screen reader', async () => {
    await openSample(sampled());
    const seen = await panel.page.locator('body').innerText();
    const spoken = await panel.page.locator('body').ariaSnapshot();
    for (const text of [seen, spoken]) {
      expect(text).toContain('Random sample');
      for (const told of ['Contradictory', 'Duplicate', 'prefers', 'margin', 'reward', 'Same prompt', 'Attribute prompt', 'Copy figures', 'Findings (']) expect(text).not.toContain(told);
    }
    expect(await panel.page.locator('.responses').innerText()).not.toBe('');
    expect(await panel.page.locator('.pair-prompt').isVisible()).toBe(true);
  });

  it('shows it when it is asked for', async () => {
    await openSample(sampled());
    await panel.page.keyboard.press('e');
    expect(await actions()).toEqual(['reveal']);
    await panel.send({ version, type: 'review', review: sampled({ isBlind: false }) });
    await panel.page.locator('.verdict').waitFor();
    expect(await panel.page.locator('.pair-findings').isVisible()).toBe(true);
    expect(await panel.page.locator('.review').innerText()).toContain('noted as one that saw it');
  });

  it('is led by the same keys, and no other does anything', async () => {
    await openSample(sampled());
    for (const key of ['k', 's', 'd', 'u', 'n', 'b', 'a', 'p', 'Delete', 'Escape']) await panel.page.keyboard.press(key);
    expect(await actions()).toEqual(['keep', 'swap', 'drop', 'unsure', 'skip', 'back', 'end']);
  });

  it('ends with the rate, what is left out of it, and what more pairs would bring', async () => {
    await openSample({ kind: 'sampleDone', rate: finishedAudit });
    const text = await panel.page.locator('.review').innerText();
    for (const part of ['By 58 reviewed pairs drawn at random: 10\u00a0% (3.9\u00a0% to 21\u00a0%) of the labels are wrong.', 'Of 2 nobody could tell', 'About 110 more pairs would tell it to ±5 points.']) expect(text).toContain(part);
    for (const key of ['m', 'a', 'b', 'k', 'Escape']) await panel.page.keyboard.press(key);
    expect(await actions()).toEqual(['enlarge', 'apply', 'back', 'end']);
  });

  it.each(themes)('has contrast enough in the $name theme', async (theme) => {
    await openSample(sampled(), { theme, view: sampleView() });
    expect((await contrasts(panel.page)).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await panel.page.screenshot({ path: join(folder, `sample-${theme.name}-pair.png`) });
    await panel.send({ version, type: 'review', review: { kind: 'sampleDone', rate: finishedAudit } });
    await panel.page.getByText('More pairs…').waitFor();
    expect((await contrasts(panel.page)).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    await panel.page.screenshot({ path: join(folder, `sample-${theme.name}-done.png`) });
  });
});

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
