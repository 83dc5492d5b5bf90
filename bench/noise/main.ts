import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { gatherEvidence } from '../../src/app/lint/gatherEvidence';
import { surveyPairs, type Survey } from '../../src/app/lint/surveyPairs';
import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import type { PairTexts } from '../../src/core/dataset/preferencePair';
import type { EvidenceTable } from '../../src/core/noise/evidence/evidenceTable';
import { InProcessProbeTrainer } from '../../src/core/noise/probe/inProcessProbeTrainer';
import { judgeEvidence } from '../../src/core/noise/verdict/judgement';
import type { Interval } from '../../src/core/noise/lintReport';
import { embeddedModels } from '../../src/engine/embeddedModels';
import { WorkerScorer } from '../../src/engine/workerScorer';
import { contentHash } from '../../src/io/contentHash';
import { openRowSource } from '../../src/io/openRowSource';
import { FileScoreStore } from '../../src/io/scoreStore/fileScoreStore';
import { baseFiles, type BaseFile } from './basePairs';
import { cleanlab } from './cleanlabPeer';
import { flipKinds, flippedRows, swapped, type FlipKind } from './flips';
import { perplexityMixtureRate } from './perplexityMixture';
import { bootstrap, rankingFigures, type Range } from './rankingFigures';

const seed = 20260;
const log = { info: () => undefined, warn: console.error, error: console.error };

interface Condition {
  readonly kind: FlipKind;
  readonly share: number;
}

/** One way to suspect labels: how suspicious each pair is, and the share of wrong labels that it estimates, where it does. */
interface Contender {
  readonly name: string;
  readonly suspicion: ArrayLike<number>;
  readonly rate: number | null;
}

interface Bench {
  readonly root: string;
  readonly folder: string;
  readonly scorer: WorkerScorer;
  readonly store: FileScoreStore;
  readonly repeats: number;
}

/** Prints Markdown: for each file, flip and contender the figures with 95 % intervals; then the rates. */
export async function benchNoise(root: string, flags: readonly string[]): Promise<void> {
  const data = process.env['PREFLENS_BENCH_DATA'] ?? path.join(root, '../shared/data/preferences');
  const folder = path.join(root, '.cache/bench/noise');
  const quick = flags.includes('--quick');
  const wanted = flags.find((flag) => flag.startsWith('--files='))?.slice(8).split(',');
  const store = new FileScoreStore({ folder: path.join(folder, 'scores'), maximalBytes: 2e9, log });
  const scorer = new WorkerScorer({ workerFile: path.join(folder, 'worker.cjs'), ...embeddedModels(root), convention: 'trl', maxLength: 1024, threads: 1, cacheFolder: path.join(folder, 'models'), background: false, log });
  const bench: Bench = { root, folder, scorer, store, repeats: quick ? 100 : 500 };
  try {
    for (const file of await baseFiles(root, data)) {
      if (!wanted || wanted.includes(file.name)) await benchFile(bench, file, quick ? [0.2] : [0.1, 0.2, 0.3]);
    }
  } finally {
    await scorer.dispose();
    await store.dispose();
  }
}

async function benchFile(bench: Bench, file: BaseFile, shares: readonly number[]): Promise<void> {
  console.log(`\n### ${file.name}: ${String(file.pairs.length)} pairs\n`);
  const clean = await measure(bench, file, null);
  const base = clean.judged.rate.interval;
  console.log(`Unflipped: estimated rate ${rateText(base, clean.judged.rate.identified)}, ceiling ${intervalText(clean.ceiling)}.\n`);
  console.log('| flips | evidence | AUROC | average precision | precision at estimated rate | estimated rate (flipped) |');
  console.log('|---|---|---|---|---|---|');
  for (const kind of flipKinds) for (const share of shares) await benchCondition(bench, file, { kind, share });
}

