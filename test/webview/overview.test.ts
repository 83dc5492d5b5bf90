import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { unknownPage } from '../../src/core/overview/unknownPage';
import { overviewProtocolVersion, type FromOverview } from '../../src/shared/overviewProtocol';
import { inRepository } from '../harness/repositoryRoot';
import { accessibilityViolations } from './axe';
import { hostileText } from './hostileText';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { finishedAudit, sampleAudit } from './sampleAudit';
import { figuresMessage, pairsMessageOf, samplePage, sampleSource, showOverview, structuralSource } from './sampleOverview';
import { themes } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startPanelBrowser('overview');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function open(source = sampleSource(), options: Omit<PageOptions, 'view'> = {}): Promise<void> {
  panel = await browser.open({ width: 1280, height: 1000, ...options });
  await showOverview(panel, source);
}

const posted = async () => (await panel.posted()) as unknown as readonly FromOverview[];
const frame = (name: string) => panel.page.getByRole('application', { name, exact: true });
const list = () => panel.page.getByRole('listbox');
const entries = () => list().getByRole('option');
/** Rows whose margin is in the range, the worst first, by number from 1. */
function rowsBetween(low: number, high: number): string[] {
  const { rewardMargin } = sampleSource().columns;
  return Array.from(rewardMargin.keys()).filter((at) => rewardMargin[at]! >= low && rewardMargin[at]! < high).sort((a, b) => rewardMargin[a]! - rewardMargin[b]!).map((at) => String(at + 1));
}

describe('the overview of a file', () => {
  it('says of each picture what it shows in one sentence, and its figures in words', async () => {
    await open();
    const headings = await panel.page.locator('h2:visible').allInnerTexts();
    expect(headings).toEqual(['Margins', 'Length', 'Margin and displacement', 'How good are the labels?', 'Findings', 'Length and margins', 'Calibration', 'Slices', 'What the file seems to prefer', 'Evidence']);
    const text = await panel.page.getByRole('main').innerText();
    expect(text).toContain('603 rows, 600 pairs, 600 scored, 9 findings');
    expect(text).toContain('with 95 % confidence 13\u00a0% to 17\u00a0%');
    expect(text).toMatch(/Rank correlation \(Spearman\)/);
    expect(await panel.page.getByRole('row', { name: /Probe on hidden states and Probe on text features/ }).innerText()).toContain('fair agreement');
  });

  it('before scoring says what is missing, and has no empty parts', async () => {
    await open(structuralSource());
    expect(await panel.page.locator('h2:visible').allInnerTexts()).toEqual(['How good are the labels?', 'Findings']);
    await panel.page.getByText('Score dataset', { exact: true }).click();
    expect((await posted()).at(-1)).toMatchObject({ type: 'score' });
  });

  it('where the rate is not known leads to a review of pairs drawn at random, and then gives what people found', async () => {
    await open(structuralSource());
    await panel.page.getByRole('button', { name: 'Review a random sample to know' }).click();
    expect((await posted()).at(-1)).toMatchObject({ type: 'reviewSample' });
    const audited = (rate: typeof finishedAudit) => ({ ...structuralSource(), report: { ...structuralSource().report!, page: { ...unknownPage, auditedRate: rate } } });
    await panel.send(figuresMessage(audited(sampleAudit())));
    await panel.page.getByRole('button', { name: 'Go on with the random sample' }).waitFor();
    expect(await panel.page.getByRole('main').innerText()).toContain('By 17 reviewed pairs drawn at random: 18\u00a0% (3.8\u00a0% to 43\u00a0%) of the labels are wrong. 43 more are open.');
    await panel.send(figuresMessage(audited(finishedAudit)));
    await panel.page.getByText('By 58 reviewed pairs').waitFor();
    expect(await panel.page.getByRole('button', { name: /random sample/ }).count()).toBe(0);
  });

  it('where the rate is known offers no sample', async () => {
    await open();
    expect(await panel.page.getByRole('button', { name: /random sample/ }).count()).toBe(0);
  });

  it.each(themes)('with what people found looks right in the $name theme', async (theme) => {
    const source = sampleSource();
    panel = await browser.open({ width: 1000, height: 900, theme });
    await showOverview(panel, { ...source, report: { ...source.report!, page: { ...source.report!.page, noiseRate: null, noiseRateReason: 'Labels follow length, and nobody can tell how to read that.', auditedRate: finishedAudit } } });
    const card = panel.page.locator('#noise');
    await card.scrollIntoViewIfNeeded();
    expect(await card.innerText()).toContain('By 58 reviewed pairs');
    expect(await accessibilityViolations(panel.page)).toEqual([]);
    await card.screenshot({ path: join(folder, `overview-audit-${theme.name}.png`) });
  });

  it('leads to the findings of a kind, to a review, and to a report', async () => {
    await open();
    await panel.page.getByRole('button', { name: 'Duplicate pair' }).click();
    await panel.page.getByText('Review findings', { exact: true }).click();
    await panel.page.getByText('Export report…', { exact: true }).click();
    expect((await posted()).map(({ type }) => type)).toEqual(['ready', 'showCode', 'review', 'exportReport']);
  });

  it('fills while a file is scored, and keeps what is selected', async () => {
    const [half, whole] = [sampleSource(300), sampleSource()];
    panel = await browser.open({ width: 1280, height: 1000 });
    await panel.send(figuresMessage(half, { scoring: { done: 300, total: 603 } }));
    await panel.send(pairsMessageOf(half));
    await panel.page.getByText('Scoring: 300 of 603 rows are done').waitFor();
    await panel.page.getByRole('button', { name: 'Wrong', exact: true }).first().click();
    const before = await panel.page.getByText(/pairs, the worst first/).innerText();
    await panel.send(figuresMessage(whole));
    await panel.send(pairsMessageOf(whole, 2));
    await panel.page.getByText('600 scored', { exact: false }).waitFor();
    await expect.poll(() => panel.page.getByText(/pairs, the worst first/).innerText()).not.toBe(before);
    expect((await posted()).filter(({ type }) => type === 'select').length).toBe(2);
  });
});

