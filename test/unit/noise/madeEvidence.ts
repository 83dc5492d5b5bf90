import { EvidenceTable } from '../../../src/core/noise/evidence/evidenceTable';
import type { EvidenceName } from '../../../src/core/noise/lintReport';
import { RandomSource } from '../../../src/core/statistics/randomSource';

export class Chance {
  private readonly random: RandomSource;

  constructor(seed: number) {
    this.random = new RandomSource(seed);
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random.unit())) * Math.cos(2 * Math.PI * this.random.unit());
  }

  happens(probability: number): boolean {
    return this.random.unit() < probability;
  }
}

export interface MadeEvidence {
  readonly table: EvidenceTable;
  readonly flipped: readonly boolean[];
  readonly groups: Uint32Array;
}

/** Sources whose margins are normal around `strength` in the direction of the truth, of labels flipped at `rate`. */
export function madeEvidence(seed: number, pairs: number, rate: number, strengths: Partial<Record<EvidenceName, number>>): MadeEvidence {
  const chance = new Chance(seed);
  const flipped = Array.from({ length: pairs }, () => chance.happens(rate));
  const table = new EvidenceTable(pairs);
  for (const [source, strength] of Object.entries(strengths) as [EvidenceName, number][]) {
    table.setScores(source, Float64Array.from(flipped, (isFlipped) => (isFlipped ? -1 : 1) * (strength + chance.normal())));
  }
  return { table, flipped, groups: Uint32Array.from(flipped.keys()) };
}

export const noLengths = (pairs: number) => new Float64Array(2 * pairs);

/** Area under the ROC curve of "flipped" against suspicion. */
export function auroc(suspicion: ArrayLike<number>, flipped: readonly boolean[]): number {
  let [wins, comparisons] = [0, 0];
  flipped.forEach((isFlipped, row) => {
    if (!isFlipped) return;
    flipped.forEach((other, against) => {
      if (other) return;
      comparisons++;
      const difference = suspicion[row]! - suspicion[against]!;
      wins += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
    });
  });
  return wins / comparisons;
}
