import type { PairScore } from '../../scoring/pairScore';
import type { EvidenceName } from '../lintReport';

/** Figures of pairs that are not evidence about the label, but decide about other findings. */
type FigureName = 'length-normalized-ches' | 'displacement' | 'ranking-difficulty' | 'spread' | 'likelihood-margin' | 'length-difference';

/**
 * What sources of evidence say of the pairs of a file, in columns of 8 bytes a pair, made when a source first speaks. Evidence is a score that is above 0
 * where the source agrees with the label, and changes its sign when the pair is swapped; NaN stands for no opinion.
 */
export class EvidenceTable {
  private readonly scores = new Map<EvidenceName, Float64Array>();
  private readonly figures = new Map<FigureName, Float64Array>();
  private reviewedColumn: Int8Array | null = null;

  constructor(readonly pairs: number) {}

  /** What people found who looked at pairs, by pair: 1 the label is right, −1 it is wrong, 0 nobody looked or nobody could tell. Null where no pair was reviewed. */
  get reviewed(): Int8Array | null {
    return this.reviewedColumn;
  }

  /** Takes over what people found; a column of zeros, or null, says that nobody looked. @param reviewed one a pair */
  setReviewed(reviewed: Int8Array | null): void {
    if (reviewed !== null && reviewed.length !== this.pairs) throw new RangeError(`${String(reviewed.length)} reviews for ${String(this.pairs)} pairs`);
    this.reviewedColumn = reviewed?.some((word) => word !== 0) === true ? reviewed : null;
  }

  /** Sources that said something of at least one pair, in the order of their first word. */
  get sources(): readonly EvidenceName[] {
    return [...this.scores.keys()];
  }

  /** Null for a source that said nothing. */
  scoresOf(source: EvidenceName): Float64Array | null {
    return this.scores.get(source) ?? null;
  }

  figuresOf(figure: FigureName): Float64Array | null {
    return this.figures.get(figure) ?? null;
  }

  /** Takes over what a source says of all pairs. */
  setScores(source: EvidenceName, scores: Float64Array): void {
    this.scores.set(source, scores);
  }

  setFigures(figure: FigureName, values: Float64Array): void {
    this.figures.set(figure, values);
  }

  /** Keeps what a model set says of a pair. */
  addScore(index: number, score: PairScore): void {
    this.put(this.scores, 'implicit-reward', index, score.rewardMargin);
    this.put(this.scores, 'reference-model', index, score.referenceMargin);
    this.put(this.scores, 'perplexity-difference', index, likelierByToken(score));
    this.put(this.figures, 'length-normalized-ches', index, score.lengthNormalizedChes);
    this.put(this.figures, 'displacement', index, score.displacement);
    this.put(this.figures, 'ranking-difficulty', index, score.rankingDifficulty);
    this.put(this.figures, 'likelihood-margin', index, score.likelihoodMargin);
    this.put(this.figures, 'length-difference', index, score.chosen.tokenCount - score.rejected.tokenCount);
  }

  private put<Name>(columns: Map<Name, Float64Array>, name: Name, index: number, value: number | null): void {
    if (value === null) return;
    let column = columns.get(name);
    if (column === undefined) {
      column = new Float64Array(this.pairs).fill(NaN);
      columns.set(name, column);
    }
    column[index] = value;
  }
}

/**
 * PerpCorrect's score with its sign turned, over the tokens of the responses alone: mean log π(token | …) of chosen − of rejected (nats a token). The paper
 * (Kong et al. 2024) averages over the prompt's tokens too, which are the same on both sides and shrink the difference of a short response less.
 */
function likelierByToken({ chosen, rejected }: PairScore): number | null {
  const [first, second] = [chosen.averageLogProbability, rejected.averageLogProbability];
  return first === null || second === null ? null : first - second;
}