describe('selecting in a picture', () => {
  it('by the pointer lists the rows that it holds, the worst first, and tells the editor', async () => {
    await open();
    const bars = frame('Margins').locator('.marks > *');
    const [first, third] = [await bars.nth(1).boundingBox(), await bars.nth(5).boundingBox()];
    await panel.page.mouse.move(first!.x + first!.width / 2, first!.y + first!.height / 2);
    await panel.page.mouse.down();
    await panel.page.mouse.move(third!.x + third!.width / 2, third!.y + 5, { steps: 4 });
    await panel.page.mouse.up();
    await list().waitFor();
    const select = (await posted()).find((message) => message.type === 'select');
    const table = panel.page.getByText('Open in table', { exact: true });
    await table.click();
    const filter = (await posted()).find((message) => message.type === 'openTable');
    const [, low, high] = /^margin >= (\S+) margin < (\S+)$/.exec(filter?.type === 'openTable' ? filter.filter : '') ?? [];
    const expected = rowsBetween(Number(low), Number(high));
    expect(expected.length).toBeGreaterThan(3);
    expect(select?.type === 'select' && Object.keys(select.rows ?? {}).length).toBe(expected.length);
    expect(await entries().first().innerText()).toContain(expected[0]!);
    expect(await panel.page.getByText(/pairs, the worst first/).innerText()).toBe(`${String(expected.length)} pairs, the worst first.`);
  });

  it('by keys alone: a stretch of bars, its rows, one of them, and back', async () => {
    await open();
    await frame('Margins').focus();
    for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await panel.page.keyboard.press(key);
    await list().waitFor();
    await list().focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    const went = (await posted()).at(-1);
    const second = await entries().nth(1).locator('.selection-row').innerText();
    expect(went).toMatchObject({ type: 'goTo', row: Number(second) - 1, pair: 0 });
    await panel.page.keyboard.press('Escape');
    await list().waitFor({ state: 'hidden' });
    expect((await posted()).findLast(({ type }) => type === 'select')).toMatchObject({ rows: null });
  });

  it('of slices keeps to one slice; of findings and verdicts takes all of a kind', async () => {
    await open();
    await panel.page.getByRole('button', { name: 'source books' }).click();
    await panel.page.getByText('Open in table', { exact: true }).click();
    await panel.page.getByRole('button', { name: '3', exact: true }).click();
    await panel.page.getByText('Open in table', { exact: true }).click();
    await panel.page.getByRole('button', { name: 'Wrong', exact: true }).first().click();
    await panel.page.getByText('Open in table', { exact: true }).click();
    const filters = (await posted()).flatMap((message) => (message.type === 'openTable' ? [message.filter] : []));
    expect(filters).toEqual(['"source" = "books"', 'finding:duplicate-pair', 'verdict:wrong']);
  });

  it('of points draws a box, and a click on a point goes to its row', async () => {
    await open();
    const surface = panel.page.getByRole('application', { name: 'Margin against displacement Δ' });
    await surface.focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Enter');
    await list().waitFor();
    expect(await panel.page.locator('.selection-words').innerText()).toMatch(/margin from .* displacement Δ from/);
    await surface.focus();
    await panel.page.keyboard.press('p');
    await panel.page.keyboard.press('g');
    expect((await posted()).at(-1)).toMatchObject({ type: 'goTo' });
  });

  it('asks how the rows in view begin, and shows it as text', async () => {
    await open();
    await panel.page.getByRole('button', { name: 'Wrong', exact: true }).first().click();
    await expect.poll(async () => (await posted()).some(({ type }) => type === 'texts')).toBe(true);
    const asked = (await posted()).find((message) => message.type === 'texts');
    const row = asked?.type === 'texts' ? asked.rows[0]! : 0;
    await panel.send({ version: overviewProtocolVersion, type: 'texts', generation: 1, texts: [{ row, text: '<b>What</b> is a margin?' }] });
    await panel.page.getByText('<b>What</b> is a margin?').waitFor();
    // Of data that is no longer shown.
    await panel.send({ version: overviewProtocolVersion, type: 'texts', generation: 0, texts: [{ row, text: 'old' }] });
    expect(await panel.page.getByText('old', { exact: true }).count()).toBe(0);
  });

  it('is there again after the page was hidden', async () => {
    await open();
    await panel.page.getByRole('button', { name: 'Wrong', exact: true }).first().click();
    await list().waitFor();
    const state = await panel.state();
    await panel.close();
    await open(sampleSource(), { state });
    await list().waitFor();
    expect(await panel.page.locator('.selection-words').innerText()).toBe('verdict: Wrong');
  });
});

