import { cp, mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { locateRows } from '../../src/app/locateRows';
import { scoreRows, type RowResult, type ScoreRowsOptions } from '../../src/app/scoreRows';
import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import { ModelsReplacedError } from '../../src/core/errors';
import type { EvaluationOutcome, EvaluationRequest, Scorer } from '../../src/core/ports';
import { pairScoreSchema, type PairScore } from '../../src/core/scoring/pairScore';
import { defaultScoringSettings } from '../../src/core/scoring/settings';
import { CountingScorer } from '../../src/editor/models/countingScorer';
import { RememberedIdentityScorer } from '../../src/engine/rememberedIdentityScorer';
import type { WorkerScorer } from '../../src/engine/workerScorer';
import { openRowSource } from '../../src/io/openRowSource';
import { FileScoreStore } from '../../src/io/scoreStore/fileScoreStore';
import { buildBundles, bundles } from './support/bundles';
import { embedded, evaluateAll, makeScorer, requestsOf, silentLog, standard } from './support/models';
import { runCli } from './support/runCli';

let folder = '';
const open: { dispose(): Promise<void> }[] = [];

beforeAll(async () => {
  await buildBundles();
  folder = await mkdtemp(path.join(tmpdir(), 'preflens-stored-'));
  await cp(embedded.policy, path.join(folder, 'policy'), { recursive: true });
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.dispose();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const policy = () => path.join(folder, 'policy');
const weights = () => path.join(policy(), 'model.onnx');

interface Opened {
  readonly worker: WorkerScorer;
  readonly scorer: Scorer;
  readonly store: FileScoreStore;
}

function openModels(models: { policy: string; reference: string | null; allFigures?: boolean } = { policy: policy(), reference: embedded.reference }): Opened {
  const store = new FileScoreStore({ folder: path.join(folder, 'store'), maximalBytes: 1e8, log: silentLog });
  const worker = makeScorer(models);
  const options = { workerFile: bundles.worker, ...models, convention: 'trl', maxLength: 1024 } as const;
  const scorer = new RememberedIdentityScorer(worker, options, store.blobs('models'));
  open.push(scorer, store);
  return { worker, scorer, store };
}

async function scoreFile(file: string, { scorer, store }: Opened, more: Partial<ScoreRowsOptions> = {}): Promise<{ results: RowResult[]; asked: number }> {
  const source = await openRowSource(file);
  let asked = 0;
  const options = { settings: defaultScoringSettings, reader: await openDatasetReader(source), tokens: false, store, ...more };
  const results: RowResult[] = [];
  for await (const result of scoreRows(source, locateRows(source), new CountingScorer(scorer, () => asked++), options)) results.push(result);
  await store.flush();
  return { results, asked };
}

const row = (index: number) => JSON.stringify({ prompt: `Number ${String(index)}: `, chosen: `It is ${String(index)}.`, rejected: 'No idea.' });

async function writeRows(name: string, rows: readonly string[]): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `${rows.join('\n')}\n`);
  return file;
}

describe('a file that was scored before', () => {
  it('shows the same figures without the models being loaded; an edited row is scored alone', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => row(index));
    const file = await writeRows('rows.jsonl', rows);
    const first = openModels();
    const before = await scoreFile(file, first);
    expect(before.asked).toBe(30);
    const again = openModels();
    const after = await scoreFile(file, again);
    expect(after).toEqual({ results: before.results, asked: 0 });
    expect(again.worker.processId).toBeUndefined();
    rows[7] = row(1000);
    const edited = await scoreFile(await writeRows('rows.jsonl', rows), again);
    expect(edited.asked).toBe(1);
    expect(edited.results.filter((_, index) => index !== 7)).toEqual(before.results.filter((_, index) => index !== 7));
  });

  it('gives its pooled states from the store as well, once they were asked for', async () => {
    const file = await writeRows('pooled.jsonl', Array.from({ length: 12 }, (_, index) => row(index + 200)));
    const plain = await scoreFile(file, openModels());
    const first = await scoreFile(file, openModels(), { pooled: true });
    expect(first.asked).toBe(12);
    expect(first.results.map((result) => ({ ...result, stateDifference: undefined }))).toEqual(plain.results.map((result) => ({ ...result, stateDifference: undefined })));
    expect(first.results.every((result) => result.kind === 'scored' && result.stateDifference?.length === 192)).toBe(true);
    const again = openModels();
    expect(await scoreFile(file, again, { pooled: true })).toEqual({ results: first.results, asked: 0 });
    expect(again.worker.processId).toBeUndefined();
    expect(await scoreFile(file, again)).toEqual({ results: plain.results, asked: 0 });
  });

  it('with a row that the convention refuses needs no model either', async () => {
    const file = await writeRows('refused.jsonl', [row(1), JSON.stringify({ prompt: [{ role: 'user', content: 'a' }], chosen: [{ role: 'nobody', content: 'b' }], rejected: [{ role: 'assistant', content: 'c' }] })]);
    const before = await scoreFile(file, openModels());
    const again = openModels();
    expect(await scoreFile(file, again)).toEqual({ results: before.results, asked: before.results.filter((result) => result.kind === 'unscored' && result.code === 'inference-failed').length });
  });

  it('streams, however many rows are known', async () => {
    const file = await writeRows('many.jsonl', Array.from({ length: 1500 }, (_, index) => row(index % 30)));
    const opened = openModels();
    const { asked } = await scoreFile(file, opened);
    expect(asked).toBeLessThan(60);
    const source = await openRowSource(file);
    const options = { settings: defaultScoringSettings, reader: await openDatasetReader(source), tokens: false, store: opened.store };
    let read = 0;
    const locations = async function* () {
      for await (const location of locateRows(source)) {
        read++;
        yield location;
      }
    };
    for await (const result of scoreRows(source, locations(), opened.scorer, options)) {
      expect(read - result.row).toBeLessThan(600);
    }
    expect(read).toBe(1500);
  });
});

