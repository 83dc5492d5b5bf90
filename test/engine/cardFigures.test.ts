import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { PairTexts } from '../../src/core/dataset/preferencePair';
import type { PairEvaluation, ResponseEvaluation } from '../../src/core/scoring/pairEvaluation';
import { buildBundles, bundles } from './support/bundles';
import { evaluateAll, makeScorer } from './support/models';

/** Written by tools/train/measure.py, like the cards: a value and its 95 % interval. */
interface Figure {
  readonly value: number;
  readonly interval: readonly [number, number];
}
interface FileFigures {
  readonly pairs: number;
  readonly mean_margin: number;
  readonly accuracy: Readonly<Record<'policy' | 'longer' | 'shorter' | 'reference', Figure>>;
  readonly bits_per_byte: Readonly<Record<'policy' | 'reference', Figure>>;
}
interface Answered {
  readonly texts: PairTexts;
  readonly longer: number;
}
interface Measured extends Answered {
  readonly evaluation: PairEvaluation;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const stated = readJson(path.join(bundles.root, 'tools/train/figures.json')) as { readonly files: Readonly<Record<string, FileFigures>> };
const heldOut = readJson(path.join(bundles.root, 'tools/train/heldout.json')) as Readonly<Record<string, readonly number[]>>;
const preferences = path.join(bundles.root, '../shared/data/preferences');
const instructions = 'rasbt/instruction-data-with-preference.first800.json';
const persona = 'anthropic-evals/agreeableness.jsonl';
const missing = [instructions, persona].filter((file) => !existsSync(path.join(preferences, file)));
if (missing.length > 0) process.stderr.write(`skipping the figures of the model cards: ${preferences} lacks ${missing.join(', ')}\n`);

const lengthOf = (text: string): number => [...text].length;

function rowsOf<Row>(file: string, rows: readonly Row[]): Row[] {
  return (heldOut[file] ?? []).map((index) => rows[index]).filter((row): row is Row => row !== undefined);
}

/** As tools/train reads them: one user message, answers without white space around them. */
function instructionPairs(): Answered[] {
  const rows = readJson(path.join(preferences, instructions)) as Record<'instruction' | 'input' | 'chosen' | 'rejected', string>[];
  return rowsOf(instructions, rows).map(({ instruction, input, chosen, rejected }) => {
    const prompt = [instruction, input].filter((part) => part.trim() !== '').join('\n');
    const answer = (content: string) => [{ role: 'assistant', content: content.trim() }];
    const texts = { format: 'conversational', prompt: [{ role: 'user', content: prompt }], chosen: answer(chosen), rejected: answer(rejected) } as PairTexts;
    return { texts, longer: lengthOf(chosen.trim()) - lengthOf(rejected.trim()) };
  });
}

/** Statements as transcripts; the answer that matches the behaviour is the chosen one. */
function personaPairs(): Answered[] {
  const lines = readFileSync(path.join(preferences, persona), 'utf8').split('\n').filter((line) => line.trim() !== '');
  const rows = lines.map((line) => JSON.parse(line) as Record<'question' | 'answer_matching_behavior' | 'answer_not_matching_behavior', string>);
  return rowsOf(persona, rows).map(({ question, answer_matching_behavior: chosen, answer_not_matching_behavior: rejected }) => ({
    texts: { format: 'standard', prompt: `\n\nHuman: ${question}\n\nAssistant:`, chosen: ` ${chosen.trim()}`, rejected: ` ${rejected.trim()}` },
    longer: lengthOf(chosen.trim()) - lengthOf(rejected.trim()),
  }));
}

const logRatio = ({ logProbability, referenceLogProbability }: ResponseEvaluation): number => (logProbability ?? NaN) - (referenceLogProbability ?? NaN);
const margin = ({ evaluation: { chosen, rejected } }: Measured): number => logRatio(chosen) - logRatio(rejected);
const referenceMargin = ({ evaluation: { chosen, rejected } }: Measured): number => (chosen.referenceLogProbability ?? NaN) - (rejected.referenceLogProbability ?? NaN);
const share = (pairs: readonly Measured[], right: (pair: Measured) => boolean): number => pairs.filter(right).length / pairs.length;

/** Of the text of both answers, without what template or trainer added. */
function bitsPerByte(pairs: readonly Measured[], role: 'logProbability' | 'referenceLogProbability'): number {
  const tokens = pairs.flatMap(({ evaluation: { chosen, rejected } }) => [...(chosen.tokens ?? []), ...(rejected.tokens ?? [])]).filter(({ special }) => !special);
  const bytes = pairs.flatMap(({ texts: { chosen, rejected } }) => [chosen, rejected]).map((answer) => Buffer.byteLength(typeof answer === 'string' ? answer : textOf(answer)));
  return -tokens.reduce((sum, token) => sum + (token[role] ?? NaN), 0) / bytes.reduce((sum, size) => sum + size, 0) / Math.LN2;
}

function textOf(messages: PairTexts['chosen']): string {
  return (messages as readonly { readonly content: string }[]).map(({ content }) => content).join('');
}

describe.skipIf(missing.length > 0)('the figures of the model cards, measured with the engine (skipped where ../shared lacks the data)', () => {
  const scorer = makeScorer();
  beforeAll(buildBundles);
  afterAll(async () => {
    await scorer.dispose();
  });

  async function measured(pairs: readonly Answered[], tokens: boolean): Promise<Measured[]> {
    const outcomes = await evaluateAll(scorer, pairs.map(({ texts }) => texts), tokens);
    return outcomes.map((outcome, index) => {
      const pair = pairs[index];
      if (!pair || !('evaluation' in outcome)) throw new Error(`pair ${index} was not measured: ${JSON.stringify(outcome)}`);
      return { ...pair, evaluation: outcome.evaluation };
    });
  }

  it.each([
    // Bits per byte need every token's own figures, which take several times as long.
    { file: instructions, read: instructionPairs, tokens: false },
    { file: persona, read: personaPairs, tokens: true },
  ])('hold for $file', async ({ file, read, tokens }) => {
    const figures = stated.files[file];
    if (!figures) throw new Error(`tools/train/figures.json says nothing of ${file}`);
    const pairs = await measured(read(), tokens);
    expect(pairs).toHaveLength(figures.pairs);
    const found: [number, Figure][] = [
      [share(pairs, (pair) => margin(pair) > 0), figures.accuracy.policy],
      [share(pairs, ({ longer }) => longer > 0), figures.accuracy.longer],
      [share(pairs, ({ longer }) => longer < 0), figures.accuracy.shorter],
      [share(pairs, (pair) => referenceMargin(pair) > 0), figures.accuracy.reference],
    ];
    if (tokens) {
      found.push([bitsPerByte(pairs, 'logProbability'), figures.bits_per_byte.policy]);
      found.push([bitsPerByte(pairs, 'referenceLogProbability'), figures.bits_per_byte.reference]);
    }
    for (const [value, { interval }] of found) {
      expect(value).toBeGreaterThanOrEqual(interval[0] - 1e-6);
      expect(value).toBeLessThanOrEqual(interval[1] + 1e-6);
    }
    const mean = pairs.reduce((sum, pair) => sum + margin(pair), 0) / pairs.length;
    expect(mean).toBeCloseTo(figures.mean_margin, 3);
  });
});
