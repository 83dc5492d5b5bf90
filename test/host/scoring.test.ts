import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';

import { locateRows } from '../../src/app/locateRows';
import { scoreRows, type RowResult } from '../../src/app/scoreRows';
import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import { defaultScoringSettings } from '../../src/core/scoring/settings';
import { toRowFigures } from '../../src/editor/figures/rowFigures';
import type { PreflensInspection } from '../../src/editor/inspection';
import { embeddedModels } from '../../src/engine/embeddedModels';
import { WorkerScorer } from '../../src/engine/workerScorer';
import { openRowSource } from '../../src/io/openRowSource';
import { closeAll, extensionPath, freshRows, open, pairRow, preflens, sample, score, until, withSettings, writeDataset } from './support';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function scoreWithoutEditor(file: string): Promise<RowResult[]> {
  const root = extensionPath();
  const scorer = new WorkerScorer({
    workerFile: path.join(root, 'dist', 'worker.js'),
    ...embeddedModels(root),
    convention: 'trl',
    maxLength: 1024,
    threads: 0,
    background: true,
    log: silent,
  });
  const source = await openRowSource(file);
  const results: RowResult[] = [];
  const options = { settings: defaultScoringSettings, reader: await openDatasetReader(source), tokens: false };
  for await (const result of scoreRows(source, locateRows(source), scorer, options)) results.push(result);
  await scorer.dispose();
  return results;
}

