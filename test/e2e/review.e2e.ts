import assert from 'node:assert/strict';

import { useEditor } from '../harness/editorStage';
import { runByKeys } from '../harness/runByKeys';
import { waitFor } from '../harness/timeLimit';

const dataset = 'sample/preferences.jsonl';
const reviewFile = `${dataset}.preflens-review.jsonl`;
const keys = ['k', 's', 'd', 'u', 'k', 'k', 'd', 's', 'u', 'k', 'd', 'k'];

describe('a review by keyboard alone', () => {
  const workbench = useEditor();

  /** What the bar above the pair says of where the review is: "12 of 50". */
  async function place(): Promise<string | undefined> {
    for (const frame of workbench.page.frames()) {
      const text = await frame.locator('.review:not([hidden]) .review-place').first().innerText({ timeout: 200 }).catch(() => undefined);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  const placeOf = (count: number) => waitFor(`place ${count} of the review`, async () => ((await place())?.startsWith(`${count} of `) ? place() : undefined), 60_000);
  const decisions = async () => (await workbench.readWorkspaceFile(reviewFile)).split('\n').filter((line) => line.includes('"decision"')).map((line) => (JSON.parse(line) as { decision: string }).decision);

  it('goes through twelve findings', async () => {
    await workbench.openFile(dataset);
    await workbench.editor.waitFor();
    await runByKeys(workbench.page, 'Preflens: Start Review');
    await placeOf(1);
    let at = 1;
    for (const key of keys) {
      await placeOf(at);
      await workbench.page.keyboard.press(key);
      const before = at;
      // Findings of a row that is to be dropped are settled with it, so a step may be longer than one.
      at = await waitFor('the next finding', async () => {
        const now = Number((await place())?.split(' ')[0] ?? '0');
        return now > before ? now : undefined;
      });
    }
    const said = { k: 'keep', s: 'swap', d: 'drop', u: 'unsure' } as const;
    assert.deepEqual(await decisions(), keys.map((key) => said[key as keyof typeof said]));
    await workbench.screenshot('review');
  });

  it('goes on where it stopped when the window is closed in the middle and opened again', async () => {
    const stopped = await place();
    await workbench.page.goto('about:blank');
    await workbench.openWorkspace();
    await workbench.openFile(dataset);
    await runByKeys(workbench.page, 'Preflens: Start Review');
    await placeOf(Number(stopped?.split(' ')[0]));
    assert.equal(await place(), stopped);
    await workbench.page.keyboard.press('k');
    await waitFor('the decision on disk', async () => ((await decisions()).length === keys.length + 1 ? true : undefined));
  });

  it('takes the same keys in the text, and types there again once the review is over', async () => {
    // The group of the panel is the active one: the text is in the other.
    await workbench.page.locator('.monaco-editor[data-uri] .view-line').nth(2).click({ position: { x: 60, y: 8 } });
    const before = await decisions();
    await workbench.page.keyboard.press('u');
    await waitFor('the decision on disk', async () => ((await decisions()).length === before.length + 1 ? true : undefined));
    await workbench.page.keyboard.press('Escape');
    await waitFor('the end of the review', async () => ((await place()) === undefined ? true : undefined));
    await workbench.screenshot('after-review');
    assert.equal((await workbench.page.locator('.tab.dirty').count()), 0);
  });

  it('has its findings in a list and in the overview', async () => {
    await workbench.runCommand('Preflens: Find Noisy Pairs');
    const list = workbench.page.locator('.pane-body .monaco-list-row', { hasText: 'Identical responses' });
    await list.first().waitFor();
    for (const theme of ['light', 'dark', 'hc'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`findings-${theme}`);
    }
    await list.first().click();
    await workbench.page.keyboard.press('ArrowDown');
    await workbench.page.keyboard.press('Enter');
    await workbench.waitForStatusBar(/Ln \d+/);
    await workbench.runCommand('Preflens: Show Overview');
    const overview = await workbench.webviewFrame('Overview: preferences.jsonl');
    await overview.getByRole('heading', { name: 'Findings' }).waitFor();
  });
});
