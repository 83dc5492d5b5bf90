import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PairTexts } from '../../src/core/dataset/preferencePair';
import type { EvaluationOutcome } from '../../src/core/ports';
import { ches, lengthNormalizedChes } from '../../src/core/scoring/ches';
import type { MassChange, MassMovement, PairEvaluation, ResponseEvaluation } from '../../src/core/scoring/pairEvaluation';
import { encodePair } from '../../src/engine/conventions/encodePair';
import { loadTokenizer } from '../../src/engine/tokenizer/tokenizerFolder';
import { buildBundles, bundles } from './support/bundles';
import { embedded, evaluateAll, hasSharedModels, makeScorer, stories } from './support/models';

/** Written by tools/parity (Python, float64, no line of ours): what an independent reading of the same files gives. */
interface GoldenResponse {
  readonly ids: readonly number[];
  readonly promptLength: number;
  readonly truncated: boolean;
  readonly real: number;
  readonly stateCount: number;
  readonly logProbabilities: readonly (number | null)[];
  readonly sum: number;
  readonly referenceLogProbabilities?: readonly (number | null)[];
  readonly referenceSum?: number;
  readonly entropy: number | null;
  readonly klDivergences?: readonly (number | null)[];
  readonly sequentialKl?: number;
}

/** [token id, change of probability], largest first. */
type GoldenChanges = readonly (readonly [number, number])[];
interface GoldenExtremes {
  readonly gains: GoldenChanges;
  readonly losses: GoldenChanges;
}
interface GoldenMass {
  readonly response: GoldenExtremes;
  readonly positions: readonly GoldenExtremes[];
}
interface GoldenDisplacement {
  readonly displacement: number | null;
  readonly displacementShares?: Readonly<Record<'chosen' | 'rejected', readonly number[]>>;
  readonly displacementScale?: number;
  readonly mass?: Readonly<Record<'chosen' | 'rejected', GoldenMass>>;
}
type GoldenPair =
  | { readonly id: string; readonly status: 'prompt-fills-max-length' }
  | (GoldenDisplacement & {
      readonly id: string;
      readonly status: 'scored';
      readonly chosen: GoldenResponse;
      readonly rejected: GoldenResponse;
      readonly ches: number | null;
      readonly lengthNormalizedChes: number | null;
      readonly lastHiddenInnerProduct: number | null;
      readonly normalizedEditDistance: number;
    });
interface Golden {
  readonly maximumLength: number;
  readonly policySha256: string;
  readonly pairs: readonly GoldenPair[];
}

const folder = path.join(bundles.root, 'test/fixtures/parity');
const relative = 1e-4;

function textsOf(line: { prompt: unknown; chosen: unknown; rejected: unknown }): PairTexts {
  const { prompt, chosen, rejected } = line;
  return { format: typeof prompt === 'string' ? 'standard' : 'conversational', prompt, chosen, rejected } as PairTexts;
}

const texts = new Map(
  readFileSync(path.join(folder, 'pairs.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): [string, PairTexts] => {
      const pair = JSON.parse(line) as { id: string; prompt: unknown; chosen: unknown; rejected: unknown };
      return [pair.id, textsOf(pair)];
    }),
);

function readGolden(name: string): Golden {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Golden;
}

function expectClose(actual: number | null, expected: number | null | undefined, what: string, scale = Math.abs(expected ?? 0)): void {
  if (expected === null || expected === undefined) {
    expect(actual, what).toBeNull();
    return;
  }
  // Near zero a relative bound asks for more than fp32 holds: log-probabilities of certain tokens, differences of norms.
  expect(Math.abs((actual ?? NaN) - expected), what).toBeLessThanOrEqual(relative * Math.max(scale, 1e-1));
}

function compareResponse(id: string, actual: ResponseEvaluation, golden: GoldenResponse): void {
  expect(actual.tokens!.map((token) => token.id), id).toEqual(golden.ids.slice(golden.promptLength));
  expect(actual.truncated, id).toBe(golden.truncated);
  expectClose(actual.logProbability, golden.sum, `${id} log-probability`);
  if (golden.referenceSum !== undefined) expectClose(actual.referenceLogProbability, golden.referenceSum, `${id} reference log-probability`);
  expectClose(actual.entropy, golden.entropy, `${id} entropy`);
  expectClose(actual.sequentialKl, golden.sequentialKl, `${id} sequential KL`);
  for (const [index, token] of actual.tokens!.entries()) {
    expectClose(token.kl, golden.klDivergences?.[index], `${id} KL at token ${index}`);
    expectClose(token.logProbability, golden.logProbabilities[index], `${id} token ${index}`);
    if (golden.referenceLogProbabilities) expectClose(token.referenceLogProbability, golden.referenceLogProbabilities[index], `${id} reference token ${index}`);
  }
}

/** Orders of nearly equal changes may differ, so it is the changes that are compared, and the tokens where they stand clear. */
function compareChanges(actual: readonly MassChange[], golden: GoldenChanges, scale: number, what: string): void {
  for (const [rank, [id, change]] of golden.entries()) {
    expectClose(actual[rank]?.change ?? 0, change, `${what} ${rank}`, scale);
    const [before, after] = [golden[rank - 1], golden[rank + 1]];
    const clear = [before, after].every((other) => other && Math.abs(other[1] - change) > 2 * relative * Math.max(scale, 1e-1));
    if (clear) expect(actual[rank]?.id, `${what} ${rank}`).toBe(id);
  }
}

