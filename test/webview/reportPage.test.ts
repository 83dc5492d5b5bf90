import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';

import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { reportHtml } from '../../src/report/reportHtml';
import { findChromium } from '../harness/chromium';
import { inRepository } from '../harness/repositoryRoot';
import { sampleReport } from '../unit/report/sampleReport';
import { accessibilityViolations } from './axe';

const html = reportHtml(sampleReport, { sha256: (text) => createHash('sha256').update(text).digest('base64') });
const address = 'https://report.test/';
const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['light, more contrast', { colorScheme: 'light', contrast: 'more' }],
  ['dark, more contrast', { colorScheme: 'dark', contrast: 'more' }],
  ['on paper', { colorScheme: 'dark', media: 'print' }],
] as const;

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findChromium(), args: ['--headless', '--no-sandbox', '--disable-gpu', '--font-render-hinting=none'] });
});
afterAll(() => browser.close());

/** The page, and what its policy or the browser complained of, and what it asked the network for. */
async function open(media: Parameters<Page['emulateMedia']>[0], width = 1200): Promise<{ readonly page: Page; readonly complaints: string[]; readonly requests: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', (route) => {
    requests.push(route.request().url());
    return route.request().url() === address ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }) : route.abort();
  });
  await page.emulateMedia(media);
  await page.goto(address);
  return { page, complaints, requests };
}

describe.each(looks)('the report, %s', (name, media) => {
  it('loads nothing, breaks no policy, and axe finds nothing wrong', async () => {
    const { page, complaints, requests } = await open(media);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([address]);
    // A title of markup, or text that turns its surroundings, would show here.
    expect(await page.evaluate(() => document.querySelectorAll('script, img, iframe').length)).toBe(0);
    expect(await accessibilityViolations(page)).toEqual([]);
    await mkdir(inRepository('test/artifacts'), { recursive: true });
    await page.screenshot({ path: inRepository(`test/artifacts/report-${name.replaceAll(/\W+/g, '-')}.png`) });
    await page.close();
  });
});

it('has its colours from its own stylesheet: pictures are painted in light and in dark', async () => {
  for (const [scheme, expected] of [['light', 'rgb(194, 65, 12)'], ['dark', 'rgb(255, 138, 101)']] as const) {
    const { page } = await open({ colorScheme: scheme });
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('[fill="var(--picture-diverging-1)"]')!).fill)).toBe(expected);
    await page.close();
  }
});

it.each([320, 600])('fits a window %i pixels wide without scrolling sideways', async (width) => {
  const { page } = await open({ colorScheme: 'light' }, width);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await page.close();
});
