import assert from 'node:assert/strict';

import { useEditor } from '../harness/editorStage';

const rows = Array.from({ length: 24 }, (_, at) => JSON.stringify({ prompt: `Question ${String(at)}: how do I keep bread fresh for ${String(at + 1)} days?`, chosen: ` Keep it in a paper bag, away from the sun, number ${String(at * 7)}.`, rejected: ` No idea, ask the baker about ${String(at % 5)}.` }));

describe('two score sets of a file', () => {
  const workbench = useEditor({ files: { 'bread.jsonl': `${rows.join('\n')}\n` } });
  const panel = () => workbench.webviewFrame('Compare: bread.jsonl');

  it('are chosen from a list, compared and shown with their figures', async () => {
    await workbench.openFile('bread.jsonl');
    await workbench.runCommand('Preflens: Compare Scores…');
    await workbench.choose('This file with the current models');
    await workbench.choose('Another convention…');
    await workbench.choose('mitchell');
    const frame = await panel();
    await frame.getByRole('heading', { name: 'Two score sets' }).waitFor({ timeout: 180_000 });
    const text = await frame.getByRole('main').innerText();
    assert.match(text, /24 pairs, matched row by row/);
    assert.match(text, /Spearman\s+[−\d.]+ \([−\d.]+ to [−\d.]+\)/u);
    await workbench.screenshot('compare');
  });

  it('a box drawn by keys lists its pairs, and one of them leads to its row', async () => {
    const frame = await panel();
    const plot = frame.getByRole('application', { name: /Margins of A/ });
    await plot.focus();
    for (let times = 0; times < 4; times++) await plot.press('-');
    await plot.press('Enter');
    await plot.press('Enter');
    await frame.getByRole('tab', { name: /Selected \(24\)/ }).waitFor();
    const link = frame.getByRole('tabpanel').getByRole('button', { name: /^Row \d+$/ }).first();
    const row = /\d+/.exec(await link.innerText())?.[0] ?? '';
    await link.click();
    await workbench.waitForStatusBar(new RegExp(`Ln ${row}, Col`));
  });

  for (const theme of ['light', 'dark', 'hc'] as const) {
    it(`can be looked at in the theme ${theme}`, async () => {
      await workbench.setTheme(theme);
      const frame = await panel();
      await frame.getByRole('heading', { name: 'Two score sets' }).waitFor();
      await workbench.screenshot(`compare-${theme}`);
    });
  }

  it('is about its file: the overview comes without an editor in front', async () => {
    await workbench.page.locator('.tab', { hasText: 'Compare: bread.jsonl' }).click();
    await workbench.runCommand('Preflens: Show Overview');
    const overview = await workbench.webviewFrame('Overview: bread.jsonl');
    await overview.getByRole('heading', { name: 'How good are the labels?' }).waitFor();
  });
});
