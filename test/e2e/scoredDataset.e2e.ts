import assert from 'node:assert/strict';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';
import { chipTexts } from './chipTexts';

const figure = /^[+−]?\d+\.\d+$/;

describe('a scored dataset', () => {
  const workbench = useEditor();
  const chips = () => chipTexts(workbench.page);
  const shownChips = () => waitFor('chips before the rows', async () => ((await chips()).filter((text) => figure.test(text)).length > 20 ? true : undefined));
  const noChips = () => waitFor('no chips', async () => ((await chips()).length === 0 ? true : undefined));

  it('is scored from the palette, and says so in the status bar', async () => {
    await workbench.openFile('sample/preferences.jsonl');
    await workbench.waitForStatusBar(/Preflens/);
    await workbench.runCommand('Preflens: Score Dataset');
    const item = await workbench.waitForStatusBar(/90 pairs · \d+\s% agree/, 60_000);
    assert.match(item.label, /Preflens/);
  });

  it('has a figure before each visible row', async () => {
    await shownChips();
    assert.deepEqual((await chips()).filter((text) => !figure.test(text)), []);
  });

  it('explains a figure when the mouse rests on it', async () => {
    await workbench.editor.locator('.view-line').nth(3).hover({ position: { x: 24, y: 8 } });
    const hover = workbench.page.locator('.monaco-hover:visible', { hasText: 'Reward margin' });
    await hover.waitFor();
    assert.match(await hover.innerText(), /Row \d+ · the models/);
    await workbench.screenshot('hover');
    await workbench.page.keyboard.press('Escape');
  });

  it('opens the pair panel from the lens above the row with the cursor', async () => {
    await workbench.editor.locator('.codelens-decoration a', { hasText: 'Explain pair 1' }).click();
    const panel = await workbench.webviewFrame('Pair 1');
    await panel.getByText('Row 1 of 90').waitFor();
    await panel.getByText('Chosen', { exact: true }).first().waitFor();
  });

  it('selects in the text what is double-clicked in the panel', async () => {
    const panel = await workbench.webviewFrame('Pair 1');
    await panel.getByText('called', { exact: false }).last().dblclick();
    await workbench.waitForStatusBar(/Ln 1, Col \d+ \(\d+ selected\)/);
    await workbench.screenshot('selected');
  });

  it('steps from the panel, and shows where it is', async () => {
    const panel = await workbench.webviewFrame('Pair 1');
    await panel.getByText('Next', { exact: true }).click();
    const next = await workbench.webviewFrame('Pair 2');
    await next.getByText('Row 2 of 90').waitFor();
    await next.getByText('Show row in editor').click();
    await workbench.waitForStatusBar(/Ln 2, Col 1$/);
  });

  it('lets the panel follow the cursor', async () => {
    await workbench.editor.locator('.view-line').nth(7).click({ position: { x: 200, y: 8 } });
    await (await workbench.webviewFrame('Pair 8')).getByText('Row 8 of 90').waitFor();
  });

  it('hides everything with one key, and shows it again', async () => {
    await workbench.editor.locator('.view-line').nth(7).click({ position: { x: 200, y: 8 } });
    await workbench.page.keyboard.press('Control+Alt+P');
    await noChips();
    await waitFor('no lens', async () => ((await workbench.editor.locator('.codelens-decoration a').count()) === 0 ? true : undefined));
    await workbench.page.keyboard.press('Control+Alt+P');
    await shownChips();
  });

  it('keeps its rows apart from an edited one', async () => {
    await workbench.editor.locator('.view-line').nth(2).click({ position: { x: 200, y: 8 } });
    await workbench.page.keyboard.type('x');
    await waitFor('a dot in the place of one figure', async () => ((await chips()).filter((text) => text === '·').length === 1 ? true : undefined));
    await workbench.page.keyboard.press('Control+Z');
    await waitFor('all figures again', async () => ((await chips()).every((text) => figure.test(text)) ? true : undefined));
  });

  for (const theme of ['light', 'dark', 'hc', 'hc-light'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      await shownChips();
      await workbench.screenshot(`scored-${theme}`);
    });
  }
});

describe('a dataset with broken rows', () => {
  const workbench = useEditor({
    files: {
      'broken.jsonl': [
        '{"prompt": "Is it far?", "chosen": " No.", "rejected": " Yes, far."}',
        '{"prompt": "Is it near?", "chosen": " Yes."',
        '{"prompt": "Is it open?", "rejected": " Yes."}',
        JSON.stringify({ prompt: 'so '.repeat(3000), chosen: ' yes', rejected: ' no' }),
        '',
      ].join('\n'),
    },
  });

  it('says before each row, in the Problems view and in the status bar what is wrong', async () => {
    await workbench.openFile('broken.jsonl');
    await workbench.runCommand('Preflens: Score Dataset');
    await workbench.waitForStatusBar(/1 pair · .* · 2 unreadable · 1 not scored/, 60_000);
    await waitFor('chips', async () => ((await chipTexts(workbench.page)).length === 4 ? true : undefined));
    assert.deepEqual((await chipTexts(workbench.page)).slice(1), ['✕ not JSON', '✕ field missing', '⚠ prompt too long']);
    await workbench.page.locator('[id="status.problems"]').click();
    await workbench.page.locator('.markers-panel .monaco-list-row', { hasText: 'Preflens' }).first().waitFor();
    await workbench.screenshot('broken');
  });
});
