import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';

const row = (prompt: string, chosen: string, rejected: string) => JSON.stringify({ prompt, chosen, rejected });
const rows = [
  ...Array.from({ length: 8 }, (_, at) => row(`How long do I boil ${String(at + 2)} eggs?`, ` Eight minutes for ${String(at + 2)} of them.`, ' Until they are done.')),
  row('What is the capital of France?', ' Paris.', ' Paris.'),
];

describe('the report of a dataset', () => {
  const workbench = useEditor({ files: { 'eggs.jsonl': `${rows.join('\n')}\n` } });

  /** The dialog of a remote window: its proposal is taken, or another path in its place. */
  async function saveAs(proposed: string, target = proposed): Promise<void> {
    const input = workbench.page.locator('.quick-input-widget:visible input').first();
    await waitFor('the proposed file', async () => ((await input.inputValue().catch(() => '')) === proposed ? true : undefined));
    if (target !== proposed) await input.fill(target);
    await input.press('Enter');
  }

  it('is written where the dialog says, with findings, pictures and texts, after unsaved text was saved', async () => {
    await workbench.openFile('eggs.jsonl');
    await workbench.runCommand('Preflens: Score Dataset');
    await workbench.waitForStatusBar(/9 pairs · /, 90_000);
    await workbench.editor.locator('.view-line').first().click({ position: { x: 200, y: 8 } });
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.insertText(`${row('Are eggs round?', ' Nearly.', ' Square.')}\n`);
    await workbench.page.locator('.tab.dirty').waitFor();
    await workbench.runCommand('Preflens: Export Report…');
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Save' }).click();
    await workbench.page.locator('.quick-input-list', { hasText: 'Without texts' }).waitFor();
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'With the worst pairs' }).click();
    const target = path.join(workbench.folder, 'eggs.jsonl.report.html');
    await saveAs(target);
    await workbench.notification('The report is in eggs.jsonl.report.html.', 120_000);
    assert.ok((await workbench.readWorkspaceFile('eggs.jsonl')).startsWith('{"prompt":"Are eggs round?"'));
    const html = await workbench.readWorkspaceFile('eggs.jsonl.report.html');
    for (const text of ['10 pairs', 'identical-responses', 'What is the capital of France?', '<svg']) assert.ok(html.includes(text), text);
    const page = await workbench.page.context().newPage();
    await page.goto(pathToFileURL(target).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.ok((await page.locator('svg').count()) > 0);
    await page.screenshot({ path: path.join('test', 'artifacts', 'e2e', 'report.png') });
    await page.close();
  });

  it('is Markdown without a word of the dataset where that is asked for, and nothing after Escape', async () => {
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.runCommand('Preflens: Export Report…');
    await workbench.page.locator('.quick-input-list', { hasText: 'Without texts' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('Preflens: Export Report…');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Without texts' }).click();
    const target = path.join(workbench.folder, 'eggs.md');
    await saveAs(path.join(workbench.folder, 'eggs.jsonl.report.html'), target);
    await workbench.notification('The report is in eggs.md.', 120_000);
    const markdown = await workbench.readWorkspaceFile('eggs.md');
    assert.match(markdown, /^# /);
    assert.ok(markdown.includes('identical-responses') && !markdown.includes('capital of France') && !markdown.includes('Nearly'));
    assert.equal(existsSync(`${target}.html`), false);
  });
});
