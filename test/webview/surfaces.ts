import { attributionProtocolVersion } from '../../src/shared/attributionProtocol';
import { overviewProtocolVersion } from '../../src/shared/overviewProtocol';
import { pairPanelProtocolVersion } from '../../src/shared/pairPanelProtocol';
import { initialPanelState as attributionState } from '../../webview/attribution/panelState';
import { initialPanelState as pairState } from '../../webview/pair/panelState';
import { initialTableState } from '../../webview/table/tableState';
import { serveFakeTable } from './fakeTable';
import type { PageOptions, PanelBrowser, PanelPage } from './panelPage';
import { attributionFigures, attributionView, figuresMessage, sampleInteractions, sampleSensitivity, showMessage } from './sampleAttribution';
import { sampleCompare, showCompare } from './sampleCompare';
import { sampleContext } from './sampleContext';
import { sampleSource, showOverview } from './sampleOverview';
import { sampleReview } from './sampleReview';
import { viewOf, viewWithMass } from './sampleView';

type Options = Pick<PageOptions, 'width' | 'height' | 'theme' | 'texts'>;

/** Opens the page with everything that it can show at once; `text` takes the place of all texts of the dataset. */
type Open = (browser: PanelBrowser, options: Options, text?: string) => Promise<PanelPage>;

/** Every page that a person can have open, filled. */
export const openSurface = { pair: openPair, table: openTable, attribution: openAttribution, overview: openOverview, compare: openCompare } satisfies Record<string, Open>;

/** Where text of the dataset stands in each. */
export const datasetTexts: Readonly<Record<keyof typeof openSurface, string>> = {
  pair: '.turn-text, .text-block',
  table: '.part.chosen .turn-text',
  attribution: '.prompt-heat .turn-text',
  overview: '.selection-text',
  compare: '.sides strong',
};

async function openPair(browser: PanelBrowser, options: Options, text?: string): Promise<PanelPage> {
  const view = text === undefined ? viewWithMass({ notes: ['The end of the prompt was cut off.'] }) : viewOf(text, text, { prompt: [{ role: 'user', content: text }] });
  const panel = await browser.open({ ...options, view, state: { ...pairState, massOpen: true, lossesOpen: true, explained: true } });
  await panel.send({ version: pairPanelProtocolVersion, type: 'context', context: sampleContext() });
  await panel.send({ version: pairPanelProtocolVersion, type: 'review', review: sampleReview() });
  await panel.page.locator('.finding').first().waitFor();
  await panel.page.locator('.review').waitFor();
  return panel;
}

async function openTable(browser: PanelBrowser, options: Options, text?: string): Promise<PanelPage> {
  const panel = await browser.open({ ...options, state: { ...initialTableState, selectedRow: 2, detail: { ...initialTableState.detail, isOpen: true } } });
  await serveFakeTable(panel.page, { rowCount: 400, ...(text === undefined ? {} : { texts: { prompt: text, chosen: text, rejected: text } }) });
  await panel.page.locator('.detail-title', { hasText: /\b3\b/ }).waitFor();
  return panel;
}

async function openAttribution(browser: PanelBrowser, options: Options, text?: string): Promise<PanelPage> {
  const panel = await browser.open({ ...options, state: attributionState });
  const view = attributionView({ notes: ['The end of the prompt was cut off.'] }, text);
  await panel.send(showMessage(view));
  await panel.send(figuresMessage(attributionFigures(view, { interactions: sampleInteractions(view.players.length) })));
  await panel.send({ version: attributionProtocolVersion, type: 'sensitivity', sensitivity: sampleSensitivity(view) });
  await panel.page.locator('.sensitivity table').waitFor();
  return panel;
}

async function openOverview(browser: PanelBrowser, options: Options, text = 'What is a margin?'): Promise<PanelPage> {
  const panel = await browser.open(options);
  await showOverview(panel, sampleSource());
  await panel.page.locator('#noise .explained button').first().click();
  const asked = await panel.page.waitForFunction(() => (window as unknown as { preflensTest: { posted: { type: string; rows?: number[] }[] } }).preflensTest.posted.find(({ type }) => type === 'texts')?.rows);
  const rows = (await asked.jsonValue()) ?? [];
  await panel.send({ version: overviewProtocolVersion, type: 'texts', generation: 1, texts: rows.map((row) => ({ row, text })) });
  await panel.page.locator('.selection-text', { hasText: text.slice(0, 10) }).first().waitFor({ state: 'attached' });
  return panel;
}

async function openCompare(browser: PanelBrowser, options: Options, text = 'helpful.jsonl, smol-policy'): Promise<PanelPage> {
  const panel = await browser.open(options);
  await showCompare(panel.page, sampleCompare({ count: 400, matching: 'content', firstName: text }));
  await panel.page.getByRole('heading', { level: 1 }).waitFor();
  return panel;
}
