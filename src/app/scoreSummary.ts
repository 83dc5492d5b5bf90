import type { PairScore } from '../core/scoring/pairScore';
import type { RowResult } from './scoreRows';

/** Figures of a whole file. Shares and means run over the scored pairs; null where no pair has the figure. */
export interface ScoreSummary {
  readonly rows: number;
  /** Pairs with figures. */
  readonly scored: number;
  /** Pairs without figures, and rows that cannot be read or hold no pair. */
  readonly unscored: number;
  /** Share of pairs with margin > 0, TRL's strict `rewards/accuracies`; null without a reference. */
  readonly accuracy: number | null;
  /** Share of pairs with the higher policy log-probability on the chosen side. */
  readonly likelihoodAccuracy: number | null;
  readonly meanMargin: number | null;
  /** Mean DPO (sigmoid) loss. */
  readonly meanLoss: number | null;
  readonly meanLengthNormalizedChes: number | null;
}

/** Sums up results as they come. */
export class ScoreSummarizer {
  private rows = 0;
  private results = 0;
  private scored = 0;
  private lastRow = -1;
  private readonly sums = new Map<keyof Figures, { count: number; total: number }>();

  add(result: RowResult): void {
    this.results++;
    // The results of a row follow one another.
    if (result.row !== this.lastRow) this.rows++;
    this.lastRow = result.row;
    if (result.kind === 'unscored') return;
    this.scored++;
    for (const [name, value] of Object.entries(figuresOf(result.score)) as [keyof Figures, number | null][]) {
      if (value === null) continue;
      const sum = this.sums.get(name) ?? { count: 0, total: 0 };
      this.sums.set(name, { count: sum.count + 1, total: sum.total + value });
    }
  }

  summary(): ScoreSummary {
    return {
      rows: this.rows,
      scored: this.scored,
      unscored: this.results - this.scored,
      accuracy: this.mean('accuracy'),
      likelihoodAccuracy: this.mean('likelihoodAccuracy'),
      meanMargin: this.mean('meanMargin'),
      meanLoss: this.mean('meanLoss'),
      meanLengthNormalizedChes: this.mean('meanLengthNormalizedChes'),
    };
  }

  private mean(name: keyof Figures): number | null {
    const sum = this.sums.get(name);
    return sum ? sum.total / sum.count : null;
  }
}

type Figures = Pick<ScoreSummary, 'accuracy' | 'likelihoodAccuracy' | 'meanMargin' | 'meanLoss' | 'meanLengthNormalizedChes'>;

function figuresOf(score: PairScore): Figures {
  return {
    accuracy: score.rewardMargin === null ? null : Number(score.rewardMargin > 0),
    likelihoodAccuracy: Number(score.likelihoodMargin > 0),
    meanMargin: score.rewardMargin,
    meanLoss: score.losses.sigmoid,
    meanLengthNormalizedChes: score.lengthNormalizedChes,
  };
}
