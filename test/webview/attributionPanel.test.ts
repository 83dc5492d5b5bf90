import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { attributionProtocolVersion as version, type FromAttributionPanel } from '../../src/shared/attributionProtocol';
import { initialPanelState, type PanelState } from '../../webview/attribution/panelState';
import { contrasts } from './contrast';
import { hostileText } from './hostileText';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { attributionFigures, attributionView, figuresMessage, sampleBatch, sampleInteractions, sampleSensitivity, showMessage } from './sampleAttribution';
import { themes } from './themes';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser('attribution');
});
afterAll(() => browser.close());
afterEach(() => panel.close());

type Changes = Parameters<typeof attributionFigures>[1];

async function open(view = attributionView(), changes: Changes = {}, state: Partial<PanelState> = {}, theme?: (typeof themes)[number]): Promise<void> {
  panel = await browser.open({ state: { ...initialPanelState, ...state }, ...(theme && { theme }) });
  await panel.send(showMessage(view));
  await panel.send(figuresMessage(attributionFigures(view, changes)));
  await panel.page.locator('.run-line').filter({ hasText: 'evaluation' }).waitFor();
}

async function posted<Type extends FromAttributionPanel['type']>(type: Type): Promise<readonly Extract<FromAttributionPanel, { type: Type }>[]> {
  const all = (await panel.posted()) as unknown as FromAttributionPanel[];
  return all.filter((message): message is Extract<FromAttributionPanel, { type: Type }> => message.type === type);
}

describe('the figures of a prompt', () => {
  it('stand beside each word, strongest first, with their intervals', async () => {
    await open();
    const names = await panel.page.locator('.bars:visible .bar-name').allInnerTexts();
    const figures = attributionFigures(attributionView()).players!;
    expect(names).toHaveLength(figures.length);
    const values = await panel.page.locator('.bars:visible .bar-number').allInnerTexts();
    const sizes = values.map((text) => Math.abs(Number(text.replace('−', '-'))));
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
    expect(await panel.page.locator('.bars:visible .bar-whisker:visible').count()).toBe(figures.length);
  });

  it('are in order of the text when asked for, and the choice is remembered', async () => {
    await open();
    await panel.page.keyboard.press('o');
    const names = await panel.page.locator('.bars:visible .bar-name').allInnerTexts();
    expect(names.slice(0, 4)).toEqual(['A', 'customer', 'wants', 'a']);
    expect(await panel.state()).toMatchObject({ order: 'text' });
  });

  it('say which sign they have without colour', async () => {
    await open();
    const wrong = await panel.page.locator('.bars:visible .bar-row').evaluateAll((rows) =>
      rows.filter((row) => row.querySelector('.bar-number')!.textContent!.startsWith('−') !== (row.querySelector('.bar-fill.minus') !== null)),
    );
    expect(wrong).toEqual([]);
    const hatched = await panel.page.locator('.bars:visible .bar-fill.minus').first().evaluate((fill) => getComputedStyle(fill).backgroundImage);
    expect(hatched).toContain('repeating-linear-gradient');
  });

  it('rise as a waterfall from without any unit to the whole prompt', async () => {
    await open();
    await panel.page.keyboard.press('2');
    const rows = panel.page.locator('.bars:visible .bar-name');
    expect(await rows.first().getAttribute('aria-label')).toBe('Without any unit: −0.520 nats');
    expect(await rows.last().getAttribute('aria-label')).toMatch(/^The whole prompt: /);
  });

  it('show interactions as a matrix and in words, and ask for them only then', async () => {
    await open(attributionView(), { interactions: sampleInteractions(attributionView().players.length) });
    expect((await posted('watch')).at(-1)).toMatchObject({ interactions: false });
    await panel.page.keyboard.press('3');
    expect((await posted('watch')).at(-1)).toMatchObject({ interactions: true });
    expect(await panel.page.getByRole('list', { name: 'Strongest interactions' }).locator('li').count()).toBe(20);
    expect(await panel.page.locator('.matrix tbody tr').count()).toBe(attributionView().players.length);
  });

  it('of hundreds of units show the strongest, and all when asked', async () => {
    const view = attributionView({}, Array.from({ length: 400 }, (_, index) => `w${String(index)}`).join(' '));
    await open(view);
    expect(await panel.page.locator('.bars:visible .bar-row').count()).toBe(30);
    await panel.page.getByRole('button', { name: 'Show all 400 units' }).click();
    expect(await panel.page.locator('.bars:visible .bar-row').count()).toBe(400);
  });
});

