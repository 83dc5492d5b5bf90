import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { gatherEvidence } from '../../src/app/lint/gatherEvidence';
import { inTurns } from '../../src/app/lint/inTurns';
import { surveyPairs, type Survey } from '../../src/app/lint/surveyPairs';
import { openDatasetReader } from '../../src/core/dataset/openDatasetReader';
import type { PairTexts } from '../../src/core/dataset/preferencePair';
import type { EvidenceTable } from '../../src/core/noise/evidence/evidenceTable';
import { lengthDifferences } from '../../src/core/noise/evidence/lengthParts';
import { InProcessProbeTrainer } from '../../src/core/noise/probe/inProcessProbeTrainer';
import { judgeEvidence, type Judgement } from '../../src/core/noise/verdict/judgement';
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

/** Of flips and of bootstraps; the way of combining evidence was chosen while looking at this one, so others are the fairer test. */
const usualSeed = 20260;
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
  /** One source of evidence, as against several or a baseline. */
  readonly isSingle: boolean;
}

interface Bench {
  readonly root: string;
  readonly folder: string;
  readonly scorer: WorkerScorer;
  readonly store: FileScoreStore;
  readonly repeats: number;
  readonly seed: number;
  /** Lines of Markdown. */
  readonly summary: string[];
  readonly details: string[];
}

/** Prints a Markdown table, and leaves another with all figures of all contenders (95 % bootstrap intervals, resampled by prompt) in .cache/bench/noise/table.md. */
export async function benchNoise(root: string, flags: readonly string[]): Promise<void> {
  const data = process.env['PREFLENS_BENCH_DATA'] ?? path.join(root, '../shared/data/preferences');
  const folder = path.join(root, '.cache/bench/noise');
  const quick = flags.includes('--quick');
  const wanted = flags.find((flag) => flag.startsWith('--files='))?.slice(8).split(',');
  const store = new FileScoreStore({ folder: path.join(folder, 'scores'), maximalBytes: 2e9, log });
  const scorer = new WorkerScorer({ workerFile: path.join(folder, 'worker.cjs'), ...embeddedModels(root), convention: 'trl', maxLength: 1024, threads: 1, cacheFolder: path.join(folder, 'models'), background: false, log });
  const bench: Bench = { root, folder, scorer, store, repeats: quick ? 100 : 500, seed: Number(flags.find((flag) => flag.startsWith('--seed='))?.slice(7) ?? usualSeed), summary: [...summaryHead], details: [] };
  try {
    for (const file of await baseFiles(root, data)) {
      if (!wanted || wanted.includes(file.name)) await benchFile(bench, file, quick ? [0.2] : [0.1, 0.2, 0.3]);
    }
  } finally {
    await scorer.dispose();
    await store.dispose();
  }
  const table = path.join(folder, 'table.md');
  writeFileSync(table, [...bench.summary, ...bench.details, ''].join('\n'));
  console.log(`${bench.summary.join('\n')}\n\nEach source of evidence and baseline: ${table}`);
}

const summaryHead = [
  '| file, pairs | flips | AUROC of all together | best single source | gain over it | cleanlab on the better probe; its rate | estimated rate | its error, points |',
  '|---|---|---|---|---|---|---|---|',
];

async function benchFile(bench: Bench, file: BaseFile, shares: readonly number[]): Promise<void> {
  const clean = await measure(bench, file, null);
  const rate = rateText(clean.judged.rate.interval, clean.judged.rate.identified);
  const own = clean.judged.rate.identified ? (clean.judged.rate.interval?.estimate ?? 0) : 0;
  bench.details.push(`\n### ${file.name}: ${String(file.pairs.length)} pairs\n`, `Unflipped: estimated rate ${rate}, ceiling ${intervalText(clean.ceiling)}.\n`, ...detailHead);
  bench.summary.push(`| ${file.name}, ${String(file.pairs.length)} | none | | | | | ${rate}, ceiling ${intervalText(clean.ceiling)} | |`);
  for (const kind of flipKinds) for (const share of shares) await benchCondition(bench, file, { kind, share }, own);
}

const detailHead = ['| flips | evidence | AUROC | average precision | precision at estimated rate | estimated rate |', '|---|---|---|---|---|---|'];

