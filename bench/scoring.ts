import { readFileSync } from 'node:fs';
import path from 'node:path';

import { InferenceSession, Tensor } from 'onnxruntime-node';

import { DatasetReader } from '../src/core/dataset/datasetReader';
import { encodePair } from '../src/engine/conventions/encodePair';
import type { EncodedPair } from '../src/engine/conventions/encodedPair';
import { embeddedModels } from '../src/engine/embeddedModels';
import { measurePair, type DecoderPair } from '../src/engine/measure/measurePair';
import { Decoder } from '../src/engine/model/decoder';
import { findModelFiles } from '../src/engine/model/modelFiles';
import { loadTokenizer } from '../src/engine/tokenizer/tokenizerFolder';

const rounds = 5;
const mostPairs = 60;
const threads = 1;

/**
 * Seconds to score the first pairs of a file, ours beside a plain loop over the same ONNX file: full logits into
 * JavaScript, log-softmax there, which is what a script written against onnxruntime-node does. Interleaved rounds.
 */
export async function benchScoring(root: string, file: string): Promise<void> {
  const models = embeddedModels(root);
  const pairs = await encodePairs(file, models.policy);
  const ours = await openOurs(models);
  const plain = await openPlain(models);
  const times = { ours: [] as number[], plain: [] as number[] };
  let largestDifference = 0;
  for (let round = 0; round <= rounds; round++) {
    const [oursSeconds, oursMargins] = await timed(() => sequentially(pairs, ours));
    const [plainSeconds, plainMargins] = await timed(() => sequentially(pairs, plain));
    largestDifference = Math.max(...oursMargins.map((margin, index) => Math.abs(margin - (plainMargins[index] ?? NaN))));
    // The first round warms up.
    if (round === 0) continue;
    times.ours.push(oursSeconds);
    times.plain.push(plainSeconds);
  }
  const [a, b] = [median(times.ours), median(times.plain)];
  const tokens = pairs.reduce((sum, pair) => sum + pair.chosen.ids.length + pair.rejected.ids.length, 0);
  console.log(`${path.basename(file)}: ${pairs.length} pairs, ${tokens} tokens, two models, ${threads} thread, ${rounds} rounds, median (minimum)`);
  console.log(`ours                      ${a.toFixed(2)} s (${Math.min(...times.ours).toFixed(2)})   ${(pairs.length / a).toFixed(1)} pairs/s`);
  console.log(`plain loop, full logits   ${b.toFixed(2)} s (${Math.min(...times.plain).toFixed(2)})   ${(pairs.length / b).toFixed(1)} pairs/s`);
  console.log(`ratio of medians ${(b / a).toFixed(2)}; largest difference of a log-ratio gap ${largestDifference.toExponential(1)} nats`);
}

type Scored = (pair: EncodedPair) => Promise<number>;

async function encodePairs(file: string, folder: string): Promise<EncodedPair[]> {
  const tokenizer = await loadTokenizer(folder);
  const reader = new DatasetReader();
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').slice(0, mostPairs);
  return lines.flatMap((line, row) => {
    const read = reader.readText({ row, line: row + 1 }, line);
    if (read.kind !== 'read' || read.pairs[0] === undefined) return [];
    const encoded = encodePair(tokenizer, read.pairs[0].texts, { maxLength: 1024 });
    return 'code' in encoded ? [] : [encoded];
  });
}

async function openOurs(models: { policy: string; reference: string }): Promise<Scored> {
  const decoders: DecoderPair = {
    policy: await Decoder.load(findModelFiles(models.policy), { threads, lowMemory: false, cacheFolder: null }),
    reference: await Decoder.load(findModelFiles(models.reference), { threads, lowMemory: false, cacheFolder: null }),
  };
  return async (pair) => {
    const { chosen, rejected } = await measurePair(decoders, pair, { tokens: false, graphs: null, tokenText: () => '' });
    return chosen.logProbability - (chosen.referenceLogProbability ?? 0) - rejected.logProbability + (rejected.referenceLogProbability ?? 0);
  };
}

async function openPlain(models: { policy: string; reference: string }): Promise<Scored> {
  const open = (folder: string) =>
    InferenceSession.create(findModelFiles(folder).onnxFile, { intraOpNumThreads: threads, logSeverityLevel: 3 });
  const [policy, reference] = [await open(models.policy), await open(models.reference)];
  return async ({ chosen, rejected }) => {
    const sum = (session: InferenceSession, side: EncodedPair['chosen']) => plainLogProbability(session, side.ids, side.promptLength);
    return (await sum(policy, chosen)) - (await sum(reference, chosen)) - (await sum(policy, rejected)) + (await sum(reference, rejected));
  };
}

async function plainLogProbability(session: InferenceSession, ids: readonly number[], from: number): Promise<number> {
  const integers = (values: readonly number[]) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
  const feeds = { input_ids: integers(ids), attention_mask: integers(ids.map(() => 1)), position_ids: integers(ids.map((_, index) => index)) };
  const { logits } = await session.run(feeds);
  if (!logits) throw new Error('no logits');
  const [values, size] = [logits.data as Float32Array, logits.dims[2] ?? 0];
  let total = 0;
  for (let position = Math.max(from, 1); position < ids.length; position++) {
    const row = values.subarray((position - 1) * size, position * size);
    let highest = -Infinity;
    for (const value of row) highest = Math.max(highest, value);
    let sum = 0;
    for (const value of row) sum += Math.exp(value - highest);
    total += (row[ids[position] ?? 0] ?? 0) - highest - Math.log(sum);
  }
  return total;
}

async function sequentially(pairs: readonly EncodedPair[], scored: Scored): Promise<number[]> {
  const margins: number[] = [];
  for (const pair of pairs) margins.push(await scored(pair));
  return margins;
}

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