describe('the overview and the world', () => {
  it('keeps hostile text as text, within the policy', async () => {
    const source = sampleSource();
    const labels = [{ label: hostileText, values: [hostileText, 'b'], codes: source.labels[0]!.codes }];
    const page = { ...samplePage, slices: [{ label: hostileText, value: hostileText, pairs: 3, noiseRate: null, accuracy: null }], preferences: [{ ...samplePage.preferences[0]!, feature: hostileText }] };
    await open({ ...source, file: `${hostileText}.jsonl`, labels, report: { ...source.report!, page } });
    expect(await panel.page.locator('main script, main img, main svg[onload], main style, main iframe').count()).toBe(0);
    const violations = (await panel.violations()).filter((violation) => !/^style-src-elem inline/.test(violation));
    expect(violations).toEqual([]);
  });

  it('drops messages of another version and says so', async () => {
    await open();
    await panel.send({ ...figuresMessage(structuralSource()), version: 99 });
    await expect.poll(async () => (await posted()).some(({ type }) => type === 'log')).toBe(true);
    expect(await panel.page.getByText('603 rows', { exact: false }).count()).toBe(1);
  });

  it.each(themes)('is accessible in the $name theme, with a selection', async (theme) => {
    await open(sampleSource(), { theme });
    await panel.page.getByRole('button', { name: 'Wrong', exact: true }).first().click();
    await list().waitFor();
    expect(await accessibilityViolations(panel.page)).toEqual([]);
    expect((await panel.page.screenshot({ path: join(folder, `overview-${theme.name}.png`), fullPage: true })).length).toBeGreaterThan(10_000);
  });
});