describe('another policy with the same reference', () => {
  it('comes to the same bits, though the reference is not run again', async () => {
    const file = await writeRows('shared.jsonl', Array.from({ length: 10 }, (_, index) => row(index + 500)));
    // KL, measured for small vocabularies unless told, needs the reference's whole distribution.
    await scoreFile(file, openModels({ policy: policy(), reference: embedded.reference, allFigures: false }));
    const other = { policy: embedded.reference, reference: embedded.reference, allFigures: false };
    const spared = openModels(other);
    const given: EvaluationRequest[] = [];
    const watching: Scorer = {
      identify: (signal) => spared.scorer.identify(signal),
      evaluate: (requests, signal) => spared.scorer.evaluate(noting(requests, given), signal),
      dispose: () => Promise.resolve(),
    };
    const { results } = await scoreFile(file, { ...spared, scorer: watching });
    expect(given.filter(({ reference }) => reference !== undefined)).toHaveLength(10);
    const store = new FileScoreStore({ folder: path.join(folder, 'none'), maximalBytes: 0, log: silentLog });
    expect(results).toEqual((await scoreFile(file, { ...openModels(other), store })).results);
  });
});

async function* noting(requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>, into: EvaluationRequest[]): AsyncGenerator<EvaluationRequest> {
  for await (const request of requests) {
    into.push(request);
    yield request;
  }
}

