import { describe, expect, it } from 'vitest';

import { defaultFindingSettings } from '../../../src/core/noise/config/findingSettings';
import { EvidenceTable } from '../../../src/core/noise/evidence/evidenceTable';
import type { Finding } from '../../../src/core/noise/finding';
import { judgeEvidence as judgeEvidenceSteps } from '../../../src/core/noise/verdict/judgement';
import { judgePairs as judgePairsSteps, type JudgedPairs } from '../../../src/core/noise/verdict/judgePairs';
import { modelFindings as modelFindingsSteps } from '../../../src/core/noise/verdict/modelFindings';
import { PairTable } from '../../../src/core/noise/verdict/pairTable';
import { auroc, Chance, madeEvidence, noLengths } from './madeEvidence';
import { inOneGo } from './inOneGo';

const judgeEvidence = inOneGo(judgeEvidenceSteps);
const judgePairs = inOneGo(judgePairsSteps);
const modelFindings = inOneGo(modelFindingsSteps);

function placed(pairs: number): PairTable {
  const table = new PairTable();
  for (let row = 0; row < pairs; row++) table.add({ row, line: row + 1, pair: 0, texts: { format: 'standard', prompt: 'p', chosen: 'yes', rejected: 'not' } });
  return table;
}

function judged(evidence: EvidenceTable, groups: Uint32Array): JudgedPairs {
  return { pairs: placed(evidence.pairs), evidence, judgement: judgeEvidence(evidence, groups, noLengths(evidence.pairs)) };
}

const finding = (row: number, code: Finding['code']): Finding => ({ row, line: row + 1, pair: 0, code, severity: 'error', message: '', evidence: {} });

function judge(of: JudgedPairs, structural: readonly Finding[] = []) {
  const verdicts = judgePairs(of, structural, defaultFindingSettings);
  return { verdicts, findings: modelFindings(of, verdicts, defaultFindingSettings) };
}

describe('verdicts', () => {
  it('call flipped labels wrong and leave almost all others alone', () => {
    const { table, flipped, groups } = madeEvidence(12, 1000, 0.15, { 'implicit-reward': 3, 'probe-text': 3 });
    const { verdicts, findings } = judge(judged(table, groups));
    const wrong = findings.filter(({ finding: { code } }) => code === 'label-contradicted').map(({ finding: { row } }) => row);
    const hits = wrong.filter((row) => flipped[row]).length;
    expect(hits / wrong.length).toBeGreaterThan(0.95);
    expect(hits / flipped.filter(Boolean).length).toBeGreaterThan(0.9);
    expect(verdicts.counts().wrong).toBe(wrong.length);
  });

  it('give probabilities that hold: of labels called wrong with p, about p are', () => {
    const { table, flipped, groups } = madeEvidence(13, 4000, 0.2, { 'implicit-reward': 1.2, 'probe-text': 1.2 });
    const { together } = judged(table, groups).judgement!;
    for (const [low, high] of [[0.05, 0.3], [0.3, 0.7], [0.7, 1]] as const) {
      const inside = flipped.map((isFlipped, row) => ({ isFlipped, p: together!.probabilityWrongAt(row)! })).filter(({ p }) => p >= low && p < high);
      const mean = inside.reduce((sum, { p }) => sum + p, 0) / inside.length;
      const share = inside.filter(({ isFlipped }) => isFlipped).length / inside.length;
      expect(Math.abs(share - mean)).toBeLessThan(0.15);
    }
  });

  it('are as certain as the size of the file allows, and rank as the evidence does', () => {
    const most = [90, 1000].map((pairs) => {
      const { table, flipped, groups } = madeEvidence(21, pairs, 0.15, { 'implicit-reward': 4 });
      const of = judged(table, groups);
      const judgement = of.judgement!;
      const probabilities = flipped.map((_, row) => judgement.together!.probabilityWrongAt(row)!);
      const suspicions = flipped.map((_, row) => judgement.suspicionAt(row));
      const inOrder = [...probabilities.keys()].sort((a, b) => suspicions[a]! - suspicions[b]!).map((row) => probabilities[row]!);
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
      expect(auroc(probabilities, flipped)).toBe(auroc(suspicions, flipped));
      expect(Math.min(...probabilities)).toBeGreaterThan(0);
      for (const { finding: { message } } of judge(of).findings) expect(message).not.toMatch(/\b(100|0) %/);
      return Math.max(...probabilities);
    });
    expect(most[0]).toBeLessThan(90 / 91);
    expect(most[1]).toBeGreaterThan(Math.max(0.99, most[0]!));
  });

  it('say more than 99 % where no more can be said', () => {
    const { table, groups } = madeEvidence(22, 4000, 0.15, { 'implicit-reward': 4 });
    expect(judge(judged(table, groups)).findings[0]!.finding.message).toContain('with probability of more than 99 %:');
  });

  it('call a pair ambiguous, never wrong, where sources that are sure of themselves disagree', () => {
    const { table, groups } = madeEvidence(14, 800, 0.15, { 'implicit-reward': 3, 'probe-text': 3 });
    table.scoresOf('implicit-reward')![3] = -9;
    table.scoresOf('probe-text')![3] = 6;
    const { verdicts, findings } = judge(judged(table, groups));
    expect(verdicts.of(3, 0)).toMatchObject({ verdict: 'ambiguous', evidence: [{ source: 'implicit-reward', says: 'wrong' }, { source: 'probe-text', says: 'right' }] });
    expect(verdicts.at(3)!.reason).toBe('Either response may be the better one: the implicit reward speaks against the label; the probe on text features speaks for it.');
    expect(findings.filter(({ finding: { row } }) => row === 3).map(({ finding: { code } }) => code)).toEqual(['ambiguous-pair']);
  });

  it('assert nothing where the evidence has nothing to do with the labels', () => {
    const { table, groups } = madeEvidence(15, 600, 0.5, { 'implicit-reward': 2 });
    const of = judged(table, groups);
    const { verdicts, findings } = judge(of);
    expect(of.judgement!.together).toBeNull();
    expect(verdicts.counts()).toEqual({ wrong: 0, ambiguous: 0, unusable: 0, dangerous: 0, fine: 600 });
    expect(verdicts.at(0)).toMatchObject({ probabilityWrong: null, evidence: [] });
    expect(findings).toEqual([]);
  });

  it('put what stands in the texts above what models say', () => {
    const { table, groups } = madeEvidence(12, 400, 0.15, { 'implicit-reward': 3, 'probe-text': 3 });
    const { verdicts } = judge(judged(table, groups), [finding(7, 'identical-responses'), finding(8, 'contradictory-pair'), finding(7, 'contradictory-pair')]);
    expect([verdicts.at(7)!.verdict, verdicts.at(8)!.verdict]).toEqual(['unusable', 'ambiguous']);
  });

  it('are there without any model', () => {
    const verdicts = judgePairs({ pairs: placed(2), evidence: null, judgement: null }, [finding(1, 'empty-chosen')], defaultFindingSettings);
    expect([...verdicts].map(({ verdict, probabilityWrong }) => [verdict, probabilityWrong])).toEqual([['fine', null], ['unusable', null]]);
    expect(verdicts.at(2)).toBeUndefined();
    expect(verdicts.of(5, 0)).toBeUndefined();
  });
});

