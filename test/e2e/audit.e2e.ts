import assert from 'node:assert/strict';

import { useEditor } from '../harness/editorStage';
import { runByKeys } from '../harness/runByKeys';
import { waitFor } from '../harness/timeLimit';

const dataset = 'sample/preferences.jsonl';
const reviewFile = `${dataset}.preflens-review.jsonl`;
const title = 'Preflens: Review a Random Sample…';

describe('a review of a random sample by keyboard alone', () => {
  const workbench = useEditor();

  async function chooseByKeys(choice: string): Promise<void> {
    const { page } = workbench;
    await runByKeys(page, title);
    await page.locator('.quick-input-widget:visible .monaco-list-row').getByText(choice).first().waitFor();
    await workbench.screenshot(`audit-question-${choice.replace(/\W+/g, '-')}`);
    await page.keyboard.type(choice);
    await page.locator('.quick-input-widget:visible .monaco-list-row.focused').getByText(choice).waitFor();
    await page.keyboard.press('Enter');
  }

  /** What the bar above the pair says, and all that the panel shows. */
  async function panel(): Promise<{ readonly bar: string; readonly all: string } | undefined> {
    for (const frame of workbench.page.frames()) {
      const bar = await frame.locator('.review:not([hidden])').first().innerText({ timeout: 200 }).catch(() => undefined);
      if (bar !== undefined) return { bar, all: await frame.locator('body').innerText() };
    }
    return undefined;
  }

  const placeOf = (text: string) => waitFor(`"${text}" in the review`, async () => ((await panel())?.bar.includes(text) ? panel() : undefined), 60_000);
  const decisions = async () => (await workbench.readWorkspaceFile(reviewFile)).split('\n').filter((line) => line.includes('"random-sample"') && line.includes('"decision"'));

  it('asks how many, shows pairs and nothing of what is thought of them', async () => {
    await workbench.openFile(dataset);
    await workbench.editor.waitFor();
    await chooseByKeys('30 pairs');
    for (const [at, key] of ['k', 's', 'k', 'u', 'k'].entries()) {
      const shown = await placeOf(`${at + 1} of 30`);
      assert.ok(shown && !/prefers|margin|Findings \(/.test(shown.all), shown?.all);
      await workbench.page.keyboard.press(key);
    }
    const after = await placeOf('6 of 30');
    assert.match(after?.bar ?? '', /5 settled, 1 wrong: 25\s%/);
    await workbench.screenshot('audit');
    assert.equal((await decisions()).length, 5);
  });

  it('goes on where it stopped when the window is closed in the middle and opened again', async () => {
    await workbench.page.goto('about:blank');
    await workbench.openWorkspace();
    await workbench.openFile(dataset);
    await chooseByKeys('Go on: 5 of 30 are decided');
    await placeOf('6 of 30');
    await workbench.page.keyboard.press('s');
    await placeOf('7 of 30');
    assert.equal((await decisions()).length, 6);
    await workbench.page.keyboard.press('Escape');
    await waitFor('the end of the review', async () => ((await panel()) === undefined ? true : undefined));
  });
});
