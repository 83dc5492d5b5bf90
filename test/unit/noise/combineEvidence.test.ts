import { describe, expect, it } from 'vitest';

import { combineEvidence as combineEvidenceSteps } from '../../../src/core/noise/evidence/combineEvidence';
import { EvidenceTable } from '../../../src/core/noise/evidence/evidenceTable';
import { lengthDifferences } from '../../../src/core/noise/evidence/lengthParts';
import { meanAndDeviation } from '../../../src/core/statistics/meanAndDeviation';
import { spreadEvidence } from '../../../src/core/noise/evidence/spreadEvidence';
import { auroc, Chance, madeEvidence, noLengths } from './madeEvidence';
import { inOneGo } from './inOneGo';

const combineEvidence = inOneGo(combineEvidenceSteps);

const against = (scores: Float64Array) => scores.map((score) => -score);

describe('evidence together', () => {
  it('finds planted flips better than the best of its sources, and gives useless ones no weight', () => {
    const { table, flipped, groups } = madeEvidence(4, 900, 0.2, { 'implicit-reward': 1, 'probe-text': 1.2, 'reference-model': 0, 'probe-states': 0.7 });
    const { scores, weights } = combineEvidence(table, groups, noLengths(900));
    const single = table.sources.map((source) => auroc(against(table.scoresOf(source)!), flipped));
    expect(auroc(against(scores), flipped)).toBeGreaterThan(Math.max(...single) + 0.02);
    const weightOf = (name: string) => weights.find(({ source }) => source === name)!.weight;
    expect(weightOf('reference-model')).toBeLessThan(0.15 * weightOf('probe-text'));
  });

  it('ranks by a single source exactly as that source does', () => {
    const { table, flipped, groups } = madeEvidence(6, 400, 0.2, { 'probe-text': 1.5 });
    const { scores } = combineEvidence(table, groups, noLengths(400));
    expect(auroc(against(scores), flipped)).toBeCloseTo(auroc(against(table.scoresOf('probe-text')!), flipped), 12);
  });

  it('weighs sources nearly alike as long as too few pairs tell which is the better one', () => {
    const spread = (pairs: number) => {
      const { table, groups } = madeEvidence(9, pairs, 0.3, { 'implicit-reward': 0.8, 'probe-text': 0.8, 'probe-states': 0.2 });
      const weights = combineEvidence(table, groups, noLengths(pairs)).weights.map(({ weight }) => weight);
      return Math.max(...weights) / Math.max(1e-9, Math.min(...weights));
    };
    expect(spread(60)).toBeLessThan(3);
    expect(spread(6000)).toBeGreaterThan(3);
  });

  it('turns no source round: one that contradicts most labels has no say', () => {
    const { table, groups } = madeEvidence(8, 500, 0.1, { 'implicit-reward': 1.5, 'reference-model': -1.5 });
    const { weights } = combineEvidence(table, groups, noLengths(500));
    expect(weights).toMatchObject([{ source: 'implicit-reward' }, { source: 'reference-model', weight: 0 }]);
    expect(weights[0]!.weight).toBeGreaterThan(0.5);
  });

  it('says the opposite of a swapped pair', () => {
    const { table, groups } = madeEvidence(3, 600, 0.2, { 'implicit-reward': 1, 'probe-text': 1 });
    const lengths = noLengths(600);
    const before = combineEvidence(table, groups, lengths).scores[17]!;
    for (const source of table.sources) {
      const column = table.scoresOf(source)!;
      column[17] = -column[17]!;
    }
    // The pair has no part in the weights of its own fold.
    expect(combineEvidence(table, groups, lengths).scores[17]).toBeCloseTo(-before, 1);
  });

  it('has no opinion where no source has one', () => {
    const { table, groups } = madeEvidence(3, 100, 0.2, { 'probe-text': 1 });
    table.scoresOf('probe-text')![5] = NaN;
    expect(combineEvidence(table, groups, noLengths(100)).scores[5]).toBe(0);
  });

  it('gives the same bits for the same evidence', () => {
    const { table, groups } = madeEvidence(5, 300, 0.2, { 'implicit-reward': 1, 'probe-text': 1 });
    expect(combineEvidence(table, groups, noLengths(300))).toEqual(combineEvidence(table, groups, noLengths(300)));
  });
});