describe('findings about training', () => {
  function withFigures(set: (table: EvidenceTable, chance: Chance) => void) {
    const table = new EvidenceTable(400);
    set(table, new Chance(1));
    return judge(judged(table, Uint32Array.from({ length: 400 }, (_, row) => row)));
  }

  it('name pairs whose own step would lower the chosen response, at most a share of the file', () => {
    const { verdicts, findings } = withFigures((table, chance) => { table.setFigures('displacement', Float64Array.from({ length: 400 }, (_, row) => (row < 5 ? -4 - row : 9 + chance.normal()))); });
    expect(findings.map(({ finding: { row, code } }) => [row, code])).toEqual([0, 1, 2, 3, 4].map((row) => [row, 'displacement-risk']));
    expect(verdicts.counts().dangerous).toBe(5);
    expect(findings[0]!.finding.evidence).toMatchObject({ figure: 'displacement', value: -4, threshold: 0 });
  });

  it('fall back to length-normalised CHES, and find nothing in a file without outliers', () => {
    const outliers = withFigures((table, chance) => { table.setFigures('length-normalized-ches', Float64Array.from({ length: 400 }, (_, row) => (row === 9 ? 40 : chance.normal()))); });
    expect(outliers.findings.map(({ finding: { row } }) => row)).toContain(9);
    const even = withFigures((table) => { table.setFigures('length-normalized-ches', Float64Array.from({ length: 400 }, (_, row) => row)); });
    expect(even.findings).toEqual([]);
  });

  it('name pairs that the reference ranks far more wrongly than others', () => {
    const { findings } = withFigures((table, chance) => { table.setFigures('ranking-difficulty', Float64Array.from({ length: 400 }, (_, row) => (row === 31 ? 90 : chance.normal()))); });
    expect(findings.find(({ finding: { row } }) => row === 31)!.finding).toMatchObject({ code: 'hard-to-learn', severity: 'information', evidence: { rankingDifficulty: 90 } });
  });

  it('name pairs whose spread over model sets is larger than their mean', () => {
    const { findings } = withFigures((table) => {
      table.setScores('model-spread', Float64Array.from({ length: 400 }, (_, row) => (row === 3 ? 0.2 : 2)));
      table.setFigures('spread', new Float64Array(400).fill(1));
    });
    expect(findings.filter(({ finding: { code } }) => code === 'models-disagree').map(({ finding: { row } }) => row)).toEqual([3]);
  });
});
