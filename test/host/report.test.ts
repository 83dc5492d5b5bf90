import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { overviewProtocolVersion as version } from '../../src/shared/overviewProtocol';
import { closeAll, freshRows, open, pairRow, preflens, until, withAnswers, writeDataset } from './support';

const secret = 'the lighthouse keeper of Skerryvore';
const rows = [...freshRows(4, 'report'), pairRow(`Who is ${secret}?`, ' nobody at all', ' nobody at all')];
const exportReport = (uri: vscode.Uri) => vscode.commands.executeCommand('preflens.exportReport', uri);

describe('exporting a report', function () {
  this.timeout(120_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  function fresh(name: string): { readonly uri: vscode.Uri; readonly target: vscode.Uri } {
    const uri = writeDataset(`${name}.jsonl`, rows);
    const target = vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, name.endsWith('-md') ? '.report.md' : '.report.html'));
    rmSync(target.fsPath, { force: true });
    return { uri, target };
  }

  it('writes a web page with the worst pairs', async () => {
    const { uri, target } = fresh('page');
    const asked = await withAnswers({ pick: 'With the worst pairs', saveAs: target }, () => exportReport(uri));
    assert.deepEqual(asked.picks, [['With the worst pairs', 'Without texts']]);
    assert.equal(asked.suggested?.fsPath, `${uri.fsPath}.report.html`);
    assert.deepEqual(asked.said, ['The report is in page.report.html.']);
    const text = readFileSync(target.fsPath, 'utf8');
    assert.match(text, /^<!doctype html>/i);
    assert.match(text, /<\/html>\s*$/i);
    assert.ok(text.includes('page.jsonl') && text.includes('identical-responses') && text.includes(secret));
    assert.ok(!/<script/i.test(text));
  });

  it('writes Markdown without a word of the dataset', async () => {
    const { uri, target } = fresh('plain-md');
    await withAnswers({ pick: 'Without texts', saveAs: target }, () => exportReport(uri));
    const text = readFileSync(target.fsPath, 'utf8');
    assert.match(text, /^# /);
    assert.ok(text.includes('plain-md.jsonl') && text.includes('identical-responses'));
    assert.ok(!text.includes('Skerryvore') && !text.includes('nobody at all'));
  });

  it('is offered by the overview', async () => {
    const { uri, target } = fresh('offered');
    await vscode.commands.executeCommand('preflens.showOverview', uri);
    await until('the overview shows the file', () => inspection.overview(uri)?.figures.pairs === rows.length);
    await withAnswers({ pick: 'With the worst pairs', saveAs: target }, async () => {
      inspection.overviewAsked(uri, { version, type: 'exportReport' });
      await until('the report is written', () => existsSync(target.fsPath));
    });
    assert.ok(readFileSync(target.fsPath, 'utf8').includes('offered.jsonl'));
  });

  it('writes nothing when a question is left unanswered, and never over the dataset', async () => {
    const { uri, target } = fresh('unanswered');
    const before = readFileSync(uri.fsPath, 'utf8');
    await withAnswers({ pick: undefined, saveAs: target }, () => exportReport(uri));
    await withAnswers({ pick: 'Without texts', saveAs: undefined }, () => exportReport(uri));
    const { said } = await withAnswers({ pick: 'Without texts', saveAs: uri }, () => exportReport(uri));
    assert.deepEqual(said, ['That is the dataset itself; give the report another name.']);
    assert.equal(existsSync(target.fsPath), false);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), before);
  });

  it('of unsaved changes has them saved first', async () => {
    // A test that is tried again must not find the document that its first try left.
    const { uri, target } = fresh(`unsaved-report-${String(Date.now())}`);
    const editor = await open(uri);
    const last = 'a question that came last';
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${pairRow(last)}\n`));
    const refused = await withAnswers({ pick: 'Without texts', saveAs: target, button: undefined }, () => exportReport(uri));
    assert.deepEqual(refused.said, ['The file has unsaved changes. A report names its file by a hash, so save it first.']);
    assert.equal(existsSync(target.fsPath), false);
    const { said } = await withAnswers({ pick: 'With the worst pairs', saveAs: target, button: 'Save' }, () => exportReport(uri));
    assert.deepEqual(said.slice(1), [`The report is in ${path.basename(target.fsPath)}.`]);
    assert.ok(readFileSync(uri.fsPath, 'utf8').includes(last));
    assert.ok(readFileSync(target.fsPath, 'utf8').includes(`${String(rows.length + 1)} pairs`));
    // The window hears of it a moment after the file was written.
    await until('the file is saved', () => !editor.document.isDirty);
  });

  it('of text that cannot be saved is none, and says so', async () => {
    const { uri, target } = fresh(`conflict-${String(Date.now())}`);
    const editor = await open(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `${pairRow('a question of this window')}\n`));
    // Another program writes the file: VS Code saves nothing over it.
    const other = `${[...rows, pairRow('a question of another program')].join('\n')}\n`;
    writeFileSync(uri.fsPath, other);
    const { said } = await withAnswers({ pick: 'Without texts', saveAs: target, button: 'Save' }, () => exportReport(uri));
    assert.equal(said.at(-1), `${path.basename(uri.fsPath)} could not be saved, so nothing was done. Save it, then try again.`);
    assert.equal(existsSync(target.fsPath), false);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), other);
    assert.equal(editor.document.isDirty, true);
  });
});
