import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';

const dataset = 'sample/preferences.jsonl';
/** Of the sample: three pairs ask the same, one holds Markdown with code, one ends in a token of a template. */
const [samePrompt, markdown, templateToken] = [[21, 56, 77], 8, 9] as const;

/** Every coloring: its key, its name in the list, what its scale says at the far end, and the figure that the card of a token then names. */
const colorings = [
  ['1', 'Implicit reward', 'more likely than in the reference', 'Implicit reward'],
  ['2', 'Log-probability', 'surprising', 'Policy log-probability'],
  ['3', 'CHES share', 'raises it', 'CHES share'],
  ['4', 'Word diff', 'only in rejected', 'Implicit reward'],
  ['5', 'Sequential KL', 'far apart', 'Sequential KL'],
  ['6', 'Displacement share', 'raises it', 'Displacement share'],
  ['7', 'Entropy', 'unsure', 'Entropy'],
] as const;

describe('the pair panel', () => {
  const workbench = useEditor({ settings: { 'editor.wordWrap': 'off' } });
  const pair = (row: number) => workbench.webviewFrame(`Pair ${String(row)}`);
  /** The text is in the first group, the panel beside it. */
  const toTheText = () => workbench.runCommand('View: Focus First Editor Group');
  const dirtyTabs = () => workbench.page.locator('.tab.dirty').count();
  const rowOnDisk = async (row: number) => (await workbench.readWorkspaceFile(dataset)).split('\n')[row - 1] ?? '';

  async function explain(row: number): Promise<Frame> {
    await toTheText();
    await workbench.openFile(dataset, row);
    await workbench.runCommand('Preflens: Explain Pair');
    const frame = await pair(row);
    await frame.getByRole('heading', { level: 1, name: `Row ${String(row)} of 90` }).waitFor();
    await frame.locator('.response.chosen .token').first().waitFor();
    return frame;
  }

  /** By pointer, as any list of VS Code. */
  async function choose(frame: Frame, list: string, option: string): Promise<void> {
    await frame.getByRole('combobox', { name: list }).click();
    await frame.getByRole('option', { name: option, exact: true }).click();
  }

  /** The keys of the panel work wherever the focus is in it, lists aside. */
  async function press(frame: Frame, key: string): Promise<void> {
    await frame.locator('h1').click();
    await workbench.page.keyboard.press(key);
  }

  /** A part of the panel by its heading, unfolded where it is not. */
  async function unfolded(frame: Frame, heading: string): Promise<Locator> {
    const part = frame.locator('details', { has: frame.getByRole('heading', { name: heading }) });
    if ((await part.getAttribute('open')) === null) await part.locator('summary').first().click();
    return part;
  }

  /** Waits until what stands there is what `isExpected` wants, and gives it. */
  const settled = (what: string, locator: Locator, isExpected: (found: string) => boolean) =>
    waitFor(what, async () => {
      const found = await locator.innerText();
      return isExpected(found) ? found : undefined;
    });

  it('opens on the row with the cursor of a scored file, with its verdict', async () => {
    await workbench.openFile(dataset);
    await workbench.runCommand('Preflens: Score Dataset');
    await workbench.waitForStatusBar(/90 pairs · /, 90_000);
    const frame = await explain(samePrompt[0]);
    await frame.locator('.rail-value').first().waitFor();
    assert.match(await frame.locator('.sentence').innerText(), /prefers the (chosen|rejected) response: margin [+−]\d/);
  });

  it('colours tokens by each of seven figures, chosen in the list', async () => {
    const frame = await pair(samePrompt[0]);
    for (const [, name, end] of colorings) {
      await choose(frame, 'Coloring', name);
      await frame.locator('.legend', { hasText: end }).waitFor();
    }
  });

  it('colours them by key, and a token under the focus tells its figures, that one first', async () => {
    const frame = await pair(samePrompt[0]);
    for (const [key, name, end, figure] of colorings) {
      await press(frame, key);
      await frame.locator('.legend', { hasText: end }).waitFor();
      await frame.getByRole('combobox', { name: 'Coloring' }).locator('[aria-selected="true"]', { hasText: name }).waitFor({ state: 'attached' });
      // One token at a time is in the tab order.
      await frame.locator('.response.chosen .token[tabindex="0"]').focus();
      await settled(`“${figure}” in the card`, frame.locator('.card dt.shown'), (shown) => shown === figure);
      assert.match(await frame.locator('.card dt.shown + dd').innerText(), /\d/);
    }
  });

  it('tells the figures of the token under the pointer, and goes along the tokens by arrows', async () => {
    const frame = await pair(samePrompt[0]);
    await press(frame, '1');
    const tokens = frame.locator('.response.rejected .token');
    await tokens.nth(2).hover();
    const card = frame.getByRole('tooltip');
    await card.getByText('Reference log-probability').waitFor();
    assert.equal((await card.locator('dd').allInnerTexts()).filter((value) => /\d/.test(value)).length, 7);
    await tokens.nth(2).click();
    await workbench.page.keyboard.press('ArrowRight');
    const next = await frame.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    assert.equal(next, (await tokens.nth(3).innerText()).trim());
    await settled('the card of the next token', card.locator('.card-title'), (title) => title.includes(next));
    await workbench.screenshot('pair-panel-token');
    await workbench.page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
  });

  it('adds the reward up, and links a point of the line with its token', async () => {
    const frame = await pair(samePrompt[0]);
    const line = frame.getByRole('slider');
    await line.focus();
    for (let count = 0; count < 3; count++) await workbench.page.keyboard.press('ArrowRight');
    const word = (await frame.locator('.response.chosen .token.linked').innerText()).trim();
    const said = (await line.getAttribute('aria-valuetext')) ?? '';
    assert.match(said, /^Chosen, token 4 “.*”: [+−]?\d.*, so far [+−]?\d/);
    assert.ok(said.includes(word), said);
    const total = await frame.locator('.cumulative-key.chosen strong').innerText();
    await workbench.page.keyboard.press('End');
    assert.ok((await line.getAttribute('aria-valuetext'))?.endsWith(`so far ${total}`));
    await workbench.screenshot('pair-panel-sum');
    const last = (await frame.locator('.response.chosen .token.linked').innerText()).trim();
    await workbench.page.keyboard.press('Enter');
    assert.equal(await frame.evaluate(() => document.activeElement?.textContent?.trim()), last);
  });

  it('shows the tokens that the trainer sees, beside those of another convention', async () => {
    const frame = await pair(samePrompt[0]);
    const part = await unfolded(frame, 'As the trainer sees it');
    await settled('the strips', part.getByRole('status'), (said) => /tokens? only under|the same tokens/.test(said));
    const strip = part.locator('.strip-heading', { hasText: 'trl-0.20' }).first();
    assert.match(await strip.innerText(), /\d+ prompt tokens, \d+ completion tokens/);
    await workbench.screenshot('pair-panel-trainer');
    await choose(frame, 'Compare with', 'mitchell');
    await part.getByText('reads plain text only', { exact: false }).waitFor();
    await choose(frame, 'Compare with', 'trl-0.20');
    await strip.waitFor();
  });

  it('says where the probability goes', async () => {
    const frame = await pair(samePrompt[0]);
    const part = await unfolded(frame, 'Where the probability goes');
    const gains = part.getByRole('table', { name: 'In the chosen response: gains' });
    await gains.getByRole('row').nth(1).waitFor();
    assert.match(await gains.getByRole('row').nth(1).innerText(), /\+\d/);
    assert.match(await part.getByRole('table', { name: 'In the rejected response: losses' }).getByRole('row').nth(1).innerText(), /−\d/);
    await workbench.screenshot('pair-panel-mass');
  });

  it('goes to another pair with the same prompt and back, and steps through them', async () => {
    const frame = await pair(samePrompt[0]);
    const group = frame.locator('details', { has: frame.getByRole('heading', { name: 'Same prompt (pair 1 of 3)' }) });
    await group.getByRole('button', { name: new RegExp(`^Row ${String(samePrompt[2])}\\b`) }).click();
    const third = await pair(samePrompt[2]);
    await third.getByRole('heading', { name: 'Same prompt (pair 3 of 3)' }).waitFor();
    await third.getByRole('button', { name: new RegExp(`^Row ${String(samePrompt[0])}\\b`) }).click();
    const first = await pair(samePrompt[0]);
    await first.getByRole('heading', { name: 'Same prompt (pair 1 of 3)' }).waitFor();
    await choose(first, 'Step by', 'Same prompt');
    await press(first, 'n');
    const second = await pair(samePrompt[1]);
    await second.getByRole('heading', { name: 'Same prompt (pair 2 of 3)' }).waitFor();
    await second.getByText('Next', { exact: true }).click();
    await choose(await pair(samePrompt[2]), 'Step by', 'Row order');
  });

  it('fixes a finding in the text, and the fix is undone there', async () => {
    const frame = await explain(templateToken);
    const before = await rowOnDisk(templateToken);
    const finding = frame.locator('.finding', { has: frame.getByText('Template token', { exact: false }) }).first();
    await finding.getByText(/^Strip/).click();
    await waitFor('unsaved changes', async () => ((await dirtyTabs()) > 0 ? true : undefined));
    await frame.getByText('This row has unsaved changes', { exact: false }).waitFor();
    await toTheText();
    await workbench.runCommand('File: Save');
    const after = await waitFor('the fix on disk', async () => ((await rowOnDisk(templateToken)) !== before ? rowOnDisk(templateToken) : undefined));
    assert.ok(after.length < before.length && before.includes('[/INST]') && !after.includes('[/INST]'), after);
    assert.equal((await workbench.readWorkspaceFile(dataset)).trimEnd().split('\n').length, 90);
    await toTheText();
    await workbench.page.keyboard.press('ControlOrMeta+Z');
    await workbench.runCommand('File: Save');
    await waitFor('the row as it was', async () => ((await rowOnDisk(templateToken)) === before ? true : undefined));
  });

  it('shows Markdown as it was meant to look, and the exact text again', async () => {
    const frame = await explain(markdown);
    const exact = await frame.locator('.response.chosen .response-text').innerText();
    await frame.getByRole('button', { name: 'Rendered', exact: true }).click();
    await frame.locator('.response.chosen pre code').first().waitFor();
    assert.equal(await frame.locator('.response.chosen .token').count(), 0);
    assert.ok(!(await frame.locator('.response.chosen .response-rendered').innerText()).includes('```') && exact.includes('```'));
    await workbench.screenshot('pair-panel-rendered');
    await press(frame, 'm');
    await frame.locator('.response.chosen .token').first().waitFor();
    assert.equal(await frame.locator('.response.chosen .response-text').innerText(), exact);
  });

  for (const theme of ['light', 'dark', 'hc'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      const frame = await explain(samePrompt[0]);
      await frame.locator('.finding').first().waitFor();
      await workbench.screenshot(`pair-panel-${theme}`);
    });
  }

  it('leads through a review by its keys', async () => {
    await workbench.openFile(dataset);
    await workbench.runCommand('Preflens: Start Review');
    const place = async (): Promise<number> => {
      for (const frame of workbench.page.frames()) {
        const found = await frame.locator('.review:not([hidden]) .review-place').first().innerText({ timeout: 200 }).catch(() => '');
        if (found !== '') return Number(found.split(' ')[0]);
      }
      return 0;
    };
    await waitFor('the first finding', async () => ((await place()) === 1 ? true : undefined));
    const decided = ['keep', 'swap', 'drop', 'unsure'];
    for (const decision of decided) {
      const before = await place();
      await workbench.page.keyboard.press(decision[0]!);
      await waitFor('the next finding', async () => ((await place()) > before ? true : undefined));
    }
    const lines = (await workbench.readWorkspaceFile(`${dataset}.preflens-review.jsonl`)).split('\n').filter((line) => line.includes('"decision"'));
    assert.deepEqual(lines.map((line) => (JSON.parse(line) as { decision: string }).decision), decided);
    await workbench.page.keyboard.press('Escape');
    await waitFor('the end of the review', async () => ((await place()) === 0 ? true : undefined));
  });
});