/** Labels flipped towards the longer response or at random, seen by a model that knows no labels and a probe that follows length as much as labels do. */
function biasedFile(seed: number, towardsLonger: boolean) {
  const [chance, pairs] = [new Chance(seed), 800];
  const rows = Array.from({ length: pairs }, () => {
    const longerIsBetter = chance.happens(0.5);
    const isFlipped = towardsLonger ? !longerIsBetter && chance.happens(0.5) : chance.happens(0.25);
    const isChosenLonger = longerIsBetter !== isFlipped;
    const ratio = (0.2 + Math.abs(chance.normal())) * (isChosenLonger ? 1 : -1);
    const truth = isFlipped ? -1 : 1;
    return { isFlipped, chosen: Math.round(200 * Math.exp(Math.max(ratio, 0))), rejected: Math.round(200 * Math.exp(Math.max(-ratio, 0))), model: truth * (0.9 + chance.normal()), probe: truth * 0.5 + 0.5 * chance.normal() + (towardsLonger ? 1.5 * ratio : 0) };
  });
  const table = new EvidenceTable(pairs);
  table.setScores('implicit-reward', Float64Array.from(rows, ({ model }) => model));
  table.setScores('probe-text', Float64Array.from(rows, ({ probe }) => probe));
  const lengths = lengthDifferences({ length: pairs, chosenLengths: Uint32Array.from(rows, ({ chosen }) => chosen), rejectedLengths: Uint32Array.from(rows, ({ rejected }) => rejected) });
  return { table, lengths, groups: Uint32Array.from(rows.keys()), flipped: rows.map(({ isFlipped }) => isFlipped) };
}

describe('labels that follow length', () => {
  it('are not confirmed by a probe that learned to follow it too', () => {
    const { table, lengths, groups, flipped } = biasedFile(2, true);
    const { scores, length } = combineEvidence(table, groups, lengths);
    expect(length).toBe('bias');
    expect(auroc(against(scores), flipped)).toBeGreaterThan(auroc(against(table.scoresOf('probe-text')!), flipped) + 0.2);
  });

  it('are suspected where the longer response was chosen, and trusted where it was not', () => {
    const { table, lengths, groups } = biasedFile(2, true);
    const { lengthExcess } = combineEvidence(table, groups, lengths);
    expect(lengthExcess.every((excess, row) => Math.sign(excess) === Math.sign(lengths[2 * row]!))).toBe(true);
  });

  it('are told from labels that are flipped at random, whose length is left alone', () => {
    const { table, lengths, groups } = biasedFile(2, false);
    const { length, lengthExcess } = combineEvidence(table, groups, lengths);
    expect(length).toBeNull();
    expect(lengthExcess.every((excess) => excess === 0)).toBe(true);
  });
});

/** Longer responses truly are the better ones three times in four, and labels are flipped at random: a probe follows length, and is right to. */
function longerIsBetterFile(seed: number, model: number) {
  const [chance, pairs] = [new Chance(seed), 900];
  const rows = Array.from({ length: pairs }, () => {
    const size = 0.2 + Math.abs(chance.normal());
    const evidence = model * chance.normal();
    const longerIsBetter = chance.happens(1 / (1 + Math.exp(-(evidence + 1.4 * size))));
    const isFlipped = chance.happens(0.2);
    const sign = longerIsBetter !== isFlipped ? 1 : -1;
    return { isFlipped, length: sign * size, model: sign * evidence, probe: sign * (evidence / 2 + size) };
  });
  const table = new EvidenceTable(pairs);
  if (model > 0) table.setScores('implicit-reward', Float64Array.from(rows, (row) => row.model));
  table.setScores('probe-text', Float64Array.from(rows, (row) => row.probe));
  return { table, lengths: Float64Array.from(rows.flatMap(({ length }) => [length, Math.sign(length)])), groups: Uint32Array.from(rows.keys()), flipped: rows.map(({ isFlipped }) => isFlipped) };
}

describe('longer responses that are the better ones', () => {
  it('are told from biased labels where strong evidence can outweigh a length, and length is left to vouch for them', () => {
    const { table, lengths, groups, flipped } = longerIsBetterFile(3, 3);
    const { scores, length } = combineEvidence(table, groups, lengths);
    expect(length).not.toBe('bias');
    const best = Math.max(...table.sources.map((source) => auroc(against(table.scoresOf(source)!), flipped)));
    expect(auroc(against(scores), flipped)).toBeGreaterThan(best - 0.02);
  });

  it('are not doubted where nothing but a probe speaks, which cannot know', () => {
    for (const seed of [1, 2, 3]) {
      const { table, lengths, groups, flipped } = longerIsBetterFile(seed, 0);
      expect(auroc(against(combineEvidence(table, groups, lengths).scores), flipped)).toBeGreaterThan(auroc(against(table.scoresOf('probe-text')!), flipped) - 0.02);
    }
  });
});

/** Labels that follow length because the truth does or because annotators turned a good half of those for shorter responses, beside a weak witness. */
function puzzlingFile(seed: number, isBias: boolean) {
  const [chance, pairs] = [new Chance(seed), 800];
  const rows = Array.from({ length: pairs }, () => {
    const size = 0.4 + Math.abs(chance.normal());
    const evidence = 0.6 * chance.normal();
    const longerIsBetter = chance.happens(1 / (1 + Math.exp(-(evidence + (isBias ? 0 : 1.2)))));
    const isFlipped = isBias ? !longerIsBetter && chance.happens(0.53) : chance.happens(0.05);
    const sign = longerIsBetter !== isFlipped ? 1 : -1;
    return { isFlipped, length: sign * size, model: sign * evidence };
  });
  const table = new EvidenceTable(pairs);
  table.setScores('implicit-reward', Float64Array.from(rows, ({ model }) => model));
  return { table, lengths: Float64Array.from(rows.flatMap(({ length }) => [length, Math.sign(length)])), groups: Uint32Array.from(rows.keys()), flipped: rows.map(({ isFlipped }) => isFlipped) };
}

