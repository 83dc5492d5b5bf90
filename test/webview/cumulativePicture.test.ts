import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { coloredFigures } from '../../webview/pair/coloring';
import { cumulativeSeries, largestStep } from '../../webview/pair/cumulativeSeries';
import { linePath, pictureRange } from '../../webview/pair/linePoints';
import { panelModel } from '../../webview/pair/panelModel';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { pairScore, policyOnlyView, randomNumbers, responseScore, sampleToken, sampleView } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());

const plot = (): ReturnType<PanelPage['page']['locator']> => panel.page.getByRole('slider');

describe('sums along a response', () => {
  it('end at the figure of the response, whichever figure is coloured', () => {
    const view = sampleView();
    const model = panelModel(view);
    expect(cumulativeSeries(model.chosen, coloredFigures.reward)?.total).toBeCloseTo(view.score!.chosen.reward!, 10);
    expect(cumulativeSeries(model.rejected, coloredFigures.logProbability)?.total).toBeCloseTo(view.score!.rejected.logProbability, 10);
    const kl = view.score!.chosen.tokens!.reduce((sum, token) => sum + token.kl!, 0);
    expect(cumulativeSeries(model.chosen, coloredFigures.kl)?.total).toBeCloseTo(kl, 10);
  });

  it('leave out tokens without the figure, and are null where none has it', () => {
    const model = panelModel(policyOnlyView());
    expect(cumulativeSeries(model.chosen, coloredFigures.reward)).toBeNull();
    const ches = cumulativeSeries(panelModel(sampleView()).chosen, coloredFigures.ches);
    expect(ches?.units.length).toBe(panelModel(sampleView()).chosen.units.length - 1);
  });

  it('name the sentence that earns most', () => {
    const random = randomNumbers(3);
    const text = 'It is far. Take the bus. Bye now.';
    const rewards = [0.1, 0, 0, -0.1, 0.9, 0.2, -2, 0.5, 0.1];
    const tokens = Array.from(text.matchAll(/\S+ ?/g), (match, index) => ({ ...sampleToken(match[0], match.index, match.index + match[0].length, random), reward: rewards[index] ?? 0 }));
    const model = panelModel(sampleView({ chosen: text, score: pairScore(responseScore(tokens), responseScore(tokens)) })).chosen;
    const step = largestStep(model, coloredFigures.reward);
    expect(step).toMatchObject({ text: 'Bye now.', unit: 6 });
    expect(step?.gain).toBeCloseTo(-1.5, 10);
  });

  it('draw every extreme of a long response in a path of bounded length', () => {
    const sums = Float64Array.from({ length: 100_000 }, (_, index) => (index === 51_234 ? 1000 : Math.sin(index / 1000)));
    const path = linePath(sums, pictureRange([sums]));
    expect(path.length).toBeLessThan(40_000);
    expect(path).toContain(' 4.0L');
  });
});

describe('the picture', () => {
  afterEach(() => panel.close());

  it('says what it shows, with both totals and the largest steps', async () => {
    panel = await browser.open({ view: sampleView() });
    const caption = await panel.page.locator('.cumulative figcaption').innerText();
    expect(caption).toMatch(/Implicit reward, added up token by token/);
    const reward = await panel.page.locator('.chosen .strip dd').first().innerText();
    expect(caption).toContain(`Chosen ${reward}`);
    expect(await panel.page.locator('.cumulative-steps li').count()).toBe(2);
    await panel.page.keyboard.press('5');
    expect(await panel.page.locator('.cumulative figcaption').innerText()).toMatch(/Sequential KL, added up/);
  });

  it('links its points with tokens by keys', async () => {
    panel = await browser.open({ view: sampleView() });
    await plot().focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.keyboard.press('ArrowRight');
    expect(await plot().getAttribute('aria-valuetext')).toMatch(/^Chosen, token 3 “·you”: [+−]\d.*, so far/);
    expect(await panel.page.locator('.chosen .token.linked').innerText()).toBe(' you');
    await panel.page.keyboard.press('ArrowDown');
    expect(await panel.page.locator('.rejected .token.linked').innerText()).toBe(' can');
    expect(await panel.page.locator('.chosen .token.linked').count()).toBe(0);
    await panel.page.keyboard.press('Enter');
    expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toBe(' can');
    expect(await panel.page.locator('.cumulative-cursor.rejected').isVisible()).toBe(true);
  });

  it('links its points with tokens by pointer, both ways', async () => {
    panel = await browser.open({ view: sampleView() });
    await plot().hover({ position: { x: 300, y: 40 } });
    const linked = panel.page.locator('.token.linked');
    await linked.waitFor();
    await panel.page.locator('h1').hover();
    await linked.waitFor({ state: 'detached' });
    await panel.page.locator('.chosen .token').nth(3).hover();
    await panel.page.locator('.cumulative-cursor.chosen').waitFor();
  });

  it('leads from a sentence to its first token, out of rendered texts too', async () => {
    panel = await browser.open({ view: sampleView() });
    await panel.page.keyboard.press('m');
    const sentence = await panel.page.locator('.cumulative-steps button').first().innerText();
    await panel.page.locator('.cumulative-steps button').first().click();
    const focused = await panel.page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(sentence.replace(/^“/, '')).toMatch(new RegExp(`^${focused.trim().replace(/\W/g, '.')}`));
    expect(await panel.state()).toMatchObject({ rendering: 'exact' });
  });

  it('is not there where the figure is not', async () => {
    panel = await browser.open({ view: policyOnlyView() });
    expect(await panel.page.locator('.cumulative').isVisible()).toBe(false);
    await panel.page.keyboard.press('2');
    expect(await panel.page.locator('.cumulative').isVisible()).toBe(true);
  });
});
