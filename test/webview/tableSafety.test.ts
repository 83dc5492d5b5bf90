import { readFile } from 'node:fs/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { initialTableState } from '../../webview/table/tableState';
import { inRepository } from '../harness/repositoryRoot';
import { contrasts } from './contrast';
import { serveFakeTable } from './fakeTable';
import { hostileText } from './hostileText';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { themes } from './themes';

let browser: PanelBrowser;
let table: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser('table');
});
afterAll(() => browser.close());
afterEach(() => table.close());

const opened = { ...initialTableState, selectedRow: 2, detail: { ...initialTableState.detail, isOpen: true, diff: true } };
/** The toolkit makes one empty style element to find out whether the browser knows :focus-visible. Nothing else may happen. */
const toolkitProbe = /^style-src-elem inline {2}https:\/\/preflens\.test\/table\.js$/;

describe('hostile text', () => {
  it('stays text in every cell, field, menu and message', async () => {
    table = await browser.open({ state: { ...opened, search: '<script>', filter: '' } });
    await serveFakeTable(table.page, {
      rowCount: 100,
      texts: { prompt: hostileText, chosen: hostileText, rejected: `${hostileText}!` },
      label: '<img src=x onerror=alert(1)>',
      status: { file: '<b>x</b>.jsonl', labelColumns: ['<i>field</i>'] },
    });
    await table.page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
    await table.page.getByRole('button', { name: 'Columns' }).click();
    await table.page.getByRole('textbox', { name: 'Filter' }).fill('is:<u>');
    await table.page.getByRole('alert').waitFor();
    const elements = await table.page.evaluate(() => Array.from(document.body.querySelectorAll('script, style, img, b, i, u, svg[onload], iframe, a'), (node) => node.outerHTML.slice(0, 80)));
    expect(elements.filter((markup) => !markup.includes('nonce'))).toEqual([]);
    expect(await table.page.locator('.part.chosen .turn-text').innerText()).toContain('</script><img src=x onerror=');
    expect(await table.page.getByRole('heading', { level: 1 }).textContent()).toBe('Table of <b>x</b>.jsonl');
    expect((await table.violations()).filter((violation) => !toolkitProbe.test(violation))).toEqual([]);
  });

  it('shows the characters that hide, in cells and in the pane', async () => {
    table = await browser.open({ state: opened });
    await serveFakeTable(table.page, { rowCount: 10, texts: { prompt: 'user\u202Egnp.exe\u200B', chosen: 'a\u0000b', rejected: 'c' } });
    await table.page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
    expect(await table.page.locator('.row:not(.head) .cell.text').first().innerText()).toContain('user⟨U+202E⟩gnp.exe⟨U+200B⟩');
    expect(await table.page.locator('.part.chosen .escape').allInnerTexts()).toEqual(['U+0000']);
  });

  it('that is very long neither hangs nor grows beyond its cell', async () => {
    const long = 'word '.repeat(60_000);
    table = await browser.open({ state: opened });
    await serveFakeTable(table.page, { rowCount: 10, texts: { prompt: 'p', chosen: long, rejected: `${long}more` } });
    await table.page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
    expect((await table.page.locator('.row:not(.head) .cell.text').nth(1).boundingBox())!.width).toBeLessThan(400);
    expect((await table.page.locator('.part.rejected .turn-text').innerText()).length).toBeGreaterThan(290_000);
  });
});

describe.each(themes)('contrast in the $name theme', (theme) => {
  it('is enough for every text', async () => {
    table = await browser.open({ theme, state: opened });
    await serveFakeTable(table.page, { rowCount: 1000, status: { changedOnDisk: true } });
    await table.page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
    await table.page.getByRole('textbox', { name: 'Filter' }).fill('is:x');
    await table.page.getByRole('alert').waitFor();
    await table.page.getByRole('grid').focus();
    await table.page.getByRole('button', { name: 'Conditions' }).click();
    const measured = await contrasts(table.page);
    expect(measured.length).toBeGreaterThan(150);
    expect(measured.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });
});

describe('structure', () => {
  it('is a grid whose every row and cell says where it is', async () => {
    table = await browser.open();
    await serveFakeTable(table.page, { rowCount: 1000 });
    await table.page.locator('.row:not(.head, .waiting)').first().waitFor();
    const wrong = await table.page.evaluate(() => {
      const rows = Array.from(document.querySelectorAll('[role=row]')).filter((row) => !(row as HTMLElement).hidden);
      const indices = rows.map((row) => Number(row.getAttribute('aria-rowindex')));
      const cells = rows.flatMap((row) => Array.from(row.children, (cell, index) => Number(cell.getAttribute('aria-colindex')) === index + 1 && /gridcell|columnheader/.test(cell.getAttribute('role') ?? '')));
      const parents = rows.every((row) => row.parentElement?.getAttribute('role') === 'rowgroup');
      return { indices: indices.every((value, index) => value === index + 1), cells: cells.every(Boolean), parents };
    });
    expect(wrong).toEqual({ indices: true, cells: true, parents: true });
  });

  it('names every control, and leads Tab through tools, rows, edge and pane', async () => {
    table = await browser.open({ state: opened });
    await serveFakeTable(table.page, { rowCount: 1000 });
    await table.page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
    for (const role of ['button', 'textbox', 'grid', 'toolbar', 'separator', 'search'] as const) {
      for (const control of await table.page.getByRole(role).all()) expect((await control.ariaSnapshot()).split('\n')[0], role).toMatch(role === 'search' ? /search/ : /"[^"]+"/);
    }
    const stops: string[] = [];
    for (let count = 0; count < 20; count += 1) {
      await table.page.keyboard.press('Tab');
      stops.push(await table.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''));
    }
    const places = ['Filter', 'Conditions', 'Search', 'Go to row', 'Columns', 'Score', 'Rows of the dataset', 'Size of the detail pane', 'Explain', 'Wrap', 'Texts of the row'].map((name) => stops.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('takes every colour from the theme', async () => {
    table = await browser.open();
    const sheets = await Promise.all(['common/base.css', 'table/table.css', 'table/grid.css', 'table/detail.css'].map((file) => readFile(inRepository('webview', file), 'utf8')));
    const text = sheets.join('\n').replace(/\/\*[^]*?\*\//g, '');
    expect(text.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/gi)).toBeNull();
    const known = new Set(themes.flatMap((theme) => Object.keys(theme.variables)));
    const used = Array.from(text.matchAll(/var\((--vscode-[\w-]+)/g), (match) => match[1] ?? '');
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });
});
