import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';

import type { PreflensInspection } from '../../src/editor/inspection';
import { closeAll, extensionPath, freshRows, open, pairRow, pause, preflens, score, until, workspaceFile, writeDataset } from './support';

interface Measurement {
  readonly name: string;
  readonly rows: number;
  readonly seconds: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly maximalMilliseconds: number;
}

/** The thread is shared by all extensions of the window: while it is blocked, nobody's completions come. */
describe('the extension host while a file is scored', function () {
  this.timeout(300_000);
  const measurements: Measurement[] = [];
  let inspection: PreflensInspection;
  before(async () => {
    inspection = await preflens();
  });
  afterEach(closeAll);
  after(() => {
    const file = process.env['PREFLENS_EVENT_LOOP_REPORT'] || path.join(extensionPath(), 'test', 'artifacts', 'host', 'event-loop-delay.json');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(measurements, null, 2)}\n`);
  });

  async function measure(name: string, uri: vscode.Uri): Promise<Measurement> {
    const note = await openNote();
    const histogram = monitorEventLoopDelay({ resolution: 5 });
    const startedAt = Date.now();
    const scoring = score(uri);
    histogram.enable();
    let isOver = false;
    void scoring.finally(() => (isOver = true));
    while (!isOver) {
      await note.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typing '));
      await pause(60);
    }
    await scoring;
    histogram.disable();
    const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e4) / 100;
    const measurement = {
      name,
      rows: inspection.summary(uri)!.done,
      seconds: (Date.now() - startedAt) / 1000,
      p50Milliseconds: milliseconds(histogram.percentile(50)),
      p99Milliseconds: milliseconds(histogram.percentile(99)),
      maximalMilliseconds: milliseconds(histogram.max),
    };
    measurements.push(measurement);
    return measurement;
  }

  it('is free on a file whose rows all go to the models', async () => {
    const uri = writeDataset('responsive.jsonl', freshRows(300, 'responsiveness'));
    await open(uri);
    const measured = await measure('fresh rows', uri);
    assert.equal(measured.rows, 300);
    assertFree(measured);
  });

  it('is free on 1,500 rows, most of them known', async () => {
    const texts = freshRows(90, 'repetition');
    const uri = writeDataset('repeated.jsonl', Array.from({ length: 1500 }, (_, index) => texts[index % texts.length]!));
    await open(uri);
    const measured = await measure('1,500 repeated rows', uri);
    assert.equal(measured.rows, 1500);
    assertFree(measured);
  });

  it('is free on a large file that is known already', async () => {
    const uri = writeDataset('large-and-busy.jsonl', Array.from({ length: 20_000 }, () => pairRow('the same large row')));
    await open(uri);
    const measured = await measure('20,000 known rows', uri);
    assert.equal(measured.rows, 20_000);
    assertFree(measured);
  });

  async function openNote(): Promise<vscode.TextEditor> {
    const uri = workspaceFile('host/note.txt');
    mkdirSync(path.dirname(uri.fsPath), { recursive: true });
    writeFileSync(uri.fsPath, 'A note.\n');
    const editor = await vscode.window.showTextDocument(uri, { preview: false, viewColumn: vscode.ViewColumn.Two });
    await until('the note is open', () => vscode.window.activeTextEditor === editor);
    return editor;
  }
});

/** A host that is held never answers in between, so its longest hold is about as long as the run. Figures are in the artifact, and in bench/README.md. */
function assertFree({ maximalMilliseconds, seconds }: Measurement): void {
  assert.ok(maximalMilliseconds < seconds * 500, `one hold of ${maximalMilliseconds} ms in ${seconds} s`);
}
