import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';
import { figureGroups } from '../../webview/pair/figureGroups';
import { initialPanelState } from '../../webview/pair/panelState';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { policyOnlyView, sampleView } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

async function open(options: PageOptions = { view: sampleView() }): Promise<PanelPage> {
  panel = await browser.open(options);
  return panel;
}

const rowText = (name: string): Promise<string> => panel.page.getByRole('row').filter({ has: panel.page.getByText(name, { exact: true }) }).innerText();

describe('what the panel shows', () => {
  it('waits, then says that it is ready, then shows the pair', async () => {
    await open({});
    expect(await panel.page.getByRole('status').innerText()).toBe('Waiting for a pair…');
    expect(await panel.posted()).toEqual([{ version, type: 'ready' }]);
    await panel.show(sampleView());
    expect(await panel.page.getByRole('heading', { level: 1 }).innerText()).toBe('Row 13 of 412');
    expect(await panel.page.locator('.place').innerText()).toMatch(/support-preferences\.jsonl\s*·\s*line 13/);
    expect(await panel.page.locator('.sentence').innerText()).toContain('the policy prefers the chosen response: margin +1.24 nats, preference probability 78 %.');
    expect(await panel.page.locator('.models').innerText()).toBe('Policy smollm2-135m-dpo·Reference smollm2-135m-instruct');
  });

  it('shows every figure with its explanation', async () => {
    await open();
    for (const row of figureGroups.flatMap((group) => group.rows)) expect(await rowText(row.name), row.name).toMatch(/[\d]/);
    expect(await rowText('Reward margin')).toContain('above 83 % of rows');
    expect(await rowText('Length-normalised CHES')).toMatch(/compare rows by this\s*−0\.187\s*above 34 % of rows/);
    await panel.page.getByText('Ranking difficulty', { exact: true }).press('Enter');
    expect(await panel.page.getByText('how far the reference ranks the pair the wrong way round').isVisible()).toBe(true);
  });

  it('explains all figures at once, and remembers it', async () => {
    await open();
    await panel.page.getByRole('button', { name: 'Explain all figures' }).click();
    expect(await panel.page.locator('.explanation:visible').count()).toBe(figureGroups.flatMap((group) => group.rows).length);
    expect(await panel.state()).toEqual({ ...initialPanelState, explained: true });
  });

  it('shows the losses when asked', async () => {
    await open();
    expect(await panel.page.locator('.losses').isVisible()).toBe(false);
    await panel.page.getByRole('heading', { name: 'Losses' }).click();
    expect(await panel.page.locator('.losses tbody tr').count()).toBe(21);
    expect(await rowText('exo_pair')).toMatch(/not defined at this setting\s*—/);
  });

  it('says why a figure is missing', async () => {
    await open({ view: policyOnlyView() });
    expect(await panel.page.locator('.sentence').innerText()).toContain('There is no reference model, so there is no implicit reward.');
    expect(await rowText('Implicit reward')).toMatch(/no reference model\s*—\s*—/);
    expect(await rowText('CHES')).toMatch(/gives no hidden states\s*—/);
    expect(await panel.page.locator('.legend').innerText()).toBe('No colours: rewards need a reference model.');
    expect(await panel.page.locator('.chosen .unscored').first().innerText()).toContain('user');
    expect(await panel.page.locator('.chosen .strip').innerText()).toContain('truncated');
    expect(await panel.page.locator('.notice.info').innerText()).toContain('The prompt was cut');
  });

  it('folds long turns of the prompt and unfolds them on demand', async () => {
    await open({ view: sampleView({ prompt: [{ role: 'user', content: 'word '.repeat(500) }, { role: 'assistant', content: 'short' }] }) });
    const text = panel.page.locator('.turn-text').first();
    expect((await text.innerText()).length).toBeLessThan(800);
    await panel.page.getByRole('button', { name: 'Show all 2,500 characters' }).click();
    expect((await text.innerText()).trim().length).toBe(2499);
    expect(await panel.page.getByRole('button', { name: 'Show less' }).getAttribute('aria-expanded')).toBe('true');
    await panel.show(sampleView({ prompt: [{ role: 'user', content: 'word '.repeat(500) }, { role: 'assistant', content: 'short' }], notes: ['x'] }));
    expect((await text.innerText()).trim().length, 'a new snapshot of the same row').toBe(2499);
  });

  it('puts the responses side by side where there is room, else one above the other', async () => {
    await open();
    const boxes = async (): Promise<{ x: number; y: number }[]> =>
      Promise.all(['article.chosen', 'article.rejected'].map(async (side) => (await panel.page.locator(side).boundingBox()) ?? { x: -1, y: -1 }));
    const [wideChosen, wideRejected] = await boxes();
    expect(wideChosen!.y).toBe(wideRejected!.y);
    await panel.page.setViewportSize({ width: 480, height: 800 });
    const [chosen, rejected] = await boxes();
    expect(chosen!.x).toBe(rejected!.x);
    expect(rejected!.y).toBeGreaterThan(chosen!.y);
    expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(480);
  });
});

