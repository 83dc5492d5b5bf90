import type { Finding } from '../finding';
import type { ReviewLog, ReviewPlace } from './reviewLog';
import { reviewKey, type DecisionName, type ReviewedFinding } from './reviewRecord';

/** A finding on the way through a review, with the name under which decisions know it. */
export interface ReviewItem extends ReviewedFinding {
  readonly finding: Finding;
}

/** What a kind of review makes of the log. */
export interface ReviewRules<Item> {
  /** Where it stopped. */
  readonly place: ReviewPlace | null;
  /** What was decided about an item; null while that is open. */
  decision(item: Item): DecisionName | null;
  /** A row that is to be dropped needs no further answers. */
  readonly dropsRows: boolean;
}

/** Rules of a review of findings. */
export function findingRules(log: ReviewLog): ReviewRules<ReviewedFinding> {
  return { place: log.place, decision: (item) => log.decision(reviewKey(item))?.decision ?? null, dropsRows: true };
}

/** How far a review is. */
export interface ReviewTally {
  readonly total: number;
  /** Findings that need no more looking at: decided, or of a row that is to be dropped. */
  readonly settled: number;
  readonly decisions: Readonly<Record<DecisionName, number>>;
}

/** The findings or pairs of a review in their order, and the ways through them. Positions are 0-based. */
export class ReviewQueue<Item extends ReviewedFinding> {
  constructor(
    readonly items: readonly Item[],
    private readonly rules: ReviewRules<Item>,
  ) {}

  /** Where the reviewer stopped; null where nothing is left to decide. */
  get start(): number | null {
    const { place } = this.rules;
    const at = place === null ? -1 : this.items.findIndex((item) => reviewKey(item) === place.key);
    if (at !== -1 && place?.decided === false) return at;
    return this.nextUnsettled(at);
  }

  decision(item: Item): DecisionName | null {
    return this.rules.decision(item);
  }

  /** The next item behind a position that nobody has decided, then those before it. */
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
      if (decision !== null) decisions[decision]++;
      if (this.isSettled(item, dropped)) settled++;
    }
    return { total: this.items.length, settled, decisions };
  }

  private isSettled(item: Item, dropped: ReadonlySet<number>): boolean {
    return this.decision(item) !== null || dropped.has(item.row);
  }

  private droppedRows(): ReadonlySet<number> {
    return new Set(this.rules.dropsRows ? this.items.filter((item) => this.decision(item) === 'drop').map(({ row }) => row) : []);
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
