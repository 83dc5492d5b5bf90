import { describe, expect, it } from 'vitest';

import { lintDataset, type LintOptions } from '../../../src/app/lintDataset';
import { DatasetReader } from '../../../src/core/dataset/datasetReader';
import { CancelledError } from '../../../src/core/errors';
import { pairContentKey } from '../../../src/core/dataset/pairContentKey';
import { ContentHashes } from '../../../src/core/edits/changeList/contentHashes';
import { SilencedFindings } from '../../../src/core/edits/changeList/silencedFindings';
import { defaultFindingSettings } from '../../../src/core/noise/config/findingSettings';
import { ReviewedPairs } from '../../../src/core/noise/review/reviewedPairs';
import { ReviewLog } from '../../../src/core/noise/review/reviewLog';
import type { ReviewRecord } from '../../../src/core/noise/review/reviewRecord';
import { InProcessProbeTrainer } from '../../../src/core/noise/probe/inProcessProbeTrainer';
import type { EvaluationOutcome, EvaluationRequest, ModelSetIdentity, RowLocation, RowSource, Scorer } from '../../../src/core/ports';
import type { PairEvaluation, ResponseEvaluation } from '../../../src/core/scoring/pairEvaluation';
import { rowHash } from '../../../src/io/rowHash';
import { Chance } from './madeEvidence';

interface TextPair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
  readonly source?: string;
}

/** Rows in memory, as JSON Lines have them. */
function sourceOf(rows: readonly object[]): RowSource {
  const bytes = rows.map((row) => new TextEncoder().encode(JSON.stringify(row)));
  return {
    container: { format: 'jsonl', compression: null, files: ['made.jsonl'] },
    async *locate() {
      yield await Promise.resolve(bytes.map(({ byteLength }, row): RowLocation => ({ row, line: row + 1, byteStart: 0, byteLength })));
    },
    read: ({ row }) => Promise.resolve({ kind: 'text', bytes: bytes[row]!, syntax: { kind: 'json' } }),
    close: () => Promise.resolve(),
  };
}

const identity: ModelSetIdentity = {
  policyName: 'p', policyHash: 'p', referenceName: 'r', referenceHash: 'r', tokenizerHash: 't', convention: 'trl', precision: 'fp32', precisionError: null, maxLength: 1024, hasStates: true, hasChatTemplate: true, allFigures: false,
};

function response(logProbability: number, referenceLogProbability: number): ResponseEvaluation {
  return { tokenCount: 10, scoredTokenCount: 10, truncated: false, logProbability, referenceLogProbability, sharedLengthLogProbability: logProbability, sharedLengthReferenceLogProbability: referenceLogProbability, entropy: 1, sequentialKl: null };
}

/** A model whose reward of a response stands in its text: "… (reward 3.2)"; it cannot read pairs that say so. */
class TextScorer implements Scorer {
  asked = 0;

  identify(): Promise<ModelSetIdentity> {
    return Promise.resolve(identity);
  }

