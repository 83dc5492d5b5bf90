import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { attributionProtocolVersion as version } from '../../src/shared/attributionProtocol';
import { initialPanelState, chartNames } from '../../webview/attribution/panelState';
import { initialTableState } from '../../webview/table/tableState';
import { inRepository } from '../harness/repositoryRoot';
import { serveFakeTable } from './fakeTable';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { attributionFigures, attributionView, figuresMessage, sampleBatch, sampleInteractions, sampleSensitivity, showMessage } from './sampleAttribution';
import { darkTheme, type Theme } from './themes';

const folder = inRepository('test', 'artifacts', 'webview');
const rightToLeft = 'هذا السؤال عن حفظ الخبز طازجًا، من فضلك أجب باختصار. 42 hello';
/** A window at 200 % has half the pixels; 300 of them are a narrow panel. */
const narrow = 300;
let browser: PanelBrowser;
let panel: PanelPage;

afterEach(() => panel.close());

function withFont(size: number): Theme {
  return { ...darkTheme, variables: { ...darkTheme.variables, '--vscode-font-size': `${String(size)}px`, '--vscode-editor-font-size': `${String(size)}px` } };
}

/** Pixels that the page is wider than its window, and controls that lie outside of it and of everything that scrolls. */
function overflow(): Promise<{ readonly page: number; readonly cut: readonly string[] }> {
  return panel.page.evaluate(() => {
    const view = document.documentElement;
    const scrolls = (node: Element | null): boolean => node !== null && (['auto', 'scroll'].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
    const controls = Array.from(document.querySelectorAll<HTMLElement>('button, input, select, vscode-button, vscode-dropdown')).filter((node) => node.checkVisibility() && !scrolls(node));
    const cut = controls.filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && (box.right > view.clientWidth + 1 || box.left < -1);
    });
    return { page: view.scrollWidth - view.clientWidth, cut: cut.map((node) => node.textContent || node.getAttribute('aria-label') || node.tagName) };
  });
}

async function expectToFit(name: string): Promise<void> {
  await panel.page.screenshot({ path: join(folder, `finish-${name}.png`), fullPage: true });
  expect(await overflow()).toEqual({ page: 0, cut: [] });
}

describe('the attribution panel', () => {
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    browser = await startPanelBrowser('attribution');
  });
  afterAll(() => browser.close());

  async function open(width: number, theme: Theme = darkTheme, prompt?: string): Promise<void> {
    panel = await browser.open({ width, theme, state: initialPanelState });
    const view = attributionView({ notes: ['The end of the prompt was cut off.'] }, prompt);
    await panel.send(showMessage(view));
    await panel.send(figuresMessage(attributionFigures(view, { interactions: sampleInteractions(view.players.length) })));
    await panel.send({ version, type: 'sensitivity', sensitivity: sampleSensitivity(view) });
    await panel.page.locator('.sensitivity table').waitFor();
  }

  it('fits a narrow column with every picture', async () => {
    await open(narrow);
    for (const [index, chart] of chartNames.entries()) {
      await panel.page.keyboard.press(String(index + 1));
      await expectToFit(`attribution-narrow-${chart}`);
    }
  });

  it('fits with letters three and four times as large', async () => {
    await open(900, withFont(39));
    await expectToFit('attribution-large');
    await panel.close();
    await open(900, withFont(52));
    await expectToFit('attribution-largest');
  });

  it('fits a narrow column with a batch', async () => {
    panel = await browser.open({ width: narrow });
    await panel.send({ version, type: 'batch', batch: sampleBatch() });
    await panel.page.locator('.batch .bar-row').first().waitFor();
    await expectToFit('attribution-batch-narrow');
  });

  it('sets text from right to left where it runs so', async () => {
    await open(600, darkTheme, rightToLeft);
    await expectToFit('attribution-right-to-left');
    const first = panel.page.locator('.prompt-heat .turns .token').first();
    const last = panel.page.locator('.prompt-heat .turns .token').nth(3);
    expect((await first.boundingBox())!.x).toBeGreaterThan((await last.boundingBox())!.x);
  });

  it('does not move where nothing shall move', async () => {
    await open(900);
    const moving = await panel.page.evaluate(() => Array.from(document.querySelectorAll('*')).filter((node) => {
      const look = getComputedStyle(node);
      return look.animationName !== 'none' || look.transitionDuration.split(', ').some((duration) => Number.parseFloat(duration) > 0.001);
    }).filter((node) => !node.tagName.startsWith('VSCODE-')).map((node) => node.className));
    expect(moving).toEqual([]);
  });

  it('is used by the keyboard alone', async () => {
    await open(900);
    const reached = new Set<string>();
    for (let count = 0; count < 60; count++) {
      await panel.page.keyboard.press('Tab');
      reached.add(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim().slice(0, 30) ?? ''));
    }
    for (const name of ['Copy', 'Save…', 'Bars', 'Waterfall', 'Interactions', 'Order of the text']) expect([...reached], name).toContain(name);
  });
});

describe('the table editor', () => {
  beforeAll(async () => {
    browser = await startPanelBrowser('table');
  });
  afterAll(() => browser.close());

  async function open(width: number, theme: Theme = darkTheme, texts?: { prompt: string; chosen: string; rejected: string }): Promise<void> {
    const detail = { ...initialTableState.detail, isOpen: true };
    panel = await browser.open({ width, theme, state: { ...initialTableState, selectedRow: 2, detail } });
    await serveFakeTable(panel.page, { rowCount: 400, ...(texts === undefined ? {} : { texts }) });
    await panel.page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
  }

  it('fits a narrow column', async () => {
    await open(narrow);
    await expectToFit('table-narrow');
  });

  it('fits with letters three times as large, and its rows grow with them', async () => {
    await open(900, withFont(39));
    await expectToFit('table-large');
    const heights = await panel.page.locator('.row:not(.head) .cell.text').evaluateAll((cells) => cells.slice(0, 10).map((cell) => cell.scrollHeight - cell.clientHeight));
    expect(Math.max(...heights)).toBeLessThanOrEqual(2);
  });

  it('sets text from right to left where it runs so', async () => {
    await open(900, darkTheme, { prompt: rightToLeft, chosen: rightToLeft, rejected: rightToLeft });
    await expectToFit('table-right-to-left');
    const directions = await panel.page.locator('.part.chosen .turn-text').evaluateAll((nodes) => nodes.map((node) => getComputedStyle(node).direction));
    expect(directions).toEqual(['rtl']);
  });
});