describe('live updates', () => {
  it('keep the focus on the bar that has it, wherever it moves', async () => {
    const view = attributionView();
    await open(view, { activity: 'running' });
    const name = panel.page.locator('.bars:visible .bar-name').nth(5);
    await name.focus();
    const word = await name.innerText();
    for (const seed of [8, 9, 10]) {
      await panel.send(figuresMessage(attributionFigures(view, { activity: 'running', evaluations: 300 + seed }, seed)));
      await panel.page.locator('.run-line', { hasText: `${String(300 + seed)} of` }).waitFor();
      expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toBe(word);
    }
    const sizes = (await panel.page.locator('.bars:visible .bar-number').allInnerTexts()).map((text) => Math.abs(Number(text.replace('−', '-'))));
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
  });

  it('keep the focus on a word of the prompt, and its card up to date', async () => {
    const view = attributionView();
    await open(view, { activity: 'running' });
    await panel.page.locator('.prompt-heat .turns .token').nth(8).click();
    const before = await panel.page.locator('.card').innerText();
    await panel.send(figuresMessage(attributionFigures(view, { activity: 'running', evaluations: 400 }, 21)));
    await panel.page.locator('.run-line', { hasText: '400' }).waitFor();
    expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toBe('kettle,');
    expect(await panel.page.locator('.card').innerText()).not.toBe(before);
  });

  it('of another game are dropped', async () => {
    await open();
    await panel.send(figuresMessage(attributionFigures(attributionView(), { game: 99, evaluations: 7777 })));
    await panel.send({ version, type: 'stale', message: 'The text was changed.' });
    await panel.page.getByText('The text was changed.').waitFor();
    expect(await panel.page.locator('.summary .run-line').innerText()).not.toContain('7,777');
  });

  it('are not read out one by one', async () => {
    await open(attributionView(), { activity: 'running' });
    const spoken = await panel.page.getByRole('status').allInnerTexts();
    await panel.send(figuresMessage(attributionFigures(attributionView(), { activity: 'running', evaluations: 401 })));
    await panel.page.locator('.run-line', { hasText: '401' }).waitFor();
    expect(await panel.page.getByRole('status').allInnerTexts()).toEqual(spoken);
  });
});

describe('what the panel asks for', () => {
  it('stops and resumes', async () => {
    await open(attributionView(), { activity: 'running' });
    await panel.page.keyboard.press('s');
    await panel.send(figuresMessage(attributionFigures(attributionView(), { activity: 'stopped' })));
    await panel.page.locator('vscode-button', { hasText: 'Resume' }).click();
    expect((await posted('run')).map(({ action }) => action)).toEqual(['stop', 'resume']);
  });

  it('aims at a token of a response by key, and back at the whole', async () => {
    await open();
    await panel.page.locator('.attributed-response .token').first().focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await panel.page.keyboard.press(key);
    expect((await posted('aim')).at(-1)?.target).toEqual({ kind: 'token', response: 0, token: 3 });
    await panel.send(figuresMessage(attributionFigures(attributionView(), { target: { kind: 'token', response: 0, token: 3 } })));
    await panel.page.getByRole('button', { name: 'Back to the whole' }).click();
    expect((await posted('aim')).at(-1)?.target).toEqual({ kind: 'response', response: 0 });
  });

  it('aims at the next value with one key', async () => {
    await open();
    await panel.page.keyboard.press('v');
    expect((await posted('aim')).at(-1)?.target).toEqual({ kind: 'response', response: 0 });
  });

  it('chooses another unit', async () => {
    await open();
    const unit = panel.page.locator('vscode-dropdown[data-control="unit"]');
    await unit.click();
    await unit.locator('vscode-option', { hasText: 'Sentence' }).click();
    expect((await posted('choose')).at(-1)?.choice).toEqual({ ...attributionView().choice, unit: { kind: 'sentence' } });
  });

  it('selects a word in the editor from the prompt and from the bars', async () => {
    await open(attributionView(), {}, { order: 'text' });
    await panel.page.locator('.prompt-heat .token').nth(2).dblclick();
    await panel.page.locator('.bars:visible .bar-name').nth(6).click();
    expect((await posted('revealPlayer')).map(({ player }) => player)).toEqual([2, 6]);
  });

  it('walks through the bars with the arrow keys, one stop of the tab order for all', async () => {
    await open(attributionView(), {}, { order: 'text' });
    await panel.page.locator('.bars:visible .bar-name').first().focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('ArrowDown');
    expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toBe('wants');
    await panel.page.keyboard.press('End');
    expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toBe('money.');
    expect(await panel.page.locator('.bars:visible .bar-name[tabindex="0"]').count()).toBe(1);
  });

  it('tries other wordings and says what came of it in a sentence', async () => {
    await open();
    await panel.page.locator('vscode-button', { hasText: 'Try other wordings' }).click();
    expect(await posted('probe')).toEqual([{ version, type: 'probe', listed: false }]);
    await panel.page.locator('vscode-button', { hasText: 'Add your own…' }).click();
    expect((await posted('probe')).at(-1)).toEqual({ version, type: 'probe', listed: true });
    await panel.send({ version, type: 'sensitivity', sensitivity: sampleSensitivity(attributionView()) });
    await panel.page.getByText(/Over 5 other wordings the value goes from/).waitFor();
    expect(await panel.page.locator('.sensitivity tbody tr').count()).toBe(5);
  });
});

