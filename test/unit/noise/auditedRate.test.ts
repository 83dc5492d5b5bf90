import { appendFile, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { auditedRate } from '../../../src/core/noise/rate/auditedRate';
import { halfWidth, sampleSize } from '../../../src/core/noise/rate/sampleSize';
import { ReviewedPairs } from '../../../src/core/noise/review/reviewedPairs';
import { ReviewLog } from '../../../src/core/noise/review/reviewLog';
import { sampleCode, type DecisionName, type ReviewRecord } from '../../../src/core/noise/review/reviewRecord';
import { ReviewFile } from '../../../src/io/review/reviewFile';
import { rowHash } from '../../../src/io/rowHash';
import { temporaryFolder } from '../io/temporaryFolder';
import { pairHashes } from '../../../src/core/noise/review/pairHashes';

const folder = temporaryFolder();
let records = 0;
const stamp = () => ({ version: 1 as const, id: String(records++), at: '' });

interface Pair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}
const madePair = (index: number): Pair => ({ prompt: `p${index}`, chosen: `a${index}`, rejected: `b${index}` });
const turned = ({ prompt, chosen, rejected }: Pair): Pair => ({ prompt, chosen: rejected, rejected: chosen });
const hashOf = (pair: Pair) => pairHashes({ format: 'standard', ...pair }, rowHash).hash;

function decision(pair: Pair, said: DecisionName, code: string = sampleCode, more: object = {}): ReviewRecord {
  return { ...stamp(), kind: 'decision', row: 0, pair: 0, hash: hashOf(pair), code, occurrence: 0, decision: said, ...more };
}
const sample = (seed: number, size: number): ReviewRecord => ({ ...stamp(), kind: 'sample', seed, size });

function reviewed(file: readonly Pair[], log: readonly ReviewRecord[]): ReviewedPairs {
  const pairs = new ReviewedPairs(new ReviewLog(log), rowHash);
  file.forEach((texts, row) => pairs.add({ row, line: row + 1, pair: 0, texts: { format: 'standard', ...texts } }));
  return pairs;
}

const file = Array.from({ length: 1000 }, (_, index) => madePair(index));
/** All pairs in the order in which they are drawn. */
function sampleOrder(seed: number): Pair[] {
  const rank = (pair: Pair) => {
    const { hash, swapped } = pairHashes({ format: 'standard', ...pair }, rowHash);
    return rowHash(`${seed} ${hash < swapped ? hash : swapped} 0`);
  };
  return [...file].sort((first, second) => (rank(first) < rank(second) ? -1 : 1));
}