describe('states of the panel', () => {
  it('shows the texts while the pair is being scored', async () => {
    await open({ view: sampleView({ score: null, fileFigures: null }) });
    expect(await panel.page.getByRole('status').innerText()).toBe('Scoring this pair with smollm2-135m-dpo…');
    expect(await panel.page.locator('.chosen .response-text').innerText()).toContain('Yes, but you cannot');
    expect(await panel.page.locator('.figures').first().isVisible()).toBe(false);
    await panel.show(sampleView());
    expect(await panel.page.getByRole('status').count()).toBe(0);
    expect(await panel.page.locator('.chosen .token').count()).toBeGreaterThan(50);
  });

  it('says what failed', async () => {
    await open({ view: sampleView({ score: null, failure: 'The model file is damaged: <b>model.onnx</b>.' }) });
    expect(await panel.page.locator('.notice.error').innerText()).toContain('The model file is damaged: <b>model.onnx</b>.');
    expect(await panel.page.getByRole('status').count()).toBe(0);
  });

  it('says that the row is gone and keeps what it shows, until the next pair', async () => {
    await open();
    await panel.send({ version, type: 'stale', message: 'This row was deleted.' });
    expect(await panel.page.locator('.notice.warning').innerText()).toContain('This row was deleted.');
    expect(await panel.page.locator('.chosen .token').count()).toBeGreaterThan(50);
    expect(await panel.page.getByRole('button', { name: 'Show row in editor' }).isDisabled()).toBe(true);
    await panel.show(sampleView({ row: 13, line: 14 }));
    expect(await panel.page.locator('.notice').count()).toBe(0);
  });

  it('drops what it cannot read, with a line for the log', async () => {
    await open();
    await panel.send({ version: 99, type: 'show', view: sampleView() });
    await panel.send({ version, type: 'show', view: { ...sampleView({ file: 'other.jsonl' }), markup: '<b>' } });
    await panel.send('nonsense');
    const logged = (await panel.posted()).filter((message) => message.type === 'log');
    expect(logged).toHaveLength(3);
    expect(logged[1]?.message).toMatch(/could not read a message:[^]*markup/);
    expect(await panel.page.locator('.file').innerText()).toBe('support-preferences.jsonl');
  });
});

describe('what the panel asks for', () => {
  it('posts each command', async () => {
    await open();
    for (const name of ['Next', 'Previous', 'Copy figures', 'Show row in editor']) await panel.page.getByRole('button', { name, exact: true }).click();
    expect((await panel.posted()).slice(1)).toEqual([
      { version, type: 'step', direction: 'next', order: 'row' },
      { version, type: 'step', direction: 'previous', order: 'row' },
      { version, type: 'copyFigures' },
      { version, type: 'revealRow' },
    ]);
  });

  it('steps by worst first once chosen, from the keyboard too', async () => {
    await open();
    await panel.page.getByRole('combobox', { name: 'Step by' }).click();
    await panel.page.getByRole('option', { name: 'Worst first' }).click();
    await panel.page.locator('body').press('n');
    await panel.page.locator('h1').click();
    await panel.page.keyboard.press('n');
    await panel.page.keyboard.press('p');
    expect((await panel.posted()).slice(-2)).toEqual([
      { version, type: 'step', direction: 'next', order: 'worst' },
      { version, type: 'step', direction: 'previous', order: 'worst' },
    ]);
    expect(await panel.state()).toMatchObject({ order: 'worst' });
  });

  it('asks for changes of the pair, by button and by key, until the row is stale', async () => {
    await open();
    for (const name of ['Swap', 'Edit…', 'Drop', 'Silence…']) await panel.page.getByRole('button', { name, exact: true }).click();
    await panel.page.locator('h1').click();
    for (const key of ['s', 'e', 'Delete']) await panel.page.keyboard.press(key);
    const edit = (action: string) => ({ version, type: 'edit', action });
    expect((await panel.posted()).slice(1)).toEqual(['swap', 'edit', 'drop', 'silence', 'swap', 'edit', 'drop'].map(edit));
    await panel.send({ version, type: 'stale', message: 'The row has unsaved changes.' });
    for (const name of ['Swap', 'Drop']) await panel.page.getByRole('button', { name, exact: true }).click({ force: true });
    await panel.page.keyboard.press('s');
    expect((await panel.posted()).length).toBe(8);
  });

  it('knows the ends of the file', async () => {
    await open({ view: sampleView({ row: 0, line: 1, rowCount: 1 }) });
    for (const name of ['Previous', 'Next']) await panel.page.getByRole('button', { name, exact: true }).click({ force: true });
    expect((await panel.posted()).slice(1)).toEqual([]);
  });

  it('has no figures to copy before there is a score', async () => {
    await open({ view: sampleView({ score: null }) });
    await panel.page.getByRole('button', { name: 'Copy figures' }).click({ force: true });
    expect((await panel.posted()).slice(1)).toEqual([]);
  });
});

describe('what the panel remembers', () => {
  it('comes back with the look it had', async () => {
    await open({ view: sampleView(), state: { ...initialPanelState, coloring: 'ches', order: 'worst', promptOpen: false, lossesOpen: true } });
    expect(await panel.page.locator('.pair.coloring-ches').count()).toBe(1);
    expect(await panel.page.locator('.turns').isVisible()).toBe(false);
    expect(await panel.page.locator('.losses').isVisible()).toBe(true);
    await panel.page.getByRole('heading', { name: 'Prompt' }).click();
    await expect.poll(() => panel.state()).toMatchObject({ coloring: 'ches', promptOpen: true });
  });

  it.each([{ ...initialPanelState, version: 0, coloring: 'diff' }, 'text', { coloring: 'diff' }, null])('forgets %j', async (state) => {
    await open({ view: sampleView(), state });
    expect(await panel.page.locator('.pair.coloring-reward').count()).toBe(1);
  });
});
