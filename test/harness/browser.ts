import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from './chromium';
import { cleanEnvironment } from './cleanEnvironment';
import { endMarked, newMark, trackMark } from './markedProcesses';
import { withTimeLimit } from './timeLimit';

export interface TestBrowser {
  newContext(): Promise<BrowserContext>;
  failWhenEnded(): Promise<never>;
  close(): Promise<void>;
}

/** Software rendering and no shared memory: both work in a container, and pictures come out the same everywhere. */
const launchOptions = ['--disable-gpu', '--disable-dev-shm-usage', '--force-color-profile=srgb', '--font-render-hinting=none'];

export async function launchBrowser(): Promise<TestBrowser> {
  const mark = newMark();
  trackMark(mark);
  const environment = { ...cleanEnvironment(), [mark]: '1' } as Record<string, string>;
  const browser = await chromium.launch({ executablePath: await findChromium(), args: launchOptions, env: environment, handleSIGINT: false });
  return {
    newContext: () => browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'en-US', reducedMotion: 'reduce' }),
    failWhenEnded: () => failWhenEnded(browser),
    close: async () => {
      await withTimeLimit(browser.close(), 10_000, 'Closing the browser').catch(() => undefined);
      endMarked(mark);
    },
  };
}

function failWhenEnded(browser: Browser): Promise<never> {
  return new Promise((_resolve, reject) => {
    browser.once('disconnected', () => reject(new Error('The browser ended by itself.')));
  });
}