/** @param own rate of the unflipped file by its own estimate: flips stand on top of it */
async function benchCondition(bench: Bench, file: BaseFile, condition: Condition, own: number): Promise<void> {
  const flips = flippedRows(file.pairs, condition.kind, condition.share, bench.seed);
  const measured = await measure(bench, file, { ...condition, flips });
  const flipped = Uint8Array.from(file.pairs, (_, row) => (flips.has(row) ? 1 : 0));
  const truth = flips.size / file.pairs.length;
  const [all, ...others] = contendersOf(bench, measured, condition.share);
  if (!all) return;
  const everyRow = Array.from(file.pairs.keys());
  const aurocOf = ({ suspicion }: Contender, rows: readonly number[]) => rankingFigures(suspicion, flipped, rows, 0).auroc;
  const best = others.filter(({ isSingle }) => isSingle).reduce((top, one) => (aurocOf(one, everyRow) > aurocOf(top, everyRow) ? one : top));
  const figures = (rows: readonly number[]) => [
    aurocOf(all, rows) - aurocOf(best, rows),
    ...[all, ...others].flatMap(({ suspicion, usedRate }) => Object.values(rankingFigures(suspicion, flipped, rows, usedRate)) as number[]),
  ];
  const [gain, ...ranges] = bootstrap(measured.survey.groups, bench.repeats, bench.seed, figures);
  const label = `${condition.kind} ${percent(truth)}`;
  const { interval, identified } = measured.judged.rate;
  [all, ...others].forEach((contender, index) => {
    const cells = ranges.slice(3 * index, 3 * index + 3).map(rangeText);
    bench.details.push(`| ${label} | ${contender.name} | ${cells.join(' | ')} | ${contender === all ? rateText(interval, identified) : contender.rate === null ? '' : percent(contender.rate)} |`);
  });
  const rangeOf = (contender: (typeof others)[number]) => rangeText(ranges[3 * [all, ...others].indexOf(contender)]);
  const peers = others.filter(({ name }) => name.startsWith('cleanlab')).sort((a, b) => aurocOf(b, everyRow) - aurocOf(a, everyRow));
  const error = identified && interval ? points(interval.estimate - (own + truth - 2 * own * truth)) : '';
  const peer = peers[0] ? `${rangeOf(peers[0])}; ${percent(peers[0].rate ?? 0)}` : '';
  bench.summary.push(`| ${file.name} | ${label} | ${rangeOf(all)} | ${best.name} ${rangeOf(best)} | ${rangeText(gain)} | ${peer} | ${rateText(interval, identified)} | ${error} |`);
  console.error(bench.summary[bench.summary.length - 1]);
}

/** All together first. A contender without a rate of its own is measured at that of all together, or at the true one. */
function contendersOf({ root, seed }: Bench, { evidence, judged, longer }: Measured, share: number): readonly (Contender & { readonly usedRate: number })[] {
  const against = (scores: Float64Array) => Float64Array.from(scores, (score) => (Number.isNaN(score) ? 0 : -score));
  const sources = evidence.sources.map((source) => {
    const scores = evidence.scoresOf(source) ?? new Float64Array(0);
    const rate = source === 'perplexity-difference' ? perplexityMixtureRate(scores) : (judged.rates.get(source)?.interval?.estimate ?? null);
    return { isSingle: true, name: source === 'perplexity-difference' ? "perplexity-difference (PerpCorrect's score)" : source, suspicion: against(scores), rate };
  });
  const peers = (['probe-text', 'probe-states'] as const).flatMap((source) => {
    const scores = evidence.scoresOf(source);
    const result = scores && cleanlab(root, scores, seed);
    return result ? [{ isSingle: false, name: `cleanlab on ${source}`, suspicion: result.suspicion, rate: result.rate }] : [];
  });
  const all = { isSingle: false, name: 'all together', suspicion: judged.combined.scores.map((_, row) => judged.suspicionAt(row)), rate: judged.rate.interval?.estimate ?? null };
  return [all, ...sources, { isSingle: false, name: 'longest wins', suspicion: against(longer), rate: null }, ...peers].map((one) => ({ ...one, usedRate: one.rate ?? all.rate ?? share }));
}

interface Measured {
  readonly survey: Survey;
  readonly evidence: EvidenceTable;
  readonly judged: Judgement;
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
    return { survey, evidence, judged: await inTurns(judgeEvidence(evidence, survey.groups, lengthDifferences(survey.pairs)), {}), ceiling: figures.ceiling, longer };
  } finally {
    await source.close();
  }
}

/** As TRL has it: an explicit prompt and two responses. */
function rowOf({ prompt, chosen, rejected }: PairTexts): object {
  return { prompt, chosen, rejected };
}

function points(difference: number): string {
  return `${difference > 0 ? '+' : '−'}${Math.abs(difference * 100).toFixed(1)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function rangeText(range: Range | undefined): string {
  return range && !Number.isNaN(range.value) ? `${range.value.toFixed(3)} (${range.low.toFixed(3)} … ${range.high.toFixed(3)})` : '';
}

function intervalText(interval: Interval | null): string {
  return interval ? `${percent(interval.estimate)} (${percent(interval.low)}–${percent(interval.high)})` : 'unknown';
}

function rateText(interval: Interval | null, identified: boolean): string {
  if (interval === null) return 'unknown';
  return identified ? intervalText(interval) : `not identifiable, at most ${percent(interval.high)}`;
}
