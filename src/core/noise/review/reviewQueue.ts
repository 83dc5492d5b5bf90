import type { Finding } from '../finding';
import type { ReviewLog } from './reviewLog';
import { reviewKey, type DecisionName, type DecisionRecord, type ReviewedFinding } from './reviewRecord';

/** A finding on the way through a review, with the name under which decisions know it. */
export interface ReviewItem extends ReviewedFinding {
  readonly finding: Finding;
}

/** How far a review is. */
export interface ReviewTally {
  readonly total: number;
  /** Findings that need no more looking at: decided, or of a row that is to be dropped. */
  readonly settled: number;
  readonly decisions: Readonly<Record<DecisionName, number>>;
}

/** The findings of a review in their order, and the ways through them. Positions are 0-based. */
export class ReviewQueue {
  constructor(
    readonly items: readonly ReviewItem[],
    private readonly log: ReviewLog,
  ) {}

  /** Where the reviewer stopped; null where nothing is left to decide. */
  get start(): number | null {
    const { place } = this.log;
    const at = place === null ? -1 : this.items.findIndex((item) => reviewKey(item) === place.key);
    if (at !== -1 && place?.decided === false) return at;
    return this.nextUnsettled(at);
  }

  decision(item: ReviewItem): DecisionRecord | undefined {
    return this.log.decision(reviewKey(item));
  }

  /** The next finding behind a position that nobody has decided, then those before it. */
  nextUnsettled(from: number): number | null {
    const dropped = this.droppedRows();
    const count = this.items.length;
    for (let step = 1; step <= count; step++) {
      const at = (from + step + count) % count;
      const item = this.items[at];
      if (item !== undefined && at !== from && !this.isSettled(item, dropped)) return at;
    }
    return null;
  }

  tally(): ReviewTally {
    const decisions: Record<DecisionName, number> = { keep: 0, swap: 0, drop: 0, unsure: 0 };
    const dropped = this.droppedRows();
    let settled = 0;
    for (const item of this.items) {
      const decision = this.decision(item);
      if (decision !== undefined) decisions[decision.decision]++;
      if (this.isSettled(item, dropped)) settled++;
    }
    return { total: this.items.length, settled, decisions };
  }

  private isSettled(item: ReviewItem, dropped: ReadonlySet<number>): boolean {
    return this.decision(item) !== undefined || dropped.has(item.row);
  }

  private droppedRows(): ReadonlySet<number> {
    return new Set(this.items.filter((item) => this.decision(item)?.decision === 'drop').map(({ row }) => row));
  }
}

/** Names findings for a review. `hashes` has one content hash for each; findings are given ranked, and keep that order. */
export function reviewItems(findings: readonly Finding[], hashes: readonly (string | undefined)[]): readonly ReviewItem[] {
  const hashed = findings.flatMap((finding, index) => {
    const hash = hashes[index];
    return hash === undefined ? [] : [{ finding, hash, index }];
  });
  const seen = new Map<string, number>();
  const named = [...hashed]
    .sort((first, second) => first.finding.row - second.finding.row || first.finding.pair - second.finding.pair)
    .map(({ finding, hash, index }) => {
      const name = `${hash} ${finding.code}`;
      const occurrence = seen.get(name) ?? 0;
      seen.set(name, occurrence + 1);
      return { index, item: { finding, hash, code: finding.code, row: finding.row, pair: finding.pair, occurrence } };
    });
  return named.sort((first, second) => first.index - second.index).map(({ item }) => item);
}