describe('the audited rate', () => {
  it('is the share that was called wrong, with the exact interval of a draw from the whole file', () => {
    const pairs = sampleOrder(1).slice(0, 60);
    const rate = reviewed(file, [sample(1, 60), ...pairs.map((pair, index) => decision(pair, index < 7 ? 'swap' : 'keep'))]).auditedRate();
    expect(rate).toEqual({ seed: 1, pairs: 1000, sampled: 60, right: 53, wrong: 7, mended: 0, unusable: 0, unsure: 0, open: 0, sawEvidence: 0, rate: { estimate: 7 / 60, low: 0.05, high: 0.222 }, more: expect.any(Number) as number });
  });

  it('is there as soon as one pair is told, and says what is open', () => {
    const pairs = sampleOrder(1).slice(0, 17);
    const rate = reviewed(file, [sample(1, 60), ...pairs.map((pair, index) => decision(pair, index < 3 ? 'swap' : 'keep'))]).auditedRate();
    expect(rate).toMatchObject({ right: 14, wrong: 3, open: 43, rate: { estimate: 3 / 17, low: 0.039, high: 0.432 } });
    expect(reviewed(file, [sample(1, 60)]).auditedRate()).toMatchObject({ open: 60, rate: null, more: sampleSize(0.05, 0.5, 1000) });
  });

  it('leaves pairs of no use and those nobody can tell out of the share, and counts them', () => {
    const pairs = sampleOrder(1).slice(0, 10);
    const said: DecisionName[] = ['drop', 'unsure', 'unsure', 'swap', 'keep', 'keep', 'keep', 'keep', 'keep', 'keep'];
    const rate = reviewed(file, [sample(1, 10), ...pairs.map((pair, index) => decision(pair, said[index]!))]).auditedRate();
    expect(rate).toMatchObject({ right: 6, wrong: 1, unusable: 1, unsure: 2, open: 0 });
    expect(rate?.rate?.estimate).toBeCloseTo(1 / 7, 12);
  });

  it('takes no notice of decisions outside the sample, nor of what was said of findings', () => {
    const order = sampleOrder(1);
    const outside = order.slice(60, 200).map((pair) => decision(pair, 'swap'));
    const byFinding = order.slice(0, 60).map((pair) => decision(pair, 'swap', 'label-contradicted'));
    expect(reviewed(file, [sample(1, 60), ...outside, ...byFinding]).auditedRate()).toMatchObject({ wrong: 0, open: 60, rate: null });
  });

  it('counts all that was decided when the sample is enlarged', () => {
    const order = sampleOrder(1);
    const first = order.slice(0, 60).map((pair) => decision(pair, 'keep'));
    expect(reviewed(file, [sample(1, 60), ...first, sample(1, 100)]).auditedRate()).toMatchObject({ sampled: 100, right: 60, open: 40 });
  });

  it('says what is left when what was found wrong is swapped: the rest of the file is as it was', () => {
    const pairs = sampleOrder(1).slice(0, 60);
    const wrong = new Set(pairs.slice(0, 7));
    const said = pairs.map((pair) => decision(pair, wrong.has(pair) ? 'swap' : 'keep'));
    const applied: ReviewRecord = { ...stamp(), kind: 'applied', decisions: said.map(({ id }) => id) };
    const mended = file.map((pair) => (wrong.has(pair) ? turned(pair) : pair));
    const rate = reviewed(mended, [sample(1, 60), ...said, applied]).auditedRate();
    expect(rate).toMatchObject({ right: 53, wrong: 0, mended: 7, rate: { low: 0.043, high: 0.215 } });
    expect(rate?.rate?.estimate).toBeCloseTo(7 / 60 - 0.007, 12);
    // Drawn anew, the mended pairs are right: nothing is left to subtract.
    const anew = reviewed(mended, [sample(1, 60), ...said, applied, sample(2, 1000)]).auditedRate();
    expect(anew).toMatchObject({ right: 60, wrong: 0, mended: 0 });
    // Back at the first sample, what it mended is still no word about the rest of the file.
    expect(reviewed(mended, [sample(1, 60), ...said, applied, sample(2, 20), sample(1, 60)]).auditedRate()).toEqual(rate);
  });

  it('turns with the pair: a label that was right is wrong once somebody swaps it', () => {
    const pair = sampleOrder(1)[0]!;
    const swapped = file.map((one) => (one === pair ? turned(one) : one));
    expect(reviewed(swapped, [sample(1, 5), decision(pair, 'keep')]).auditedRate()).toMatchObject({ right: 0, wrong: 1 });
  });

  it('asks anew about a pair whose text was changed', () => {
    const pair = sampleOrder(1)[0]!;
    const edited = file.map((one) => (one === pair ? { ...one, chosen: 'rewritten' } : one));
    expect(reviewed(edited, [sample(1, 1000), decision(pair, 'swap')]).auditedRate()).toMatchObject({ wrong: 0, open: 1000 });
  });

  it('counts who looked at the evidence first', () => {
    const pair = sampleOrder(1)[0]!;
    expect(reviewed(file, [sample(1, 5), decision(pair, 'keep', sampleCode, { sawEvidence: true })]).auditedRate()).toMatchObject({ right: 1, sawEvidence: 1 });
  });

  it('is null where nobody drew a sample, and of a census has no width', () => {
    expect(reviewed(file, [decision(file[0]!, 'swap', 'empty-chosen')]).auditedRate()).toBeNull();
    const small = file.slice(0, 20);
    const all = reviewed(small, [sample(1, 50), ...small.map((pair, index) => decision(pair, index < 4 ? 'swap' : 'keep'))]).auditedRate();
    expect(all).toMatchObject({ sampled: 20, rate: { estimate: 0.2, low: 0.2, high: 0.2 }, more: 0 });
  });
});