describe('model files that change', () => {
  const restore = () => cp(path.join(embedded.policy, 'model.onnx'), weights());
  afterEach(restore);

  it('are loaded anew before anything is said of them', async () => {
    const before = await openModels().scorer.identify();
    await cp(path.join(embedded.reference, 'model.onnx'), weights());
    const changed = await openModels().scorer.identify();
    expect(changed.policyHash).not.toBe(before.policyHash);
    await restore();
    expect(await openModels().scorer.identify()).toEqual(before);
  });

  it('while they are in use end the run instead of mixing two models, and the next run has the new one', async () => {
    const { scorer } = openModels();
    const before = await scorer.identify();
    const pairs = Array.from({ length: 40 }, (_, index) => standard(`Changing ${String(index)}`, 'yes', 'no'));
    const outcomes: EvaluationOutcome[] = [];
    const run = (async () => {
      for await (const outcome of scorer.evaluate(requestsOf(pairs))) {
        outcomes.push(outcome);
        if (outcomes.length !== 5) continue;
        await cp(path.join(embedded.reference, 'model.onnx'), `${weights()}.new`);
        await rename(`${weights()}.new`, weights());
      }
    })();
    await expect(run).rejects.toSatisfy(ModelsReplacedError.is);
    const undisturbed = await evaluateAll(makeScorer({ policy: embedded.policy, reference: embedded.reference }), pairs.slice(0, outcomes.length));
    expect(outcomes).toEqual(undisturbed);
    expect((await scorer.identify()).policyHash).not.toBe(before.policyHash);
  });

  it('with another time but the same bytes are the same model', async () => {
    const before = await openModels().scorer.identify();
    const { mtimeMs } = await stat(weights());
    await utimes(weights(), new Date(), new Date(mtimeMs + 60_000));
    const again = openModels();
    expect(await again.scorer.identify()).toEqual(before);
    expect(again.worker.processId).toBeDefined();
  });
});

describe('the command line', () => {
  it('writes the columns of TRL into the rows, and takes them as a reference', async () => {
    const rows = ['{"prompt": "a ", "chosen": "b", "rejected": "c", "id": 12345678901234567890, "reference_chosen_logps": -1}', '{"prompt": "broken', row(3)];
    const file = await writeRows('columns.jsonl', rows);
    const written = await runCli(['score', file, '--trl-columns']);
    expect(written).toMatchObject({ status: 0 });
    expect(written.stderr).toContain('1 pairs have no figures of their own and are left out (lines 2)');
    const lines = written.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    // Digits that a parsed number would lose are still there.
    expect(lines[0]).toContain('"id": 12345678901234567890, "reference_chosen_logps": -1');
    const withColumns = await writeRows('with-columns.jsonl', lines);
    const own = scoresOf((await runCli(['score', withColumns])).stdout);
    expect(own.map(({ referenceColumns }) => referenceColumns)).toEqual(
      own.map(({ chosen, rejected }) => ({ chosen: chosen.referenceLogProbability, rejected: rejected.referenceLogProbability, chosenDifference: 0, rejectedDifference: 0 })),
    );
    const taken = scoresOf((await runCli(['score', withColumns, '--reference', 'columns'])).stdout);
    expect(taken.map(({ rewardMargin }) => rewardMargin)).toEqual(own.map(({ rewardMargin }) => rewardMargin));
    expect(taken.map(({ referenceHash }) => referenceHash)).toEqual(['columns', 'columns']);
  });

  it('says that columns need a reference', async () => {
    const { status, stderr } = await runCli(['score', await writeRows('one.jsonl', [row(1)]), '--trl-columns', '--reference', 'none']);
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('name one with --reference') as string });
  });

  it('scores a second time from the store, byte for byte, and clears it when told', async () => {
    const environment = { PREFLENS_STORE: path.join(folder, 'cli-store') };
    const file = await writeRows('twice.jsonl', [row(1), row(2), row(3)]);
    const first = await runCli(['score', file], { environment });
    const second = await runCli(['score', file], { environment });
    expect(second.stdout).toBe(first.stdout);
    expect((await runCli(['score', file, '--no-store'], { environment })).stdout).toBe(first.stdout);
    const held = JSON.parse((await runCli(['store'], { environment })).stdout) as { bytes: number };
    expect(held.bytes).toBeGreaterThan(500);
    await runCli(['store', '--clear'], { environment });
    expect(JSON.parse((await runCli(['store'], { environment })).stdout)).toMatchObject({ files: 0, bytes: 0 });
    expect(await readFile(file, 'utf8')).toContain('Number 1');
  });
});

function scoresOf(stdout: string): PairScore[] {
  return stdout.trimEnd().split('\n').map((line) => pairScoreSchema.parse(JSON.parse(line)));
}
