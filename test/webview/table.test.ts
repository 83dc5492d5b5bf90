import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { tableProtocolVersion, type FromTable } from '../../src/shared/tableProtocol';
import { initialTableState, type TableState } from '../../webview/table/tableState';
import { fakeStatus, serveFakeTable, type FakeTable } from './fakeTable';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';

const million = 1_000_000;
let browser: PanelBrowser;
let table: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser('table');
});
afterAll(() => browser.close());
afterEach(() => table.close());

async function open(fake: FakeTable = { rowCount: 5 * million }, options: PageOptions = {}): Promise<void> {
  table = await browser.open(options);
  await serveFakeTable(table.page, fake);
  if (fake.rowCount > 0) await table.page.locator('.row:not(.head, .waiting)').first().waitFor();
}

const grid = () => table.page.getByRole('grid');
/** Row numbers (from 1) that can be seen, in reading order. */
const shown = async (): Promise<number[]> => (await table.page.locator('.row:not(.head):not([hidden]) .cell.place').allInnerTexts()).filter((text) => text !== '').map((text) => Number(text.replaceAll(',', '')));
const settled = () => table.page.waitForFunction(() => document.querySelector('.row.waiting:not([hidden])') === null);
const firstShown = async (): Promise<number> => {
  await table.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await settled();
  return (await shown())[0]!;
};
const posted = async <Type extends FromTable['type']>(type: Type): Promise<Extract<FromTable, { type: Type }>[]> =>
  ((await table.posted()) as unknown as FromTable[]).filter((message): message is Extract<FromTable, { type: Type }> => message.type === type);
const active = () => table.page.evaluate(async () => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? '';
  const cell = document.getElementById(id);
  return { row: Number(cell?.parentElement?.getAttribute('aria-rowindex')), column: Number(cell?.getAttribute('aria-colindex')) };
});

