import { fitLogistic } from './fitLogistic';
import { softplus, type RowBlock } from './logisticRows';
import type { TrainingRows } from './trainingRows';

/** Strongest penalty a feature, and how much weaker each next one is. */
const [strongest, factor, mostPenalties] = [128, 4, 10];
/** A fold has its penalty when that many weaker ones did no better. */
const patience = 2;

/** The penalty of a fold, chosen without it. */
export interface ChosenPenalty {
  readonly penalty: number;
  /** Where the fit of the fold may begin: a probe that saw neither the fold nor another one. */
  readonly start: Float64Array;
  /** log-odds of the rows of each other fold by probes that saw neither that fold nor this one. */
  readonly innerLogits: Float64Array;
  readonly innerWeights: Float64Array;
}

/**
 * Chooses the penalty of each fold by cross-validation among the other folds. A probe that was trained without two folds serves both of them: on the
 * one it is judged for the other. So five folds take ten probes a penalty instead of twenty, and no label of a fold has a part in its own penalty.
 */
export class PenaltyChoice {
  private readonly pairs: readonly (readonly [number, number])[];
  private readonly grams: readonly Float64Array[];
  /** Coefficients by penalty and pair of folds. */
  private readonly fits: Float64Array[][] = [];
  /** Summed loss by penalty and fold. */
  private readonly losses: Float64Array[] = [];

  constructor(private readonly training: TrainingRows) {
    const folds = training.blocks.map((_, fold) => fold);
    this.pairs = folds.flatMap((first) => folds.slice(first + 1).map((second) => [first, second] as const));
    this.grams = training.selection.map((block) => training.rows.gram(block));
  }

  /** Yields the share of the work that is done. */
  *run(): Generator<number, readonly ChosenPenalty[]> {
    for (let index = 0; index < mostPenalties && !this.isDecided(); index++) {
      const fits: Float64Array[] = [];
      for (const [place, without] of this.pairs.entries()) {
        const fit = this.fit(index, place, without);
        let step = fit.next();
        for (; !step.done; step = fit.next()) yield (index + place / this.pairs.length) / mostPenalties;
        fits.push(step.value);
      }
      this.fits.push(fits);
      this.losses.push(this.lossesOf(fits));
    }
    return this.training.blocks.map((_, fold) => this.choiceOf(fold));
  }

  /** Σ w·x·xᵀ of all folds but those named, over the sample. */
  gramWithout(folds: readonly number[]): Float64Array {
    const sum = new Float64Array(this.training.rows.features ** 2);
    this.grams.forEach((gram, fold) => {
      if (!folds.includes(fold)) gram.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
    });
    return sum;
  }

  private fit(index: number, place: number, without: readonly number[]): Generator<undefined, Float64Array> {
    const { rows, selection } = this.training;
    const blocks = selection.filter((_, fold) => !without.includes(fold));
    const start = this.fits.at(-1)?.[place] ?? new Float64Array(rows.features);
    return fitLogistic({ rows, blocks, penalty: this.penaltyAt(index), gram: this.gramWithout(without), start });
  }

  private penaltyAt(index: number): number {
    return strongest * this.training.rows.features * factor ** -index;
  }

  private lossesOf(fits: readonly Float64Array[]): Float64Array {
    const losses = new Float64Array(this.training.blocks.length);
    this.pairs.forEach(([first, second], place) => {
      const coefficients = fits[place] ?? new Float64Array();
      losses[first] = (losses[first] ?? 0) + this.lossOf(second, coefficients);
      losses[second] = (losses[second] ?? 0) + this.lossOf(first, coefficients);
    });
    return losses;
  }

  private lossOf(fold: number, coefficients: Float64Array): number {
    const { rows, selection } = this.training;
    return sumOver(selection[fold], (row) => (rows.weights[row] ?? 0) * softplus(-rows.logit(row, coefficients)));
  }

  private bestOf(fold: number): number {
    let best = 0;
    this.losses.forEach((losses, index) => {
      if ((losses[fold] ?? 0) < (this.losses[best]?.[fold] ?? 0)) best = index;
    });
    return best;
  }

  private isDecided(): boolean {
    return this.training.blocks.every((_, fold) => this.losses.length - 1 - this.bestOf(fold) >= patience);
  }

  private choiceOf(fold: number): ChosenPenalty {
    const best = this.bestOf(fold);
    const logits: number[] = [];
    const weights: number[] = [];
    const { rows, selection } = this.training;
    let start = new Float64Array(rows.features) as Float64Array;
    this.pairs.forEach(([first, second], place) => {
      if (first !== fold && second !== fold) return;
      const coefficients = this.fits[best]?.[place] ?? start;
      start = coefficients;
      sumOver(selection[first === fold ? second : first], (row) => {
        logits.push(rows.logit(row, coefficients));
        return weights.push(rows.weights[row] ?? 0);
      });
    });
    return { penalty: this.penaltyAt(best), start, innerLogits: Float64Array.from(logits), innerWeights: Float64Array.from(weights) };
  }
}

function sumOver(block: RowBlock | undefined, term: (row: number) => number): number {
  let sum = 0;
  for (let row = block?.start ?? 0; row < (block?.end ?? 0); row++) sum += term(row);
  return sum;
}
