import { RandomSource } from '../../src/core/statistics/randomSource';
import { together } from './contenders';
import { rankingFigures, type RankingFigures } from './rankingFigures';
import type { SeedRun } from './seedRun';

export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Means over seeds with 95 % intervals: percentiles over resampled seeds and prompts. */
export interface ConditionFigures {
  readonly byContender: ReadonlyMap<string, Readonly<Record<keyof RankingFigures, Range>>>;
  /** AUROC of all together − of each single source. */
  readonly gains: ReadonlyMap<string, Range>;
  /** The same over the source that is best with this very seed, with the truth in hand: better than any source that could be chosen beforehand. */
  readonly oracleGain: Range;
}

/** @param groups prompts, which are resampled whole */
export function conditionFigures(runs: readonly SeedRun[], groups: Uint32Array, repeats: number): ConditionFigures {
  const random = new RandomSource(1);
  const whole = meansOver(runs, new Uint8Array(groups.length).fill(1));
  const draws = Array.from({ length: repeats }, () => meansOver(runs.map(() => runs[random.integer(runs.length)]).filter((run) => run !== undefined), resampled(groups, random)));
  const range = (read: (draw: Means) => number): Range => rangeOf(read(whole), draws.map(read));
  const figure = (name: string, key: keyof RankingFigures) => range(({ byName }) => byName.get(name)?.[key] ?? NaN);
  const names = runs[0]?.contenders ?? [];
  return {
    byContender: new Map(names.map(({ name }) => [name, { auroc: figure(name, 'auroc'), averagePrecision: figure(name, 'averagePrecision'), precisionAtRate: figure(name, 'precisionAtRate') }])),
    gains: new Map(names.filter(({ isSingle }) => isSingle).map(({ name }) => [name, range(({ byName }) => (byName.get(together)?.auroc ?? NaN) - (byName.get(name)?.auroc ?? NaN))])),
    oracleGain: range(({ oracleGain }) => oracleGain),
  };
}

interface Means {
  readonly byName: ReadonlyMap<string, RankingFigures>;
  readonly oracleGain: number;
}

function meansOver(runs: readonly SeedRun[], counts: Uint8Array): Means {
  const sums = new Map<string, { auroc: number; averagePrecision: number; precisionAtRate: number; runs: number }>();
  let oracle = 0;
  for (const { contenders, flipped, measured } of runs) {
    const counted = counts.map((count, row) => count * (measured[row] ?? 0));
    let [best, all] = [0, 0];
    for (const { name, isSingle, ranking, usedRate } of contenders) {
      const figures = rankingFigures(ranking, flipped, counted, usedRate);
      const sum = sums.get(name) ?? { auroc: 0, averagePrecision: 0, precisionAtRate: 0, runs: 0 };
      sums.set(name, { auroc: sum.auroc + figures.auroc, averagePrecision: sum.averagePrecision + figures.averagePrecision, precisionAtRate: sum.precisionAtRate + figures.precisionAtRate, runs: sum.runs + 1 });
      if (isSingle) best = Math.max(best, figures.auroc);
      if (name === together) all = figures.auroc;
    }
    oracle += (all - best) / runs.length;
  }
  const byName = new Map(Array.from(sums, ([name, sum]) => [name, { auroc: sum.auroc / sum.runs, averagePrecision: sum.averagePrecision / sum.runs, precisionAtRate: sum.precisionAtRate / sum.runs }]));
  return { byName, oracleGain: oracle };
}

/** How often each pair counts when as many prompts are drawn as there are. */
function resampled(groups: Uint32Array, random: RandomSource): Uint8Array {
  const prompts = groups.reduce((top, group) => Math.max(top, group), 0) + 1;
  const drawn = new Uint8Array(prompts);
  for (let draw = 0; draw < prompts; draw++) {
    const prompt = random.integer(prompts);
    drawn[prompt] = (drawn[prompt] ?? 0) + 1;
  }
  return Uint8Array.from(groups, (group) => drawn[group] ?? 0);
}

function rangeOf(value: number, draws: readonly number[]): Range {
  const sorted = draws.filter(Number.isFinite).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { value, low: at(0.025), high: at(0.975) };
}
