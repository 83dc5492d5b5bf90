import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { PairContextView } from '../../src/shared/pairContext';
import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { sampleContext } from './sampleContext';
import { sampleReview } from './sampleReview';
import { sampleView } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function open(context: PairContextView): Promise<void> {
  panel = await browser.open({ view: sampleView() });
  await panel.send({ version, type: 'context', context });
}

const last = async (): Promise<unknown> => (await panel.posted()).at(-1);

describe('findings of the pair', () => {
  it('stand with their fixes, which are asked for', async () => {
    await open(sampleContext());
    const section = panel.page.locator('.pair-findings');
    await section.getByRole('heading', { name: 'Findings (2)' }).waitFor();
    expect(await section.innerText()).toContain('The rejected response is probably the better one (94 %).');
    await section.getByText('Swap chosen and rejected', { exact: true }).click();
    expect(await last()).toEqual({ version, type: 'finding', request: { kind: 'fix', code: 'label-contradicted', fix: 'swap' } });
    await section.getByText('Keep and silence…', { exact: true }).last().click();
    expect(await last()).toEqual({ version, type: 'finding', request: { kind: 'keep', code: 'hard-to-learn' } });
  });

  it('are not changed in a review, nor on a row that is no longer what is shown', async () => {
    await open(sampleContext());
    const fix = panel.page.locator('.pair-findings vscode-button').first();
    await fix.waitFor();
    const before = await panel.posted();
    await panel.send({ version, type: 'review', review: sampleReview() });
    await panel.page.locator('.review:not([hidden])').waitFor();
    await fix.click({ force: true });
    await panel.send({ version, type: 'review', review: null });
    await panel.send({ version, type: 'stale', message: 'The row was deleted.' });
    await panel.page.getByText('The row was deleted.').waitFor();
    await fix.click({ force: true });
    expect(await panel.posted()).toEqual(before);
  });

  it.each([
    ['unknown', null, 'was not looked through yet'],
    ['looking', null, 'is being looked through'],
    ['found', null, 'Nothing was found'],
    ['failed', 'It is damaged.', 'It is damaged.'],
  ] as const)('say what they are while there are none: %s', async (state, problem, text) => {
    await open(sampleContext({ state, problem, findings: [], verdict: null, samePrompt: null }));
    await panel.page.locator('.pair-findings').getByText(text).waitFor();
    const button = panel.page.getByText('Look for findings', { exact: true });
    expect(await button.count()).toBe(state === 'unknown' || state === 'failed' ? 1 : 0);
    if (state !== 'unknown') return;
    await button.click();
    expect(await last()).toEqual({ version, type: 'finding', request: { kind: 'look' } });
  });

  it('of another pair are left out', async () => {
    await open(sampleContext({ row: 99 }));
    await panel.send({ version, type: 'context', context: sampleContext({ findings: [], verdict: 'the right one' }) });
    await panel.page.getByText('the right one').waitFor();
    expect(await panel.page.locator('.finding').count()).toBe(0);
  });
});

describe('pairs with the same prompt', () => {
  it('are listed with their margins, and one click away', async () => {
    await open(sampleContext());
    const items = panel.page.locator('.same-prompt-item');
    await items.first().waitFor();
    expect(await panel.page.getByRole('heading', { name: 'Same prompt (pair 2 of 3)' }).count()).toBe(1);
    expect(await items.allInnerTexts()).toMatchObject([expect.stringMatching(/Row 5[\s\S]*margin −0.420 · 1 finding[\s\S]*rejected: Yes, just/), expect.stringContaining('shown here'), expect.stringContaining('Row 231, pair 2')]);
    await items.nth(1).click();
    expect((await panel.posted()).filter(({ type }) => type === 'go')).toEqual([]);
    await items.nth(2).click();
    expect(await last()).toEqual({ version, type: 'go', row: 230, pair: 1 });
  });

  it('are what n and p lead through when asked to, as far as they go', async () => {
    await open(sampleContext());
    await panel.page.locator('.same-prompt-item').first().waitFor();
    await panel.page.getByRole('combobox', { name: 'Step by' }).click();
    await panel.page.getByRole('option', { name: 'Same prompt' }).click();
    await panel.page.locator('h1').click();
    await panel.page.keyboard.press('n');
    expect(await last()).toEqual({ version, type: 'step', direction: 'next', order: 'prompt' });
    const samePrompt = { ...sampleContext().samePrompt!, position: 2 };
    await panel.send({ version, type: 'context', context: sampleContext({ samePrompt }) });
    await panel.page.getByRole('heading', { name: 'pair 3 of 3' }).waitFor();
    expect(await panel.page.locator('.steps vscode-button').last().evaluate((node) => (node as HTMLButtonElement).disabled)).toBe(true);
  });

  it('are not spoken of where there is no other', async () => {
    await open(sampleContext({ samePrompt: { total: 1, position: 0, first: 0, items: [] } }));
    await panel.page.locator('.finding').first().waitFor();
    expect(await panel.page.locator('.same-prompt').count()).toBe(0);
    expect(await panel.page.getByRole('heading', { name: /Same prompt/ }).isVisible()).toBe(false);
  });
});