describe('scoring a dataset', function () {
  this.timeout(120_000);
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);

  it('gives what the use case gives, row by row', async () => {
    await open(sample());
    await score(sample());
    const expected = await scoreWithoutEditor(sample().fsPath);
    assert.equal(expected.length, 90);
    assert.deepEqual(inspection.results(sample()), expected.map((result) => toRowFigures([result])));
    assert.deepEqual(inspection.summary(sample()), {
      rows: 90,
      done: 90,
      scored: expected.filter(({ kind }) => kind === 'scored').length,
      unreadable: 0,
      unscored: expected.filter(({ kind }) => kind === 'unscored').length,
      withoutPair: 0,
      pairs: expected.filter(({ kind }) => kind === 'scored').length,
      agreeing: expected.filter((result) => result.kind === 'scored' && result.score.rewardMargin! > 0).length,
    });
    assert.match(inspection.statusText(), /90 pairs · \d+\s%.* agree/);
  });

  it('asks no model twice for the same pair', async () => {
    await score(sample());
    const before = inspection.requestCount();
    await score(sample());
    assert.equal(inspection.requestCount(), before);
    assert.equal(inspection.summary(sample())?.done, 90);
  });

  it('recomputes for another beta without a model', async () => {
    await score(sample());
    const [before] = inspection.results(sample());
    const requests = inspection.requestCount();
    await withSettings({ beta: 0.5 }, async () => {
      await until('figures have the new beta', () => inspection.results(sample()).length === 90 && inspection.results(sample()).every((row) => row.kind === 'scored' && row.beta === 0.5));
      const [after] = inspection.results(sample());
      assert.ok(before?.kind === 'scored' && after?.kind === 'scored');
      assert.ok(Math.abs(after.rewardMargin! - 5 * before.rewardMargin!) < 1e-9);
    });
    await until('figures have the old beta', () => inspection.results(sample()).length === 90 && inspection.results(sample()).every((row) => row.kind === 'scored' && row.beta === 0.1));
    assert.equal(inspection.requestCount(), requests);
  });

  it('lists unreadable rows in the Problems view, where they break', async () => {
    const uri = writeDataset('broken.jsonl', [pairRow('fine'), '{"prompt": "x", "chosen": }', '', '[1, 2]', '{"prompt": "only"}']);
    await open(uri);
    await score(uri);
    assert.equal(inspection.summary(uri)?.unreadable, 3);
    await until('diagnostics are there', () => vscode.languages.getDiagnostics(uri).length === 3);
    const diagnostics = vscode.languages.getDiagnostics(uri);
    assert.deepEqual(diagnostics.map(({ range }) => range.start.line), [1, 3, 4]);
    assert.deepEqual(diagnostics.map(({ code }) => code), ['invalid-json', 'not-an-object', 'missing-field']);
    assert.ok(diagnostics.every(({ source, severity }) => source === 'Preflens' && severity === vscode.DiagnosticSeverity.Error));
    assert.equal(diagnostics[0]!.range.start.character, 26);
    assert.match(inspection.statusText(), /1 pair .*3 unreadable/);
  });

  it('stops at a bounded number of diagnostics and counts the rest', async () => {
    const uri = writeDataset('many-broken.jsonl', Array.from({ length: 450 }, () => '{'));
    await score(uri);
    // The rows come in bundles, and the list grows with them.
    await until('all diagnostics are there', () => vscode.languages.getDiagnostics(uri).length > 200);
    const diagnostics = vscode.languages.getDiagnostics(uri);
    assert.equal(diagnostics.length, 201);
    assert.match(diagnostics[200]!.message, /250 more rows/);
    assert.equal(diagnostics[200]!.range.start.line, 200);
  });

  it('keeps what is scored when stopped, and goes on from there', async () => {
    const uri = writeDataset('stopped.jsonl', freshRows(400, 'stopping'));
    await open(uri);
    const start = inspection.requestCount();
    const scoring = score(uri);
    await until('some rows are scored', () => (inspection.summary(uri)?.done ?? 0) >= 20);
    await vscode.commands.executeCommand('preflens.cancelScoring', uri);
    await scoring;
    const done = inspection.summary(uri)!.done;
    assert.ok(done >= 20 && done < 400, `${done} rows are scored`);
    assert.equal(inspection.isBusy(uri), false);
    assert.match(inspection.statusText(), /of 400 pairs/);
    await score(uri);
    assert.equal(inspection.summary(uri)?.done, 400);
    const twice = inspection.requestCount() - start - 400;
    assert.ok(twice <= 8, `${twice} rows were asked twice: those on their way when it was stopped`);
  });

  it('finishes although the inference process is killed', async () => {
    const uri = writeDataset('killed.jsonl', freshRows(200, 'killing'));
    const scoring = score(uri);
    await until('some rows are scored', () => (inspection.summary(uri)?.done ?? 0) >= 10);
    const killed = inspection.workerProcessId()!;
    process.kill(killed, 'SIGKILL');
    await scoring;
    assert.notEqual(inspection.workerProcessId(), killed);
    assert.deepEqual(inspection.summary(uri), { ...inspection.summary(uri)!, done: 200, scored: 200 });
  });

  it('says why a model is refused', async () => {
    const uri = writeDataset('refused.jsonl', freshRows(2, 'refusing'));
    await withSettings({ 'models.policy': path.join(extensionPath(), 'media', 'sample') }, async () => {
      // The message waits for an answer that nobody gives here, so the command is not waited for.
      void score(uri);
      await until('the problem is known', () => inspection.problem(uri) !== null);
      assert.match(inspection.problem(uri)!, /sample.*\.onnx/);
      assert.equal(inspection.isBusy(uri), false);
    });
    await score(uri);
    assert.equal(inspection.summary(uri)?.scored, 2);
    assert.equal(inspection.problem(uri), null);
  });

  it('marks figures stale when other models are chosen', async () => {
    const uri = writeDataset('stale.jsonl', freshRows(3, 'staleness'));
    await score(uri);
    assert.equal(inspection.isStale(uri), false);
    await withSettings({ 'models.reference': 'none' }, async () => {
      await until('the figures are stale', () => inspection.isStale(uri));
      await score(uri);
      assert.equal(inspection.isStale(uri), false);
      const [row] = inspection.results(uri);
      assert.ok(row?.kind === 'scored' && row.rewardMargin === null && row.likelihoodMargin !== null);
    });
  });
});