  async *evaluate(requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>): AsyncGenerator<EvaluationOutcome> {
    for await (const { key, texts } of requests) {
      this.asked++;
      const rewardOf = (text: unknown) => Number(/reward (-?[\d.]+)/.exec(String(text))?.[1] ?? 0);
      if (String(texts.prompt).includes('unreadable')) yield { key, failure: { code: 'inference-failed' as const, message: 'no' } };
      else yield { key, evaluation: evaluationOf(10 * rewardOf(texts.chosen), 10 * rewardOf(texts.rejected)) };
    }
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

function evaluationOf(chosen: number, rejected: number): PairEvaluation {
  return { promptTokenCount: 5, chosen: response(-50 + chosen, -50), rejected: response(-50 + rejected, -50), states: null, displacement: null, normalizedEditDistance: 1 };
}

const truncationCodes: ReadonlySet<string> = new Set(['truncated-empty', 'truncated-identical', 'truncated-response', 'prompt-too-long']);

/** A model whose maximal length does to a pair what the text says. */
class TruncatingScorer extends TextScorer {
  override async *evaluate(requests: AsyncIterable<EvaluationRequest> | Iterable<EvaluationRequest>): AsyncGenerator<EvaluationOutcome> {
    for await (const { key, texts } of requests) {
      const evaluation = evaluationOf(0, 0);
      if (texts.prompt === 'too long') yield { key, failure: { code: 'prompt-fills-max-length' as const, message: 'no room' } };
      else if (texts.chosen === 'emptied') yield { key, evaluation: { ...evaluation, chosen: { ...evaluation.chosen, tokenCount: 0, truncated: true } } };
      else yield { key, evaluation: texts.rejected === 'cut' ? { ...evaluation, rejected: { ...evaluation.rejected, truncated: true } } : evaluation };
    }
  }
}

/** Pairs whose better response is named by the model, a share of them labelled the wrong way round. */
function flippedFile(pairs: number, rate: number): { rows: TextPair[]; flipped: Set<number> } {
  const chance = new Chance(5);
  const flipped = new Set<number>();
  const rows = Array.from({ length: pairs }, (_, row) => {
    const [good, bad] = [`Certainly, number ${row} (reward ${(1.6 + chance.normal()).toFixed(3)})`, `Hardly number ${row} at all (reward ${(-1.6 + chance.normal()).toFixed(3)})`];
    const isFlipped = chance.happens(rate);
    if (isFlipped) flipped.add(row);
    return { prompt: `Question ${row}?`, chosen: isFlipped ? bad : good, rejected: isFlipped ? good : bad, source: row % 2 ? 'web' : 'book' };
  });
  return { rows, flipped };
}

/** Labels that are biased towards the longer response: half of those whose shorter response is the better one are wrong. The model knows little. */
function longFile(pairs: number): { rows: TextPair[]; flipped: Set<number> } {
  const chance = new Chance(1);
  const flipped = new Set<number>();
  const rows = Array.from({ length: pairs }, (_, row) => {
    const size = 0.4 + Math.abs(chance.normal());
    const evidence = 0.6 * chance.normal();
    const longerIsBetter = chance.happens(1 / (1 + Math.exp(-evidence)));
    if (!longerIsBetter && chance.happens(0.53)) flipped.add(row);
    const long = `${'long and longer '.repeat(Math.round(20 * size))}${row} (reward ${evidence.toFixed(4)})`;
    const short = `short ${row} (reward 0)`;
    const isLong = longerIsBetter !== flipped.has(row);
    return { prompt: `Question ${row}?`, chosen: isLong ? long : short, rejected: isLong ? short : long };
  });
  return { rows, flipped };
}

const options: LintOptions = { hash: (text) => text };
const lint = (rows: readonly object[], more: Partial<LintOptions> = {}) => lintDataset(sourceOf(rows), new DatasetReader(), { ...options, ...more });

describe('linting a dataset', () => {
  it('without models finds what stands in the texts, and says that nothing is known of the labels', async () => {
    const report = await lint([{ prompt: 'a', chosen: 'x', rejected: 'x' }, { prompt: 'b', chosen: 'x', rejected: 'y' }]);
    expect(report).toMatchObject({ rows: 2, pairs: 2, verdicts: { unusable: 1, fine: 1 }, page: { noiseRate: null, ceiling: null } });
    expect(report.findings[0]).toMatchObject({ row: 0, code: 'identical-responses' });
    expect(report.page.noiseRateReason).toContain('No model and no probe');
  });

  it('finds flipped labels with a model and a probe, and tells their rate', async () => {
    const { rows, flipped } = flippedFile(400, 0.2);
    const report = await lint(rows, { scorers: [new TextScorer()], probe: { trainer: new InProcessProbeTrainer() } });
    const wrong = report.findings.filter(({ code }) => code === 'label-contradicted');
    expect(wrong.filter(({ row }) => flipped.has(row)).length / wrong.length).toBeGreaterThan(0.95);
    expect(wrong.length / flipped.size).toBeGreaterThan(0.9);
    expect(Math.abs(report.page.noiseRate!.estimate - flipped.size / 400)).toBeLessThan(0.05);
    expect(report.page.ceiling!.estimate).toBeGreaterThan(0.7);
    expect(report.page.slices.map(({ value, pairs }) => [value, pairs])).toEqual([['book', 200], ['web', 200]]);
    expect(report.page.agreement.some(({ first, second, kappa }) => first === 'implicit-reward' && second === 'probe-text' && kappa > 0.5)).toBe(true);
    const severities = report.findings.map(({ severity }) => ['error', 'warning', 'information'].indexOf(severity));
    expect([...severities].sort()).toEqual(severities);
  });

  it('is the same every time', async () => {
    const { rows } = flippedFile(150, 0.2);
    const run = async () => {
      const { pairVerdicts, ...report } = await lint(rows, { scorers: [new TextScorer()], probe: { trainer: new InProcessProbeTrainer() } });
      return JSON.stringify([report, [...pairVerdicts]]);
    };
    expect(await run()).toBe(await run());
  });

  it('keeps figures with their pairs where a row is broken, holds no pair, or cannot be read by the model', async () => {
    const { rows } = flippedFile(60, 0);
    const broken = [{ prompt: 'unreadable', chosen: 'a (reward 9)', rejected: 'b' }, { nothing: 1 }, ...rows, { prompt: 'last', chosen: 'worse (reward -9)', rejected: 'better (reward 9)' }];
    const report = await lint(broken, { scorers: [new TextScorer()] });
    expect(report).toMatchObject({ rows: 63, pairs: 62 });
    expect(report.pairVerdicts.of(0, 0)!.evidence.every(({ probabilityWrong }) => probabilityWrong === null)).toBe(true);
    expect(report.pairVerdicts.of(62, 0)).toMatchObject({ line: 63, verdict: 'wrong' });
    expect(report.pairVerdicts.of(1, 0)).toBeUndefined();
  });

  it('says what the maximal length cuts off, by the tokens of the model set, and that nothing can be learned where nothing is left', async () => {
    const rows = [{ prompt: 'too long', chosen: 'a', rejected: 'b' }, { prompt: 'p', chosen: 'emptied', rejected: 'b' }, { prompt: 'p', chosen: 'a', rejected: 'cut' }, { prompt: 'p', chosen: 'a', rejected: 'b' }];
    const found = async (more: Partial<LintOptions> = {}) => {
      const { findings, pairVerdicts, silenced } = await lint(rows, { scorers: [new TruncatingScorer()], ...more });
      return { codes: findings.filter(({ code }) => truncationCodes.has(code)).map(({ row, code, severity }) => `${row} ${code} ${severity}`), verdicts: [...pairVerdicts].map(({ verdict }) => verdict), silenced };
    };
    expect(await found()).toMatchObject({ codes: ['0 prompt-too-long error', '1 truncated-empty error', '2 truncated-response information'], verdicts: ['unusable', 'unusable', 'fine', 'fine'] });
    const codes = { ...defaultFindingSettings.codes, 'truncated-empty': 'off', 'truncated-response': 'warning' } as const;
    expect(await found({ config: { ...defaultFindingSettings, codes } })).toMatchObject({ codes: ['0 prompt-too-long error', '2 truncated-response warning'], verdicts: ['unusable', 'fine', 'fine', 'fine'] });
    const hash = pairContentKey({ format: 'standard', prompt: 'too long', chosen: 'a', rejected: 'b' });
    const silence = { kind: 'silence', row: 0, hash, code: 'prompt-too-long', reason: '', version: 1, id: '1', at: '' } as const;
    const silences = new ContentHashes(new SilencedFindings([silence]), (text) => text);
    expect(await found({ silences })).toMatchObject({ codes: ['1 truncated-empty error', '2 truncated-response information'], silenced: 1 });
  });

  it('hands structural findings out before the models are asked', async () => {
    const scorer = new TextScorer();
    let asked = -1;
    await lint([{ prompt: 'a', chosen: '', rejected: 'x' }], { scorers: [scorer], onStructuralFindings: (findings) => { asked = findings.length > 0 ? scorer.asked : -1; } });
    expect(asked).toBe(0);
  });

  it('tells its phases in order, and stops when asked to', async () => {
    const { rows } = flippedFile(80, 0.1);
    const phases: string[] = [];
    await lint(rows, { scorers: [new TextScorer()], probe: { trainer: new InProcessProbeTrainer() }, onProgress: ({ phase }) => { if (phases[phases.length - 1] !== phase) phases.push(phase); } });
    expect(phases).toEqual(['reading', 'scoring', 'probing', 'judging']);
    const controller = new AbortController();
    controller.abort();
    await expect(lint(rows, { signal: controller.signal })).rejects.toSatisfy(CancelledError.is);
    const later = new AbortController();
    const stopped = lint(rows, { scorers: [new TextScorer()], signal: later.signal, onProgress: ({ phase }) => { if (phase === 'scoring') later.abort(); } });
    await expect(stopped).rejects.toSatisfy(CancelledError.is);
  });

  it('judges in short steps that others have turns between, to the same end, and can be stopped there', async () => {
    const { rows } = flippedFile(4000, 0.2);
    const scorers = [new TextScorer()];
    const counted = async (turn?: () => Promise<void>) => {
      const { pairVerdicts, ...report } = await lint(rows, { scorers, ...(turn && { turn }) });
      return JSON.stringify([report, [...pairVerdicts]]);
    };
    let turns = 0;
    expect(await counted(() => Promise.resolve(void turns++))).toBe(await counted());
    // Fits of the rate at 50 values, of the weights in five folds, and all loops over pairs.
    expect(turns).toBeGreaterThan(500);
    const controller = new AbortController();
    let seen = 0;
    const stopped = lint(rows, { scorers, signal: controller.signal, turn: () => Promise.resolve(void (++seen === 200 && controller.abort())) });
    await expect(stopped).rejects.toSatisfy(CancelledError.is);
    expect(seen).toBe(200);
  });

  it('hears what people found: where a file alone cannot say whether length is right or a bias, some pairs that were looked at do', async () => {
    const { rows, flipped } = longFile(800);
    const alone = await lint(rows, { scorers: [new TextScorer()] });
    expect(alone.page.noiseRate).toBeNull();
    const decided = rows.flatMap(({ prompt, chosen, rejected }, row): ReviewRecord[] => {
      if (row % 20 !== 7) return [];
      const hash = rowHash(pairContentKey({ format: 'standard', prompt, chosen, rejected }));
      return [{ version: 1, id: String(row), at: '', kind: 'decision', row, pair: 0, hash, code: 'length-outlier', occurrence: 0, decision: flipped.has(row) ? 'swap' : 'keep' }];
    });
    const heard = await lint(rows, { scorers: [new TextScorer()], reviews: new ReviewedPairs(new ReviewLog(decided), rowHash) });
    expect(heard.page.noiseRateReason).not.toBe(alone.page.noiseRateReason);
    expect(heard.page.noiseRate).not.toBeNull();
    // Decisions about findings are no random sample.
    expect(heard.page.auditedRate).toBeNull();
  });

  it('lets several model sets vote', async () => {
    const { rows } = flippedFile(100, 0);
    const opposite = new TextScorer();
    opposite.evaluate = async function* (requests) {
      for await (const { key, texts } of requests) yield { key, evaluation: evaluationOf(0, String(texts.prompt) === 'Question 3?' ? 60 : -60) };
    };
    const report = await lint(rows, { scorers: [new TextScorer(), opposite] });
    expect(report.findings.filter(({ code }) => code === 'models-disagree').map(({ row }) => row)).toContain(3);
  });
});
