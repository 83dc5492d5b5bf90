import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';
import { hostileText } from './hostileText';
import type { PanelBrowser, PanelPage } from './panelPage';
import { startPanelBrowser } from './panelPage';
import { viewOf } from './sampleView';

let browser: PanelBrowser;
let panel: PanelPage;

beforeAll(async () => {
  browser = await startPanelBrowser();
});
afterAll(() => browser.close());
afterEach(() => panel.close());

const rendered = (): ReturnType<PanelPage['page']['locator']> => panel.page.locator('.chosen .response-rendered');

/** The component toolkit asks the browser something with one style element of its own. */
const violations = async (): Promise<readonly string[]> => (await panel.violations()).filter((violation) => !/^style-src-elem inline/.test(violation));

/** Opens a pair with a chosen response and has it rendered. */
async function render(chosen: string, prompt?: string): Promise<void> {
  // Of a long text the figures would be most of the work, and are not what is looked at here.
  const unscored = chosen.length > 20_000 ? { score: null } : {};
  panel = await browser.open({ view: viewOf(chosen, 'no', { ...unscored, ...(prompt === undefined ? {} : { prompt: [{ role: '', content: prompt }] }) }) });
  await panel.page.keyboard.press('m');
  await rendered().locator('.markdown').waitFor();
}

describe('rendered texts', () => {
  it('are switched on by key and by button, and remembered', async () => {
    await render('**bold**');
    expect(await rendered().locator('strong').innerText()).toBe('bold');
    expect(await panel.state()).toMatchObject({ rendering: 'rendered' });
    expect(await panel.page.getByRole('combobox', { name: 'Coloring' }).isVisible()).toBe(false);
    await panel.page.getByRole('button', { name: 'Exact text' }).click();
    expect(await panel.page.locator('.chosen .response-text').innerText()).toContain('**bold**');
    expect(await panel.page.locator('.chosen .token').count()).toBeGreaterThan(0);
  });

  it('have headings, lists, quotes, tables and code', async () => {
    await render('# Title\n\n3. three\n4. four\n\n> quoted\n\n| a | b |\n|:-|-:|\n| 1 | ~~2~~ |\n\n```python\nif x:\n\tprint("<b>")\n```\n\nand `inline`');
    expect(await rendered().getByRole('heading', { level: 4 }).innerText()).toBe('Title');
    expect(await rendered().locator('ol').getAttribute('start')).toBe('3');
    expect(await rendered().locator('blockquote').innerText()).toBe('quoted');
    expect(await rendered().getByRole('cell', { name: '2' }).getAttribute('class')).toBe('align-right');
    expect(await rendered().locator('.markdown-language').innerText()).toBe('python');
    expect(await rendered().locator('pre').innerText()).toBe('if x:\n\tprint("<b>")');
    expect(await rendered().locator('code').last().innerText()).toBe('inline');
  });

  it('show a prompt of several speakers as turns', async () => {
    await render('fine', '\n\nHuman: Is *this* it?\n\nAssistant: It is.\n\nHuman: Why?\n\nAssistant:');
    expect(await panel.page.locator('.turns .role').allInnerTexts()).toEqual(['Human', 'Assistant', 'Human', 'Assistant']);
    expect(await panel.page.locator('.turns em').innerText()).toBe('this');
  });

  it('say where a link leads and ask the editor to open it, whatever it claims to be', async () => {
    await render('[paypal.com](https://evil.example/login "safe") and <https://plain.example>');
    const link = rendered().getByRole('button', { name: 'paypal.com' });
    expect(await rendered().locator('.markdown-destination').first().innerText()).toContain('evil.example');
    expect(await link.getAttribute('title')).toBe('https://evil.example/login (safe)');
    await link.click();
    expect((await panel.posted()).at(-1)).toEqual({ version, type: 'openLink', address: 'https://evil.example/login' });
    expect(await rendered().locator('a').count()).toBe(0);
  });

  it('load no picture, and hide nothing in definitions, comments or titles', async () => {
    await render('![cat](https://tracker.example/x.png "hid")\n\n[note]: https://x.example "secret words"\n\n<!-- comment -->');
    expect(await rendered().locator('img').count()).toBe(0);
    const text = await rendered().innerText();
    for (const piece of ['Picture: cat', 'https://tracker.example/x.png', 'secret words', '<!-- comment -->']) expect(text).toContain(piece);
    expect(await violations()).toEqual([]);
  });
});

describe('hostile Markdown', () => {
  it('runs nothing and turns nothing round', async () => {
    await render(`${hostileText}\n\n[x](javascript:alert(1)) [y](data:text/html,z) [z](vbscript:a) <javascript:alert(2)>\n\n[\u202Etxet](https://e.example/\u202E)`, hostileText);
    expect(await rendered().locator('script, style, img, svg, iframe, a, [href], [src], [onerror]').count()).toBe(0);
    expect(await violations()).toEqual([]);
    expect(await rendered().innerText()).toContain('U+202E');
    expect((await rendered().innerText()).includes('\u202E')).toBe(false);
    for (const button of await rendered().getByRole('button').all()) await button.click();
    const opened = (await panel.posted()).flatMap((message) => (message.type === 'openLink' ? [message.address] : []));
    expect(opened.filter((address) => !address.startsWith('https://'))).toEqual([]);
  });

  it('shows what is nested too deeply as it stands, and loses nothing', async () => {
    await render(`${'> '.repeat(5000)}deep`);
    expect(await rendered().innerText()).toContain('nested too deeply');
    expect(await rendered().innerText()).toContain('deep');
  });

  it('keeps emphasis within emphasis within bounds', async () => {
    await render(`${'*'.repeat(3000)}middle${'*'.repeat(3000)}`);
    expect(await rendered().innerText()).toContain('middle');
    const depth = await rendered().evaluate((node) => {
      let deepest = 0;
      for (const leaf of node.querySelectorAll('*')) {
        let level = 0;
        for (let at: Element | null = leaf; at !== null && at !== node; at = at.parentElement) level += 1;
        deepest = Math.max(deepest, level);
      }
      return deepest;
    });
    expect(depth).toBeLessThan(60);
  });

  it('makes a table of 40,000 cells a part at a time', async () => {
    const row = `|${'x|'.repeat(40)}`;
    await render([row, `|${'-|'.repeat(40)}`, ...Array.from({ length: 1000 }, () => row)].join('\n'));
    const cells = (): Promise<number> => rendered().locator('td').count();
    const first = await cells();
    expect(first).toBeLessThan(5000);
    await rendered().getByRole('button', { name: 'show more' }).click();
    expect(await cells()).toBeGreaterThan(first);
    expect(await rendered().locator('table').count()).toBe(1);
  });

  it.each([
    ['brackets', '['],
    ['pictures', '!['],
    ['stars', '*a '],
    ['backticks', '`a``b'],
    ['links', '[a]('],
    ['angles', '<a '],
    ['quotes', '> a\n>\n'],
    ['lists', '- a\n'],
  ])('reads 100,000 characters of %s to the end', async (_name, piece) => {
    await render(piece.repeat(Math.floor(100_000 / piece.length)));
    expect((await rendered().innerText()).length).toBeGreaterThan(0);
  });

  it('leaves what is very long as it stands', async () => {
    await render('long '.repeat(60_000));
    expect(await rendered().innerText()).toContain('too long to be rendered');
  });
});
