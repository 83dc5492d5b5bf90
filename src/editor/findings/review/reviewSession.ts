import type { ReviewLog } from '../../../core/noise/review/reviewLog';
import { ReviewQueue, type ReviewItem } from '../../../core/noise/review/reviewQueue';
import { reviewKey, type DecisionName, type ReviewedFinding } from '../../../core/noise/review/reviewRecord';
import type { ReviewFile } from '../../../io/review/reviewFile';

/**
 * One way through the findings of a file. Every decision and every step that is not one is on the disk before the next finding
 * shows, so that a review goes on exactly where it stopped, whatever stopped it.
 */
export class ReviewSession {
  private position: number | null;

  private constructor(
    private readonly file: ReviewFile,
    private log: ReviewLog,
    private queue: ReviewQueue,
  ) {
    this.position = queue.start;
  }

  /** Goes on with the review beside the dataset, or begins one. `itemsOf` gives the findings with these codes, all for null. */
  static async open(file: ReviewFile, itemsOf: (codes: readonly string[] | null) => readonly ReviewItem[], begin?: { readonly codes: readonly string[] | null }): Promise<ReviewSession> {
    const before = (await file.read()).log;
    if (begin !== undefined || !before.isBegun) await file.append({ kind: 'begin', codes: [...(begin?.codes ?? [])].length === 0 ? null : [...(begin?.codes ?? [])] });
    const { log } = await file.read();
    return new ReviewSession(file, log, new ReviewQueue(itemsOf(log.codes), log));
  }

  /** The finding to look at; null at the end. */
  get current(): { readonly item: ReviewItem; readonly position: number } | null {
    const item = this.position === null ? undefined : this.queue.items[this.position];
    return item === undefined || this.position === null ? null : { item, position: this.position };
  }

  get items(): readonly ReviewItem[] {
    return this.queue.items;
  }

  get codes(): readonly string[] | null {
    return this.log.codes;
  }

  decisionOf(item: ReviewItem): DecisionName | null {
    return this.queue.decision(item)?.decision ?? null;
  }

  tally(): ReturnType<ReviewQueue['tally']> {
    return this.queue.tally();
  }

  /** Keeps what is said of the current finding and goes to the next that nobody decided. Rejects with OutputError; then nothing moves. */
  async decide(decision: DecisionName): Promise<void> {
    const { current } = this;
    if (current === null) return;
    this.log.add(await this.file.append({ kind: 'decision', ...nameOf(current.item), decision }));
    this.position = this.queue.nextUnsettled(current.position);
  }

  /** Goes to the next finding without deciding this one; from the last to the end. */
  async skip(): Promise<void> {
    const next = (this.current?.position ?? this.queue.items.length) + 1;
    if (next >= this.queue.items.length) this.position = null;
    else await this.goTo(next);
  }

  /** Goes to the finding before, decided or not; from the end to the last one. */
  async back(): Promise<void> {
    const before = (this.current?.position ?? this.queue.items.length) - 1;
    if (before >= 0) await this.goTo(before);
  }

  /** Takes in what another window decided meanwhile, and what was found anew; stays at its finding while there is one. */
  async refresh(itemsOf: (codes: readonly string[] | null) => readonly ReviewItem[]): Promise<void> {
    const here = this.current?.item;
    this.log = (await this.file.read()).log;
    this.queue = new ReviewQueue(itemsOf(this.log.codes), this.log);
    if (here === undefined) return;
    const at = this.queue.items.findIndex((item) => reviewKey(item) === reviewKey(here));
    this.position = at === -1 ? this.queue.start : at;
  }

  /** Findings with a decision that stands, and the identity of that decision. */
  decided(): readonly { readonly item: ReviewItem; readonly decision: DecisionName; readonly id: string }[] {
    return this.queue.items.flatMap((item) => {
      const record = this.queue.decision(item);
      return record === undefined ? [] : [{ item, decision: record.decision, id: record.id }];
    });
  }

  /** Notes that decisions are now made true in the dataset. */
  async markApplied(ids: readonly string[]): Promise<void> {
    this.log.add(await this.file.append({ kind: 'applied', decisions: [...ids] }));
  }

  private async goTo(position: number): Promise<void> {
    const item = this.queue.items[position];
    if (item === undefined) return;
    this.log.add(await this.file.append({ kind: 'position', ...nameOf(item) }));
    this.position = position;
  }
}

function nameOf({ row, pair, hash, code, occurrence }: ReviewItem): ReviewedFinding {
  return { row, pair, hash, code, occurrence };
}