describe('five million rows', () => {
  it('are a few dozen elements, and a scroll bar that browsers can draw', async () => {
    await open();
    expect(await table.page.locator('.row').count()).toBeLessThan(60);
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(5 * million + 1));
    const height = await grid().evaluate((node) => node.getBoundingClientRect().height);
    expect(height).toBeLessThan(17 * million);
    expect(height).toBeGreaterThan(10 * million);
  });

  it('are all reached by the scroll bar, the last one to its lower edge', async () => {
    await open();
    await table.page.locator('.scroller').evaluate((node) => {
      node.scrollTop = node.scrollHeight;
    });
    await firstShown();
    const rows = await shown();
    expect(rows.at(-1)).toBe(5 * million);
    const [last, box] = await Promise.all([table.page.locator('.row:not([hidden])').last().boundingBox(), table.page.locator('.scroller').boundingBox()]);
    expect(last!.y + last!.height).toBeLessThanOrEqual(box!.y + box!.height + 1);
    await table.page.locator('.scroller').evaluate((node) => {
      node.scrollTop = node.scrollHeight / 2;
    });
    expect(Math.abs((await firstShown()) - 2.5 * million)).toBeLessThan(0.01 * million);
  });

  it('are moved by the wheel pixel by pixel, though the scroll bar stands for many rows a pixel', async () => {
    await open();
    await table.page.locator('.scroller').hover();
    await table.page.mouse.wheel(0, 240);
    expect(await firstShown()).toBe(11);
    for (let turn = 0; turn < 5; turn += 1) await table.page.mouse.wheel(0, 240);
    await table.page.waitForFunction(() => document.querySelector('.row:not(.head) .cell.place')?.textContent === '61');
    await table.page.mouse.wheel(0, -240);
    await table.page.waitForFunction(() => document.querySelector('.row:not(.head) .cell.place')?.textContent === '51');
  });

  it('stand one below the other in the page as on the screen, none left out and none doubled', async () => {
    await open();
    for (const turn of [120, 130, 5000, -77, -2600, 24, -24]) {
      await table.page.locator('.scroller').hover();
      await table.page.mouse.wheel(0, turn);
      const first = await firstShown();
      const rows = await shown();
      expect(rows).toEqual(rows.map((_, index) => first + index));
      const tops = await table.page.locator('.row:not(.head):not([hidden])').evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().top));
      expect(tops).toEqual([...tops].sort((a, b) => a - b));
    }
  });

  it('are asked for by ranges, and not those that were only flown over', async () => {
    await open({ rowCount: 5 * million, delay: 60 });
    await table.page.locator('.scroller').evaluate(async (node) => {
      for (let step = 1; step <= 40; step += 1) {
        node.scrollTop = (node.scrollHeight * step) / 41;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    await firstShown();
    const requests = await posted('rows');
    expect(requests.length).toBeLessThan(40);
    expect(requests.every(({ count }) => count <= 100)).toBe(true);
  });

  it('forget answers about another order or an older file', async () => {
    await open();
    const stale = { type: 'rows', version: tableProtocolVersion, generation: 1, arrangement: 7, first: 0, rows: [] };
    await table.send(stale);
    await table.send({ ...stale, arrangement: 0, generation: 0 });
    expect(await firstShown()).toBe(1);
  });
});

describe('the keyboard', () => {
  it('moves through rows and columns, and tells which cell it is in', async () => {
    await open();
    await grid().focus();
    await grid().press('ArrowDown');
    await grid().press('ArrowDown');
    await grid().press('Home');
    await grid().press('ArrowRight');
    expect(await active()).toEqual({ row: 4, column: 2 });
    await grid().press('End');
    const columns = Number(await grid().getAttribute('aria-colcount'));
    expect(await active()).toEqual({ row: 4, column: columns });
    expect((await posted('select')).at(-1)!.row).toBe(2);
    expect(await table.page.getByRole('row', { selected: true }).getAttribute('aria-rowindex')).toBe('4');
  });

  it('goes a page, to both ends, and keeps the cell in view', async () => {
    await open();
    await grid().focus();
    await grid().press('PageDown');
    expect((await active()).row).toBeGreaterThan(20);
    await grid().press('Control+End');
    await firstShown();
    expect((await active()).row).toBe(5 * million + 1);
    expect((await shown()).at(-1)).toBe(5 * million);
    await grid().press('PageUp');
    await grid().press('Control+Home');
    expect(await firstShown()).toBe(1);
    expect(await active()).toEqual({ row: 2, column: 1 });
  });

  it('goes to a row by its number', async () => {
    await open();
    await grid().focus();
    await grid().press('g');
    await table.page.keyboard.type('3,000,001');
    await table.page.keyboard.press('Enter');
    await table.page.waitForFunction(() => document.querySelector('.row.selected .cell.place')?.textContent === '3,000,001');
    expect(await grid().evaluate((node) => node === document.activeElement)).toBe(true);
  });

  it('sorts in the titles, and makes columns wider', async () => {
    await open();
    await grid().focus();
    await grid().press('Home');
    await grid().press('ArrowRight');
    const width = async (): Promise<number> => (await table.page.getByRole('columnheader', { name: 'Margin', exact: true }).boundingBox())!.width;
    const before = await width();
    await grid().press('+');
    await grid().press('+');
    await grid().press('-');
    expect(await width()).toBeGreaterThan(before);
    await grid().press('ArrowUp');
    await grid().press('Enter');
    expect((await posted('arrange')).at(-1)).toMatchObject({ sort: { column: 'rewardMargin', direction: 'ascending' } });
    expect(await table.page.getByRole('columnheader', { name: 'Margin', exact: true }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('opens a row with Enter that is still on its way, once it has come', async () => {
    await open({ rowCount: 1000, delay: 300 });
    await table.page.getByRole('columnheader', { name: 'Row' }).click();
    await table.page.waitForFunction(() => document.querySelectorAll('.row.waiting:not([hidden])').length > 5);
    await table.page.locator('.row:not(.head)').nth(5).locator('.cell').nth(1).click();
    await grid().press('Enter');
    await table.page.locator('.detail .part.chosen').waitFor();
    await settled();
    const chosen = await table.page.locator('.row.selected .cell.place').innerText();
    expect(await table.page.locator('.detail-title').innerText()).toBe(`Row ${chosen}`);
    expect(chosen).toBe('995');
  });

  it('opens the row with Enter, goes into its text, and closes it with Escape', async () => {
    await open();
    await grid().press('ArrowDown');
    await grid().press('Enter');
    await table.page.getByRole('heading', { name: 'Row 2', exact: true }).waitFor();
    await grid().press('Enter');
    expect(await table.page.evaluate(() => document.activeElement?.className)).toContain('detail-body');
    await table.page.keyboard.press('Escape');
    expect(await table.page.locator('.detail').isVisible()).toBe(false);
    expect(await grid().evaluate((node) => node === document.activeElement)).toBe(true);
  });
});

describe('order and filter', () => {
  it('follow clicks on the titles: one way, the other, and back', async () => {
    await open({ rowCount: 1000 });
    const title = table.page.getByRole('columnheader', { name: 'Row' });
    await title.click();
    await table.page.waitForFunction(() => document.querySelector('.row:not(.head) .cell.place')?.textContent === '1,000');
    await title.click();
    await table.page.waitForFunction(() => document.querySelector('.row:not(.head) .cell.place')?.textContent === '1');
    await title.click();
    expect((await posted('arrange')).map(({ sort }) => sort?.direction)).toEqual(['descending', 'ascending', undefined]);
    expect(await title.getAttribute('aria-sort')).toBe('none');
  });

  it('are told in the status line, and can be taken back', async () => {
    await open({ rowCount: 1000 });
    await table.page.getByRole('textbox', { name: 'Filter' }).fill('margin < 0');
    await table.page.getByText('100 of 1,000 rows').first().waitFor();
    expect(await grid().getAttribute('aria-rowcount')).toBe('101');
    await table.page.getByRole('textbox', { name: 'Filter' }).fill('nothing');
    await table.page.getByRole('button', { name: 'Clear filter' }).click();
    await table.page.locator('.counts', { hasText: /^1,000 rows/ }).waitFor();
    expect(await table.page.getByRole('textbox', { name: 'Filter' }).inputValue()).toBe('');
  });

  it('say what is wrong with a filter, and leave the rows alone', async () => {
    await open({ rowCount: 1000 });
    const filter = table.page.getByRole('textbox', { name: 'Filter' });
    await filter.fill('is:nice');
    await filter.press('Enter');
    expect(await table.page.getByRole('alert').innerText()).toContain('“is:nice” is not known');
    expect(await filter.getAttribute('aria-invalid')).toBe('true');
    expect(await posted('arrange')).toEqual([]);
  });

  it('take conditions from a menu', async () => {
    await open({ rowCount: 1000 });
    await table.page.getByRole('button', { name: 'Conditions' }).click();
    await table.page.getByRole('button', { name: 'Ties' }).click();
    expect((await posted('arrange')).at(-1)!.filter).toBe('is:tie');
  });

  it('keep the chosen row chosen', async () => {
    await open({ rowCount: 1000 });
    await table.page.locator('.row:not(.head) .cell.text').nth(3 * 4).click();
    const row = (await posted('select')).at(-1)!.row!;
    await table.page.getByRole('columnheader', { name: 'Row' }).click();
    await table.page.waitForFunction((number) => document.querySelector('.row.selected .cell.place')?.textContent === String(number), row + 1);
    expect(await grid().evaluate((node) => Number(node.parentElement!.scrollTop))).toBeGreaterThan(1000);
  });
});

describe('a search', () => {
  it('goes to the first hit by itself, then on with Enter', async () => {
    await open({ rowCount: 1000 });
    const search = table.page.getByRole('textbox', { name: 'Search' });
    await search.fill('bread');
    await table.page.waitForFunction(() => document.querySelector('.row.selected .cell.place')?.textContent === '42');
    expect(await table.page.locator('.hits').innerText()).toBe('3 in 2 rows');
    await search.press('Enter');
    await table.page.waitForFunction(() => document.querySelector('.row.selected .cell.place')?.textContent === '71');
    expect(await table.page.evaluate(() => (CSS.highlights.get('preflens-search') as unknown as Set<Range>).size)).toBeGreaterThan(10);
    await search.press('Escape');
    await table.page.waitForFunction(() => CSS.highlights.size === 0);
    expect((await posted('search')).map(({ text }) => text)).toEqual(['bread', '']);
  });
});

describe('what a table remembers', () => {
  it('is its place, its row, its order and its looks', async () => {
    await open({ rowCount: 1000 });
    await table.page.getByRole('columnheader', { name: 'Row' }).click();
    await table.page.getByRole('textbox', { name: 'Filter' }).fill('margin < 0');
    await table.page.getByText('100 of 1,000 rows').first().waitFor();
    await table.page.locator('.row:not(.head) .cell.text').nth(3).click();
    await table.page.getByRole('button', { name: 'Columns' }).click();
    await table.page.getByRole('checkbox', { name: 'Likelihood margin' }).uncheck();
    await table.page.waitForFunction(() => (window as unknown as { preflensTest: { state: TableState | undefined } }).preflensTest.state?.toggled.length === 1);
    const state = (await table.state()) as TableState;
    expect(state).toMatchObject({ filter: 'margin < 0', sort: { column: 'row', direction: 'descending' }, toggled: ['likelihoodMargin'] });
    await table.close();
    await open({ rowCount: 1000 }, { state });
    await table.page.getByText('100 of 1,000 rows').first().waitFor();
    await table.page.waitForFunction((row) => document.querySelector('.row.selected .cell.place')?.textContent === String(row), state.selectedRow! + 1);
    expect(await table.page.getByRole('columnheader', { name: 'Likelihood margin' }).count()).toBe(0);
    expect(await table.page.getByRole('textbox', { name: 'Filter' }).inputValue()).toBe('margin < 0');
  });

  it('is forgotten where it makes no sense', async () => {
    await open({ rowCount: 10 }, { state: { ...initialTableState, topRow: -1, filter: 3 } });
    expect(await firstShown()).toBe(1);
  });

  it('brings a reloaded file back to the same place', async () => {
    await open({ rowCount: 5000 }, { state: { ...initialTableState, topRow: 2000, selectedRow: 2004 } });
    expect(Math.abs((await firstShown()) - 2001)).toBeLessThan(3);
    await table.send({ version: tableProtocolVersion, type: 'status', status: fakeStatus({ rowCount: 5000, status: { changedOnDisk: true } }) });
    await table.page.getByRole('button', { name: 'Reload' }).click();
    expect(await posted('reload')).toHaveLength(1);
  });
});

describe('the state of the file', () => {
  const nothing = { activity: 'idle' as const, done: 0, scored: 0, problem: null, stale: null };

  it('is told while its rows are being found, and rows that are known can be looked at', async () => {
    await open({ rowCount: 700, status: { phase: 'locating', locatedShare: 0.4, scoring: nothing } });
    expect(await table.page.locator('.counts').innerText()).toBe('Finding rows: 700 so far');
    expect(await table.page.locator('progress').evaluate((node: HTMLProgressElement) => node.value)).toBeCloseTo(0.4);
    expect(await firstShown()).toBe(1);
    expect(await table.page.getByRole('columnheader', { name: 'Margin' }).count()).toBe(0);
  });

  it('is told where there is nothing to show', async () => {
    await open({ rowCount: 0, status: { scoring: nothing } });
    await table.page.getByText('The file has no rows.').waitFor();
  });

  it('is told where the models were refused, or its figures are out of date', async () => {
    await open({ rowCount: 10, status: { scoring: { ...nothing, problem: 'The policy has no tokenizer.json.', stale: 'Another model is set now.' } } });
    await table.page.getByText('The policy has no tokenizer.json.').waitFor();
    await table.page.getByText('Another model is set now.').waitFor();
  });

  it('gets its figures while scoring goes on, and a new order when it ends', async () => {
    const scoring = { ...nothing, activity: 'scoring' as const, done: 10, scored: 10 };
    await open({ rowCount: 1000, status: { scoring } });
    await table.page.getByRole('columnheader', { name: 'Margin', exact: true }).click();
    const before = (await posted('rows')).length;
    await table.send({ version: tableProtocolVersion, type: 'status', status: fakeStatus({ rowCount: 1000, status: { scoring: { ...scoring, done: 500, scored: 500 }, figuresVersion: 2 } }) });
    await table.page.getByRole('button', { name: 'Update order' }).waitFor();
    expect(await posted('arrange')).toHaveLength(1);
    await table.page.waitForFunction((count) => (window as unknown as { preflensTest: { posted: { type: string }[] } }).preflensTest.posted.filter(({ type }) => type === 'rows').length > count, before);
    await table.send({ version: tableProtocolVersion, type: 'status', status: fakeStatus({ rowCount: 1000, status: { figuresVersion: 3 } }) });
    await table.page.waitForFunction(() => (window as unknown as { preflensTest: { posted: { type: string }[] } }).preflensTest.posted.filter(({ type }) => type === 'arrange').length === 2);
  });

  it('starts and stops scoring', async () => {
    await open({ rowCount: 10 });
    await table.page.getByRole('button', { name: 'Score', exact: true }).click();
    expect(await posted('score')).toHaveLength(1);
    await table.send({ version: tableProtocolVersion, type: 'status', status: fakeStatus({ rowCount: 10, status: { scoring: { ...nothing, activity: 'scoring' } } }) });
    await table.page.getByRole('button', { name: 'Stop scoring' }).click();
    expect(await posted('cancelScoring')).toHaveLength(1);
  });
});

describe('the detail pane', () => {
  const state: TableState = { ...initialTableState, selectedRow: 4, detail: { ...initialTableState.detail, isOpen: true, diff: true } };

  it('shows turns with their roles, the words that differ, and other fields', async () => {
    await open({ rowCount: 100 }, { state });
    await table.page.getByRole('heading', { name: 'Row 5', exact: true }).waitFor();
    expect(await table.page.locator('.part.prompt .role').allInnerTexts()).toEqual(['system', 'user']);
    expect(await table.page.locator('.part.chosen ins').allInnerTexts()).toEqual(['Keep', 'a paper bag at room temperature']);
    await table.page.getByRole('button', { name: 'Differences' }).click();
    expect(await table.page.locator('ins, del').count()).toBe(0);
    expect(await table.page.locator('.detail-fields').innerText()).toMatch(/source\s+web/);
  });

  it('wraps long lines or scrolls them, moves to the side, and takes another size', async () => {
    await open({ rowCount: 100, texts: { prompt: 'long '.repeat(400), chosen: 'a', rejected: 'b' } }, { state });
    const text = table.page.locator('.part.prompt .turn-text').last();
    await text.waitFor();
    const wrapped = (await text.boundingBox())!.height;
    await table.page.getByRole('button', { name: 'Wrap' }).click();
    expect((await text.boundingBox())!.height).toBeLessThan(wrapped / 2);
    await table.page.getByRole('button', { name: 'To the right' }).click();
    const [pane, rows] = [await table.page.locator('.detail').boundingBox(), await table.page.locator('.scroller').boundingBox()];
    expect(pane!.x).toBeGreaterThanOrEqual(rows!.x + rows!.width);
    await table.page.getByRole('separator').press('ArrowLeft');
    await table.page.getByRole('separator').press('ArrowLeft');
    expect((await table.page.locator('.detail').boundingBox())!.width).toBeGreaterThan(pane!.width + 50);
    expect(await table.page.getByRole('separator').getAttribute('aria-valuenow')).toBe('55');
  });

  it('looks as it did last in another file, and remembers its own look', async () => {
    await open({ rowCount: 100 });
    await table.send({ version: tableProtocolVersion, type: 'look', look: { side: 'right', size: 0.3, wrap: false, diff: false } });
    await grid().press('ArrowDown');
    await grid().press('Enter');
    await table.page.getByRole('button', { name: 'To the bottom' }).waitFor();
    expect(await table.page.getByRole('button', { name: 'Wrap' }).getAttribute('aria-pressed')).toBe('false');
    await table.page.getByRole('button', { name: 'To the bottom' }).click();
    await table.page.waitForFunction(() => (window as unknown as { preflensTest: { posted: { type: string; look?: { side: string } }[] } }).preflensTest.posted.some(({ type, look }) => type === 'look' && look?.side === 'below'));
    await table.send({ version: tableProtocolVersion, type: 'look', look: { side: 'right', size: 0.3, wrap: false, diff: false } });
    expect(await table.page.getByRole('button', { name: 'To the right' }).isVisible()).toBe(true);
  });

  it('asks for the pair panel, the text editor and the clipboard', async () => {
    await open({ rowCount: 100 }, { state });
    await table.page.getByRole('heading', { name: 'Row 5', exact: true }).waitFor();
    await table.page.getByRole('button', { name: 'Explain' }).click();
    await table.page.getByRole('button', { name: 'Show in text' }).click();
    await table.page.getByRole('button', { name: 'Copy' }).click();
    await table.page.getByRole('button', { name: 'Rejected response' }).click();
    const [explain, reveal, copy] = [await posted('explain'), await posted('reveal'), await posted('copy')];
    expect([explain[0]!.row, reveal[0]!.row, copy[0]]).toEqual([4, 4, { version: tableProtocolVersion, type: 'copy', row: 4, what: 'rejected' }]);
  });

  it('offers no text editor for a file that has none', async () => {
    await open({ rowCount: 100, status: { hasText: false, hasBytes: false } }, { state });
    await table.page.getByRole('heading', { name: 'Row 5', exact: true }).waitFor();
    expect(await table.page.getByRole('button', { name: 'Show in text' }).count()).toBe(0);
    await table.page.getByRole('button', { name: 'Columns' }).click();
    expect(await table.page.getByRole('checkbox', { name: 'Size' }).count()).toBe(0);
  });
});
