import type { PairScore, ResponseScore } from '../../src/core/scoring/pairScore';

/** One line of the figures table: a figure of each response, or of the pair. */
export interface FigureRow {
  readonly name: string;
  /** One plain sentence: what it is and how to read it. */
  readonly explanation: string;
  readonly format: (value: number) => string;
  readonly response?: (response: ResponseScore, score: PairScore) => number | null;
  readonly pair?: (score: PairScore) => number | null;
  /** Why there is no figure, should it be null. */
  readonly missing: (score: PairScore) => string;
  /** Where the pair stands in its file by this figure, if that is known. */
  readonly percentile?: 'marginPercentile' | 'chesPercentile';
  readonly recommended?: true;
  /** Left out where false; a figure that every pair may have is always shown. */
  readonly shown?: (score: PairScore) => boolean;
}

export interface FigureGroup {
  readonly name: string;
  readonly rows: readonly FigureRow[];
}
