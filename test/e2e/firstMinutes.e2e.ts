import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { useEditor } from '../harness/editorStage';
import { waitFor } from '../harness/timeLimit';
import { chipTexts } from './chipTexts';

/** Counts what a person does (a click, a key, a text with Enter) and how long they wait, from the command that opens the sample. */
class Trial {
  private started = Date.now();
  private actions = 0;

  /** Time that no person spends. */
  ignores(milliseconds: number): void {
    this.started += milliseconds;
  }

  does(count = 1): void {
    this.actions += count;
  }

  get result() {
    return { actions: this.actions, seconds: Math.round((Date.now() - this.started) / 100) / 10 };
  }
}

describe('the first five minutes of a new user', () => {
  const workbench = useEditor({ settings: { 'editor.wordWrap': 'off', 'editor.minimap.enabled': false } });
  const results: Record<string, unknown> = {};
  let trial: Trial;

  before(() => {
    trial = new Trial();
  });
  after(() => writeFile(path.join('test', 'artifacts', 'e2e', 'first-minutes.json'), `${JSON.stringify(results, null, 2)}\n`));

  /** What the walkthrough shows of the moment, in both kinds of theme. */
  async function picture(name: string): Promise<void> {
    const before = Date.now();
    for (const theme of ['light', 'dark'] as const) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`walkthrough-${name}-${theme}`);
    }
    trial.ignores(Date.now() - before);
  }

  it('reach an explained pair', async () => {
    trial.does(2);
    await workbench.runCommand('Preflens: Open Sample Dataset');
    await workbench.page.locator('.tab.active', { hasText: 'preferences.jsonl' }).waitFor();
    await picture('open');
    trial.does();
    await (await workbench.notification(/planted faults/)).getByText('Score Dataset').click();
    await workbench.waitForStatusBar(/90 pairs/, 120_000);
    await waitFor('chips before the rows', async () => ((await chipTexts(workbench.page)).length > 20 ? true : undefined));
    await picture('score');
    trial.does();
    await workbench.editor.locator('.codelens-decoration a', { hasText: 'Explain pair 1' }).click();
    await (await workbench.webviewFrame('Pair 1')).getByText('Row 1 of 90').waitFor();
    results['first explained pair'] = trial.result;
    await picture('pair');
  });

  it('reach a cleaned export', async () => {
    await workbench.page.locator('.tab', { hasText: 'preferences.jsonl' }).click();
    trial = new Trial();
    trial.does(2);
    await workbench.runCommand('Preflens: Export Dataset…');
    trial.does();
    await workbench.page.locator('.quick-input-list', { hasText: 'A cleaned copy' }).waitFor();
    await picture('export');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'A cleaned copy' }).click();
    // The sample lies in a folder of the extension's; the workspace is proposed, and Enter takes it.
    const target = path.join(workbench.folder, 'preferences.export.jsonl');
    const input = workbench.page.locator('.quick-input-widget:visible input').first();
    await waitFor('the proposed file', async () => ((await input.inputValue().catch(() => '')) === target ? true : undefined));
    trial.does();
    await input.press('Enter');
    const told = await workbench.notification(/rows written to preferences\.export\.jsonl/, 60_000);
    results['cleaned export'] = trial.result;
    const [, rows, left] = /(\d+) rows written to preferences\.export\.jsonl; (\d+) left out/.exec(await told.innerText()) ?? [];
    assert.equal(Number(rows) + Number(left), 90);
    assert.ok(Number(left) > 0);
    const lines = (await readFile(target, 'utf8')).trimEnd().split('\n');
    assert.equal(lines.length, Number(rows));
    assert.ok(lines.every((line) => JSON.parse(line).chosen[0].content !== JSON.parse(line).rejected[0].content));
  });

  it('reach an attribution', async () => {
    await workbench.page.locator('.tab', { hasText: 'preferences.jsonl' }).click();
    await workbench.runCommand('Notifications: Clear All Notifications');
    trial = new Trial();
    trial.does();
    await workbench.editor.locator('.view-line').nth(1).click({ position: { x: 200, y: 8 } });
    trial.does(2);
    await workbench.runCommand('Preflens: Attribute Selected Prompt');
    const frame = await workbench.webviewFrame('Attribution of row 2', 60_000);
    await frame.locator('.run-line', { hasText: 'Done' }).waitFor({ timeout: 120_000 });
    results['attribution'] = trial.result;
    await picture('attribution');
  });

  it('reach a review of findings', async () => {
    await workbench.runCommand('Preflens: Open Sample with Every Finding');
    await workbench.page.locator('.tab.active', { hasText: 'findings.jsonl' }).waitFor();
    await workbench.runCommand('Preflens: Start Review');
    await waitFor('the first finding of the review', async () => {
      for (const frame of workbench.page.frames()) {
        const place = await frame.locator('.review:not([hidden]) .review-place').first().innerText({ timeout: 200 }).catch(() => undefined);
        if (place?.startsWith('1 of ')) return place;
      }
      return undefined;
    }, 60_000);
    await picture('review');
  });

  it('reach what is known of the whole file', async () => {
    await workbench.page.locator('.tab', { hasText: 'preferences.jsonl' }).click();
    await workbench.runCommand('Preflens: Show Overview');
    await workbench.page.locator('.tab.active', { hasText: /report|overview/i }).waitFor();
    await picture('overview');
  });
});
