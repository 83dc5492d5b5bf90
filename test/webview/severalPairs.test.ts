import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion as version, type LooseView } from '../../src/shared/pairPanelProtocol';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleView } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

const tie: LooseView = {
  kind: 'tie',
  prompt: [{ role: '', content: 'What colour is the sky?' }],
  answers: [
    { name: 'answers[0]', text: '<b>Blue.</b>' },
    { name: 'answers[2]', text: 'Azure.' },
  ],
  label: null,
  score: null,
  why: 'Both answers have the same rank.',
};
const wanted: LooseView = { ...tie, kind: 'unpaired', answers: [{ name: 'completion', text: 'Blue.' }], label: true, score: 1, why: 'The row holds one answer with a label.' };

describe('a row with several pairs', () => {
  it('says which pair of the row it is, and which answers are compared', async () => {
    const provenance = { chosen: 'answers[1]', rejected: 'answers[0]', otherRow: null };
    panel = await browser.open({ view: sampleView({ pair: 2, pairCount: 6, provenance }) });
    expect(await panel.page.getByRole('heading', { level: 1 }).innerText()).toBe('Row 13 of 412 · pair 3 of 6');
    expect(await panel.page.locator('.place').innerText()).toMatch(/answers\[1\]\s*over\s*answers\[0\]/);
  });

  it('can be stepped through to its first pair and its last', async () => {
    panel = await browser.open({ view: sampleView({ row: 0, rowCount: 1, pair: 1, pairCount: 2 }) });
    const [previous, next] = [panel.page.getByRole('button', { name: 'Previous' }), panel.page.getByRole('button', { name: 'Next' })];
    expect([await previous.isEnabled(), await next.isEnabled()]).toEqual([true, false]);
    await previous.click();
    expect(await panel.posted()).toContainEqual({ version, type: 'step', direction: 'previous', order: 'row' });
    await panel.show(sampleView({ row: 0, rowCount: 1, pair: 0, pairCount: 2 }));
    expect([await previous.isEnabled(), await next.isEnabled()]).toEqual([false, true]);
  });

  it('shows its ties below', async () => {
    panel = await browser.open({ view: sampleView({ pairCount: 2, loose: [tie], looseCount: 40 }) });
    const section = panel.page.getByRole('region', { name: 'Answers without a preference' });
    expect(await section.innerText()).toMatch(/Tie\s+Both answers have the same rank\.\s+answers\[0\]\s+<b>Blue\.<\/b>\s+answers\[2\]\s+Azure\.\s+… and 39 more/i);
    expect(await panel.page.getByRole('heading', { name: 'Chosen' }).isVisible()).toBe(true);
  });
});

describe('a row without a pair', () => {
  it('shows its answers as what they are', async () => {
    const view = sampleView({ schema: 'kto', pairCount: 0, prompt: [], chosen: '', rejected: '', score: null, failure: wanted.why, loose: [wanted], looseCount: 1 });
    panel = await browser.open({ view });
    const section = panel.page.getByRole('region', { name: 'Answers without a preference' });
    expect(await section.getByRole('heading').innerText()).toBe('Unpaired answer · wanted · score 1');
    expect(await section.innerText()).toMatch(/prompt\s+What colour is the sky\?\s+completion\s+Blue\./i);
    expect(await panel.page.getByRole('heading', { name: 'Chosen' }).isVisible()).toBe(false);
    expect(await panel.page.locator('.notice.info').innerText()).toContain(wanted.why);
  });
});
