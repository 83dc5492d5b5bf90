import { readFileSync } from 'node:fs';
import type { CDPSession } from 'playwright-core';

/** What each renderer of a browser has for itself (proportional set), where /proc tells; 0 elsewhere. */
export async function rendererMegabytes(browser: CDPSession): Promise<readonly number[]> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => {
    try {
      return Number(/Pss:\s+(\d+)/.exec(readFileSync(`/proc/${String(id)}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  });
}