async function benchCondition(bench: Bench, file: BaseFile, condition: Condition): Promise<void> {
  const flips = flippedRows(file.pairs, condition.kind, condition.share, seed);
  const measured = await measure(bench, file, { ...condition, flips });
  const flipped = Uint8Array.from(file.pairs, (_, row) => (flips.has(row) ? 1 : 0));
  const truth = flips.size / file.pairs.length;
  const contenders = contendersOf(bench, measured);
  const together = contenders.findIndex(({ name }) => name === 'all together');
  const rateOf = ({ rate }: Contender) => rate ?? contenders[together]?.rate ?? condition.share;
  const figures = (rows: readonly number[]) => {
    const each = contenders.map((contender) => rankingFigures(contender.suspicion, flipped, rows, rateOf(contender)));
    return each.flatMap(({ auroc, averagePrecision, precisionAtRate }) => [auroc, averagePrecision, precisionAtRate]);
  };
  const ranges = bootstrap(measured.survey.groups, bench.repeats, seed, figures);
  const label = `${condition.kind} ${percent(truth)}`;
  contenders.forEach((contender, index) => {
    const [auroc, precision, atRate] = ranges.slice(3 * index, 3 * index + 3);
    const rate = index === together ? rateText(measured.judged.rate.interval, measured.judged.rate.identified) : contender.rate === null ? '' : percent(contender.rate);
    console.log(`| ${label} | ${contender.name} | ${rangeText(auroc)} | ${rangeText(precision)} | ${rangeText(atRate)} | ${rate} |`);
  });
  console.error(`${file.name}, ${label}: weights ${measured.judged.combined.weights.map(({ source, weight }) => `${source} ${weight.toFixed(2)}`).join(', ')}`);
}

function contendersOf({ root }: Bench, { evidence, judged, longer }: Measured): readonly Contender[] {
  const against = (scores: Float64Array) => Float64Array.from(scores, (score) => (Number.isNaN(score) ? 0 : -score));
  const sources = evidence.sources.map((source) => {
    const scores = evidence.scoresOf(source) ?? new Float64Array(0);
    const rate = source === 'perplexity-difference' ? perplexityMixtureRate(scores) : (judged.rates.get(source)?.interval?.estimate ?? null);
    return { name: source === 'perplexity-difference' ? "perplexity-difference (PerpCorrect's score)" : source, suspicion: against(scores), rate };
  });
  const peers = (['probe-text', 'probe-states'] as const).flatMap((source) => {
    const scores = evidence.scoresOf(source);
    const result = scores && cleanlab(root, scores, seed);
    return result ? [{ name: `cleanlab on ${source}`, suspicion: result.suspicion, rate: result.rate }] : [];
  });
  const all = { name: 'all together', suspicion: against(judged.combined.scores), rate: judged.rate.interval?.estimate ?? null };
  return [all, ...sources, { name: 'longest wins', suspicion: against(longer), rate: null }, ...peers];
}

interface Measured {
  readonly survey: Survey;
  readonly evidence: EvidenceTable;
  readonly judged: ReturnType<typeof judgeEvidence>;
  readonly ceiling: Interval | null;
  /** Characters of chosen − of rejected. */
  readonly longer: Float64Array;
}

async function measure(bench: Bench, file: BaseFile, condition: (Condition & { readonly flips: ReadonlySet<number> }) | null): Promise<Measured> {
  const rows = file.pairs.map((texts, row) => (condition?.flips.has(row) ? swapped(texts) : texts));
  const name = `${file.name.replace(/[^a-z]+/gi, '-')}-${condition ? `${condition.kind}-${String(condition.share)}` : 'clean'}.jsonl`;
  const place = path.join(bench.folder, 'files', name);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, rows.map((texts) => `${JSON.stringify(rowOf(texts))}\n`).join(''));
  const source = await openRowSource(place);
  try {
    const reader = await openDatasetReader(source);
    const probe = { trainer: new InProcessProbeTrainer() };
    const survey = await surveyPairs(source, reader, { hash: contentHash, probe });
    if (survey.pairs.length !== rows.length) throw new Error(`${name} has ${String(rows.length)} rows but ${String(survey.pairs.length)} pairs`);
    const { evidence, probe: figures } = await gatherEvidence(source, reader, survey, { probe, store: bench.store, scorers: file.models ? [bench.scorer] : [] });
    if (!evidence) throw new Error(`nothing was said of ${name}`);
    const { chosenLengths, rejectedLengths } = survey.pairs;
    const longer = Float64Array.from(chosenLengths, (length, row) => length - (rejectedLengths[row] ?? 0));
    return { survey, evidence, judged: judgeEvidence(evidence, survey.groups), ceiling: figures.ceiling, longer };
  } finally {
    await source.close();
  }
}

/** As TRL has it: an explicit prompt and two responses. */
function rowOf({ prompt, chosen, rejected }: PairTexts): object {
  return { prompt, chosen, rejected };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function rangeText(range: Range | undefined): string {
  return range ? `${range.value.toFixed(3)} (${range.low.toFixed(3)}–${range.high.toFixed(3)})` : '';
}

function intervalText(interval: Interval | null): string {
  return interval ? `${percent(interval.estimate)} (${percent(interval.low)}–${percent(interval.high)})` : 'unknown';
}

function rateText(interval: Interval | null, identified: boolean): string {
  if (interval === null) return 'unknown';
  return identified ? intervalText(interval) : `not identifiable, at most ${percent(interval.high)}`;
}
