import { createHeatScale, type HeatScale } from '../figures/heatScale';
import { badness } from '../figures/badness';
import type { InlineFigure } from '../figures/inlineFigure';
import { pairShownBy, type RowFigures } from '../figures/rowFigures';
import type { FileStamp } from './fileStamp';
import type { LineTracker } from './lineTracker';
import type { RowIndex } from '../../core/dataset/rowIndex';

/** Counts of a file, kept up to date as results arrive. */
export interface ResultSummary {
  readonly rows: number;
  readonly done: number;
  readonly scored: number;
  /** Rows that are broken themselves. */
  readonly unreadable: number;
  /** Rows that can be read, and that the models could do nothing with. */
  readonly unscored: number;
  /** Rows in order that hold no pair: ties and unpaired answers. */
  readonly withoutPair: number;
  /** Pairs of the scored rows. */
  readonly pairs: number;
  /** Scored rows where the models prefer the chosen response. */
  readonly agreeing: number;
}

/** The results of one run over one version of a file. */
export class ResultSet {
  private readonly figures: (RowFigures | undefined)[] = [];
  private counts = { done: 0, scored: 0, unreadable: 0, unscored: 0, withoutPair: 0, pairs: 0, agreeing: 0 };
  private readonly scales = new Map<InlineFigure, { done: number; scale: HeatScale }>();

  constructor(
    readonly index: RowIndex,
    readonly stamp: FileStamp | null,
    /** From lines on disk to lines of the open document. */
    readonly tracker: LineTracker,
    /** Whether a row may go over several lines, as in JSON and CSV. */
    private readonly spansLines = false,
  ) {}

  get summary(): ResultSummary {
    return { rows: this.index.rowCount, ...this.counts };
  }

  get isComplete(): boolean {
    return this.counts.done === this.index.rowCount;
  }

  record(figures: RowFigures): void {
    if (this.figures[figures.row] !== undefined) return;
    this.figures[figures.row] = figures;
    this.counts.done++;
    if (figures.kind === 'scored') {
      this.counts.scored++;
      this.counts.pairs += figures.pairCount;
      if ((figures.rewardMargin ?? figures.likelihoodMargin) > 0) this.counts.agreeing++;
    } else if (figures.code === 'no-pair') this.counts.withoutPair++;
    else if (figures.readable) this.counts.unscored++;
    else this.counts.unreadable++;
  }

  at(row: number): RowFigures | undefined {
    return this.figures[row];
  }

  /** Figures of the row on a 0-based line of the document; undefined where the line was touched or has none. */
  atDocumentLine(line: number): RowFigures | undefined {
    const row = this.rowAtDocumentLine(line);
    return row === undefined ? undefined : this.figures[row];
  }

  rowAtDocumentLine(line: number): number | undefined {
    const diskLine = this.tracker.diskLine(line);
    return diskLine === undefined ? undefined : this.index.rowAtLine(diskLine + 1);
  }

  /** 0-based line of the document where a row stands; undefined when the row was touched or removed. */
  documentLineOf(row: number): number | undefined {
    const line = this.index.lineOf(row);
    const last = this.spansLines ? this.index.lastLineOf(row) : line;
    return line === 0 ? undefined : this.tracker.firstLineNow(line - 1, last - 1);
  }

  *[Symbol.iterator](): Generator<RowFigures> {
    for (const figures of this.figures) if (figures) yield figures;
  }

  /** The scale of the file's colours; made anew only when there are a good deal more results than before. */
  scale(figure: InlineFigure): HeatScale {
    const known = this.scales.get(figure);
    if (known && (known.done === this.counts.done || (!this.isComplete && this.counts.done < known.done * 1.25))) return known.scale;
    const scale = createHeatScale(figure, this.values(figure));
    this.scales.set(figure, { done: this.counts.done, scale });
    return scale;
  }

  /** Share of the scored rows whose figure is lower; null when no row has one. */
  shareBelow(figure: InlineFigure, value: number): number | null {
    const values = this.values(figure);
    return values.length === 0 ? null : values.filter((other) => other < value).length / values.length;
  }

  private values(figure: InlineFigure): number[] {
    const values: number[] = [];
    for (const figures of this) {
      const value = shownValue(figures, figure);
      if (value !== null) values.push(value);
    }
    return values;
  }
}

/** A figure of a row: that of its worst pair. */
export function shownValue(figures: RowFigures | undefined, figure: InlineFigure): number | null {
  return figures?.kind === 'scored' ? pairShownBy(figures, figure)[figure] : null;
}

/** Orders rows from bad to good: the lower, the worse. */
export function rowBadness(figures: RowFigures, figure: InlineFigure): number | null {
  const value = shownValue(figures, figure);
  return value === null ? null : badness(value, figure);
}