describe('the size of a sample', () => {
  /** scipy 1.17.1, one size after the other. */
  it.each([
    [0.1, 0.5, 500, 84],
    [0.05, 0.5, 500, 218],
    [0.05, 0.1, 500, 114],
    [0.1, 0.5, 5000, 101],
  ])('± %d at a share of %d of %i pairs', (width, share, pairs, size) => {
    expect(Math.abs(sampleSize(width, share, pairs) - size)).toBeLessThanOrEqual(5);
    const planned = sampleSize(width, share, pairs);
    expect(halfWidth(Math.round(share * planned), planned, pairs)).toBeLessThanOrEqual(width);
  });

  it('is the whole file where that is small', () => {
    expect(sampleSize(0.05, 0.5, 3)).toBeLessThanOrEqual(3);
    expect(sampleSize(0.05, 0.5, 1)).toBe(1);
  });
});

describe('labels that people vouch for', () => {
  it('are those of all reviews, of findings and of samples, and turn with the pair', () => {
    const [right, wrong, dropped, unsure, swappedSince] = file as [Pair, Pair, Pair, Pair, Pair];
    const log = [decision(right, 'keep', 'length-outlier'), decision(wrong, 'swap'), decision(dropped, 'drop'), decision(unsure, 'unsure'), decision(swappedSince, 'swap', 'label-contradicted')];
    const now = [right, wrong, dropped, unsure, turned(swappedSince), madePair(77)];
    expect([...(reviewed(now, log).labels() ?? [])]).toEqual([1, -1, 0, 0, 1, 0]);
    expect(reviewed(now, []).labels()).toBeNull();
  });

  it('are the latest word, and end when it is taken back', () => {
    const pair = madePair(5);
    expect([...(reviewed([pair], [decision(pair, 'keep', 'length-outlier'), decision(pair, 'swap')]).labels() ?? [])]).toEqual([-1]);
    expect(reviewed([pair], [decision(pair, 'keep'), decision(pair, 'unsure')]).labels()).toBeNull();
  });

  it('stay when the decision was made true', () => {
    const pair = madePair(5);
    const said = decision(pair, 'swap', 'label-contradicted');
    const applied: ReviewRecord = { ...stamp(), kind: 'applied', decisions: [said.id] };
    expect([...(reviewed([turned(pair)], [said, applied]).labels() ?? [])]).toEqual([1]);
  });
});

describe('a review file that somebody tampered with', () => {
  it('gives what its whole lines say, and nothing of the rest', async () => {
    const dataset = folder.path('hostile.jsonl');
    const reviewFile = new ReviewFile(dataset);
    await reviewFile.append({ kind: 'sample', seed: 1, size: 20 });
    const hostile = [
      '{"version":1,"id":"a","at":"","kind":"sample","seed":1,"size":1e300}',
      '{"version":1,"id":"b","at":"","kind":"sample","seed":-1,"size":10}',
      '{"version":1,"id":"c","at":"","kind":"sample","seed":1.5,"size":10}',
      '{"version":1,"id":"d","at":"","kind":"decision","row":0,"pair":0,"hash":"../../etc/passwd","code":"random-sample","occurrence":0,"decision":"swap"}',
      '{"__proto__":{"kind":"sample"},"version":1}',
      '{"version":1,"id":"e","at":"","kind":"decision","row":0,"pair":0,"hash":"0000000000000000","code":"random-sample","occurrence":9007199254740991,"decision":"swap"}',
      '\u0000\u0001',
      '[]',
    ];
    await appendFile(reviewFile.path, `${hostile.join('\n')}\n{"half`);
    await reviewFile.append({ kind: 'decision', row: 0, pair: 0, hash: hashOf(file[0]!), code: sampleCode, occurrence: 0, decision: 'swap' });
    const { log, damaged } = await reviewFile.read();
    expect(log.sample).toMatchObject({ seed: 1, size: 20 });
    expect(damaged).toHaveLength(8);
    expect(auditedRate(log, { seed: 1, population: 1, pairs: [{ row: 0, line: 1, pair: 0, ...pairHashes({ format: 'standard', ...file[0]! }, rowHash), occurrence: 0 }] })).toMatchObject({ wrong: 1, sampled: 1 });
    expect(await readFile(reviewFile.path, 'utf8')).toContain('{"half\n');
  });

  it('of an earlier version holds a review of findings and no sample', () => {
    const log = new ReviewLog([{ ...stamp(), kind: 'begin', codes: null }, decision(file[0]!, 'drop', 'empty-chosen')]);
    expect(log.sample).toBeNull();
    expect(log.isBegun).toBe(true);
    expect(log.place?.decided).toBe(true);
  });
});
