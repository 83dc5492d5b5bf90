import type { CDPSession, Page } from 'playwright-core';

import { serveFakeTable } from '../../test/webview/fakeTable';
import { startPanelBrowser } from '../../test/webview/panelPage';
import { quantile } from './quantile';

const rowCount = 5_000_000;
const seconds = 8;

/** What moves the rows, run inside the page before each frame. */
const movements = {
  'nothing moves (floor of the method)': 'none',
  'wheel, 120 pixels a frame': 'wheel',
  'wheel, 2,400 pixels a frame': 'fling',
  'scroll bar dragged over the whole file': 'drag',
  'Page Down held': 'page',
} as const;

/** Frame times while five million rows are scrolled in a headless Chromium; rows are made up on request, 5 ms a request. */
export async function benchFrames(): Promise<void> {
  const browser = await startPanelBrowser('table');
  const table = await browser.open({ width: 1280, height: 800 });
  await serveFakeTable(table.page, { rowCount, delay: 5 });
  await table.page.locator('.row:not(.head, .waiting)').first().waitFor();
  await table.page.getByRole('grid').focus();
  console.log(`\nScrolling ${rowCount.toLocaleString('en-US')} rows, ${seconds} s each, milliseconds between frames\n`);
  console.log('| what | frames | p50 | p95 | p99 | largest | processor time of the page a frame | frames with a row still missing |\n|---|---|---|---|---|---|---|---|');
  const session = await table.page.context().newCDPSession(table.page);
  // Time that the thread really had, whatever else runs on the machine.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  for (const [name, kind] of Object.entries(movements)) {
    const before = await busySeconds(session);
    const { deltas, missing } = await measure(table.page, kind);
    const busy = (1000 * ((await busySeconds(session)) - before)) / deltas.length;
    const sorted = deltas.toSorted((a, b) => a - b);
    const cells = [0.5, 0.95, 0.99, 1].map((share) => quantile(sorted, share).toFixed(1));
    console.log(`| ${name} | ${deltas.length} | ${cells.join(' | ')} | ${busy.toFixed(1)} | ${((100 * missing) / deltas.length).toFixed(1)} % |`);
  }
  await browser.close();
}

async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

function measure(page: Page, kind: string): Promise<{ deltas: number[]; missing: number }> {
  return page.evaluate(
    async ({ kind: movement, milliseconds }) => {
      const scroller = document.querySelector('.scroller') as HTMLElement;
      const grid = document.querySelector('[role=grid]') as HTMLElement;
      scroller.scrollTop = 0;
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      let before = await nextFrame();
      const start = before;
      const deltas: number[] = [];
      let missing = 0;
      while (before - start < milliseconds) {
        if (movement === 'wheel' || movement === 'fling') grid.dispatchEvent(new WheelEvent('wheel', { deltaY: movement === 'wheel' ? 120 : 2400, bubbles: true, cancelable: true }));
        if (movement === 'drag') scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * Math.abs(Math.sin((before - start) / 1500));
        if (movement === 'page') grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }));
        const now = await nextFrame();
        deltas.push(now - before);
        if (document.querySelector('.row.waiting:not([hidden])')) missing += 1;
        before = now;
      }
      return { deltas, missing };
    },
    { kind, milliseconds: seconds * 1000 },
  );
}