function compareMass(actual: MassMovement | null | undefined, golden: GoldenExtremes, scale: number, what: string): void {
  compareChanges(actual?.gains ?? [], golden.gains, scale, `${what} gains`);
  compareChanges(actual?.losses ?? [], golden.losses, scale, `${what} losses`);
}

function compareDisplacement(actual: PairEvaluation, golden: GoldenDisplacement, id: string): void {
  if (golden.displacement === null) {
    expect(actual.displacement, id).toBeNull();
    return;
  }
  // Like CHES a difference of large products: an error is judged by what the chosen response's own term comes to.
  const scale = golden.displacementScale!;
  expectClose(actual.displacement, golden.displacement, `${id} displacement`, scale);
  for (const side of ['chosen', 'rejected'] as const) {
    const tokens = actual[side].tokens!;
    const scored = tokens.filter((token) => token.displacementShare !== null);
    expect(scored).toHaveLength(golden.displacementShares![side].length);
    for (const [index, token] of scored.entries()) expectClose(token.displacementShare, golden.displacementShares![side][index], `${id} ${side} share ${index}`, scale);
    compareMass(actual[side].mass, golden.mass![side].response, scale, `${id} ${side} mass`);
    for (const [index, position] of golden.mass![side].positions.entries()) compareMass(scored[index]!.mass, position, scale, `${id} ${side} mass at ${index}`);
  }
}

function compare(golden: GoldenPair, outcome: EvaluationOutcome): void {
  const { id } = golden;
  if (golden.status !== 'scored') {
    expect(outcome, id).toMatchObject({ failure: { code: golden.status } });
    return;
  }
  if ('failure' in outcome) throw new Error(`${id}: ${outcome.failure.message}`);
  const { chosen, rejected, states, normalizedEditDistance } = outcome.evaluation;
  compareResponse(`${id} chosen`, chosen, golden.chosen);
  compareResponse(`${id} rejected`, rejected, golden.rejected);
  compareDisplacement(outcome.evaluation, golden, id);
  expect(normalizedEditDistance, id).toBeCloseTo(golden.normalizedEditDistance, 8);
  if (golden.ches === null) {
    expect(states, id).toBeNull();
    return;
  }
  expect([states!.chosenStateCount, states!.rejectedStateCount], id).toEqual([golden.chosen.stateCount, golden.rejected.stateCount]);
  // CHES is a difference of inner products: rounding is relative to these, not to what is left of them.
  expectClose(ches(states!), golden.ches, `${id} CHES`, states!.chosenChosen + Math.abs(states!.chosenRejected));
  const normScale = states!.chosenChosen / states!.chosenStateCount ** 2 + Math.abs(states!.chosenRejected) / (states!.chosenStateCount * states!.rejectedStateCount);
  expectClose(lengthNormalizedChes(states!), golden.lengthNormalizedChes, `${id} ln-CHES`, normScale);
  expectClose(states!.lastChosenRejected, golden.lastHiddenInnerProduct, `${id} last-hidden product`, normScale);
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function suite(name: string, policy: string, reference: string | null, present: boolean): void {
  describe.skipIf(!present)(`agreement with the independent implementation on ${name}`, () => {
    const golden = readGolden(`${name}.json`);
    const scorer = makeScorer({ policy, reference });
    let outcomes: EvaluationOutcome[] = [];

    beforeAll(async () => {
      await buildBundles();
      outcomes = await evaluateAll(scorer, golden.pairs.map(({ id }) => texts.get(id)!), true);
    }, 600_000);
    afterAll(() => scorer.dispose());

    it('is about these very weights (else run tools/parity again)', () => {
      expect(sha256(path.join(policy, 'model.onnx'))).toBe(golden.policySha256);
    });

    it('covers at least 200 pairs, none of them missing from the inputs', () => {
      expect(golden.pairs.length).toBeGreaterThanOrEqual(200);
      expect(golden.pairs.every(({ id }) => texts.has(id))).toBe(true);
    });

    it('same token ids of prompt and response, same prompt length', async () => {
      const tokenizer = await loadTokenizer(policy);
      for (const pair of golden.pairs) {
        if (pair.status !== 'scored') continue;
        const encoded = encodePair(tokenizer, texts.get(pair.id)!, { maxLength: golden.maximumLength });
        if ('code' in encoded) throw new Error(`${pair.id}: ${encoded.message}`);
        for (const side of ['chosen', 'rejected'] as const) {
          expect([...encoded[side].ids], `${pair.id} ${side}`).toEqual(pair[side].ids);
          expect(encoded[side].promptLength, pair.id).toBe(pair[side].promptLength);
          expect(encoded[side].realEnd - encoded[side].promptLength, `${pair.id} ${side} real tokens`).toBe(pair[side].real);
        }
      }
    });

    it.each(golden.pairs.map((pair, index) => [pair.id, index] as const))('%s: log-probabilities, entropy, CHES to 1e-4', (_, index) => {
      compare(golden.pairs[index]!, outcomes[index]!);
    });
  });
}

suite('stories260K', stories, null, hasSharedModels);
if (existsSync(path.join(folder, 'embedded.json'))) suite('embedded', embedded.policy, embedded.reference, true);