describe('safety', () => {
  it('takes hostile text as text everywhere', async () => {
    const view = attributionView({ place: { kind: 'pair', file: '<img src=x onerror=alert(1)>.jsonl', row: 0, pair: 0, line: 1 }, policyName: '<b>policy</b>', notes: ['<u>note</u>'] }, hostileText);
    const hostile = { ...view, responses: [{ name: '<i>chosen</i>', text: hostileText, tokens: [{ text: hostileText, start: 0, end: hostileText.length, special: false }] }] };
    await open(hostile, { interactions: sampleInteractions(8), problem: '<s>problem</s>', tokenEffects: [[1]] });
    for (const key of ['1', '2', '3']) {
      await panel.page.keyboard.press(key);
      const made = await panel.page.evaluate(() => Array.from(document.body.querySelectorAll('script:not([nonce]), style, img, b, i, u, s, iframe, a'), (node) => node.tagName));
      expect(made).toEqual([]);
    }
    await panel.send({ version, type: 'batch', batch: sampleBatch({ file: '<b>x</b>', failures: [{ row: 1, reason: '<img src=x>' }] }) });
    await panel.page.locator('.batch').waitFor();
    expect(await panel.page.evaluate(() => document.querySelectorAll('.batch img, .batch b').length)).toBe(0);
    const violations = (await panel.violations()).filter((text) => !/style-src-elem inline/.test(text));
    expect(violations).toEqual([]);
    expect(await panel.page.locator('.prompt-heat').innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('drops a message that it cannot read, and says so', async () => {
    await open();
    await panel.send({ version, type: 'figures', figures: { game: 1 } });
    await panel.page.waitForFunction(() => (window as unknown as { preflensTest: { posted: { type: string }[] } }).preflensTest.posted.some(({ type }) => type === 'log'));
    expect((await posted('log'))[0]?.message).toContain('could not read a message');
  });
});

describe.each(themes)('in the $name theme', (theme) => {
  it('every text has enough contrast', async () => {
    await open(attributionView({ notes: ['A note.'] }), { interactions: sampleInteractions(attributionView().players.length) }, {}, theme);
    await panel.send({ version, type: 'sensitivity', sensitivity: sampleSensitivity(attributionView()) });
    await panel.page.locator('.sensitivity table').waitFor();
    for (const key of ['1', '3']) {
      await panel.page.keyboard.press(key);
      const measured = await contrasts(panel.page);
      expect(measured.length).toBeGreaterThan(60);
      expect(measured.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    }
  });
});

describe('structure', () => {
  it('has one main heading, no skipped level, and a name for every control', async () => {
    await open();
    const levels = await panel.page.locator('h1:visible, h2:visible, h3:visible').evaluateAll((nodes) => nodes.map((node) => Number(node.tagName.slice(1))));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1);
      return level;
    }, 0);
    for (const role of ['button', 'combobox', 'region', 'img', 'article', 'list'] as const) {
      for (const control of await panel.page.getByRole(role).all()) {
        const snapshot = await control.ariaSnapshot();
        expect(snapshot.split('\n')[0], snapshot).toMatch(/"[^"]+"/);
      }
    }
  });
});