/** What a person says of one pair in twenty, who knows the truth. */
const wordsOn = (flipped: readonly boolean[]) => Int8Array.from(flipped, (isFlipped, row) => (row % 20 === 7 ? (isFlipped ? -1 : 1) : 0));

describe('pairs that a person looked at', () => {
  it('decide whether labels that follow length are biased or right, where the file alone does not say', () => {
    for (const seed of [1, 2, 3]) {
      for (const isBias of [true, false]) {
        const { table, lengths, groups, flipped } = puzzlingFile(seed, isBias);
        expect(combineEvidence(table, groups, lengths).length).toBe('unknown');
        table.setReviewed(wordsOn(flipped));
        expect(combineEvidence(table, groups, lengths).length).toBe(isBias ? 'bias' : 'truth');
      }
    }
  });

  it('decide it too where only labels for the longer response were looked at', () => {
    for (const isBias of [true, false]) {
      const { table, lengths, groups, flipped } = puzzlingFile(1, isBias);
      table.setReviewed(wordsOn(flipped).map((word, row) => (lengths[2 * row]! > 0 ? word : 0)));
      expect(combineEvidence(table, groups, lengths).length).toBe(isBias ? 'bias' : 'truth');
    }
  });

  it('change nothing where nobody looked', () => {
    const { table, lengths, groups } = puzzlingFile(1, true);
    const without = combineEvidence(table, groups, lengths);
    table.setReviewed(new Int8Array(800));
    expect(table.reviewed).toBeNull();
    expect(combineEvidence(table, groups, lengths)).toEqual(without);
    expect(() => { table.setReviewed(new Int8Array(3)); }).toThrow('3 reviews for 800 pairs');
  });

  it('teach which source to trust, by the truth and not by the label that they have', () => {
    const chance = new Chance(5);
    const truth = Array.from({ length: 300 }, () => (chance.happens(0.6) ? 1 : -1));
    const table = new EvidenceTable(300);
    // Labels are worth little here: one source knows the truth of each pair, the other knows its label.
    table.setScores('implicit-reward', Float64Array.from(truth, (sign) => sign * (1 + 0.5 * chance.normal())));
    table.setScores('probe-text', Float64Array.from(truth, () => 1 + 0.5 * chance.normal()));
    const weightsNow = () => combineEvidence(table, Uint32Array.from(truth.keys()), noLengths(300)).weights.map(({ weight }) => weight);
    expect(weightsNow()[0]).toBeLessThan(weightsNow()[1]!);
    table.setReviewed(Int8Array.from(truth, (sign, row) => (row % 4 === 0 ? 0 : sign)));
    expect(weightsNow()[0]).toBeGreaterThan(weightsNow()[1]!);
  });

  it('keep what the evidence says of them: one that was found wrong is not thereby ranked first', () => {
    const { table, flipped, groups } = madeEvidence(4, 900, 0.2, { 'implicit-reward': 1 });
    const source = table.scoresOf('implicit-reward')!;
    table.setReviewed(wordsOn(flipped));
    expect(auroc(against(combineEvidence(table, groups, noLengths(900)).scores), flipped)).toBeCloseTo(auroc(against(source), flipped), 12);
  });
});

describe('labels that say little', () => {
  it('leave no fold without an opinion: where no source earns a weight, all count alike', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { table, groups } = madeEvidence(seed, 120, 0.45, { 'probe-text': 0.3 });
      const { scores } = combineEvidence(table, groups, noLengths(120));
      const source = table.scoresOf('probe-text')!;
      expect(scores.every((score, row) => Math.sign(score) === Math.sign(source[row]!))).toBe(true);
    }
  });
});

describe('votes of several model sets', () => {
  it('have the mean and the population deviation of the worked rows', () => {
    expect(meanAndDeviation([2, 1, 3])).toEqual({ mean: 2, deviation: expect.closeTo(0.816497, 6) as number });
    expect(meanAndDeviation([-1, -2, -3])).toEqual({ mean: -2, deviation: expect.closeTo(0.816497, 6) as number });
    const { mean, deviation } = meanAndDeviation([0.2, -0.1, 0.2]);
    expect([mean, deviation]).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.141421, 6)]);
  });

  it('count each model set in its own unit, and need two that speak', () => {
    const { means, deviations } = spreadEvidence([Float64Array.of(1, -1, 3, NaN), Float64Array.of(100, 100, NaN, 100)]);
    expect(Array.from(means)).toEqual([1, 0, NaN, NaN]);
    expect(Array.from(deviations)).toEqual([0, 1, NaN, NaN]);
  });
});
