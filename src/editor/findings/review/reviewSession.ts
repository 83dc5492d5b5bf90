import type { ReviewLog } from '../../../core/noise/review/reviewLog';
import type { ReviewQueue } from '../../../core/noise/review/reviewQueue';
import { reviewKey, type DecisionName, type DecisionRecord, type ReviewedFinding } from '../../../core/noise/review/reviewRecord';
import type { ReviewFile } from '../../../io/review/reviewFile';
import type { ReviewAgenda } from './reviewAgenda';

/**
 * One way through the findings of a file, or through pairs drawn from it. Every decision and every step that is not one is on the disk before the next
 * shows, so that a review goes on exactly where it stopped, whatever stopped it.
 */
export class ReviewSession<Item extends ReviewedFinding> {
  private position: number | null;
  private queue: ReviewQueue<Item>;

  private constructor(
    private readonly file: ReviewFile,
    private agenda: ReviewAgenda<Item>,
    private known: ReviewLog,
  ) {
    this.queue = agenda.queue(known);
    this.position = this.queue.start;
  }

  /** Goes on with the review beside the dataset, or begins one. */
  static async open<Item extends ReviewedFinding>(file: ReviewFile, agenda: ReviewAgenda<Item>): Promise<ReviewSession<Item>> {
    const begin = agenda.begin((await file.read()).log);
    if (begin !== null) await file.append(begin);
    return new ReviewSession(file, agenda, (await file.read()).log);
  }

  /** The item to look at; null at the end. */
  get current(): { readonly item: Item; readonly position: number } | null {
    const item = this.position === null ? undefined : this.queue.items[this.position];
    return item === undefined || this.position === null ? null : { item, position: this.position };
  }

  get items(): readonly Item[] {
    return this.queue.items;
  }

  get log(): ReviewLog {
    return this.known;
  }

  decisionOf(item: Item): DecisionName | null {
    return this.queue.decision(item);
  }

  tally(): ReturnType<ReviewQueue<Item>['tally']> {
    return this.queue.tally();
  }

  /** Keeps what is said of the current item and goes to the next that nobody decided. Rejects with OutputError; then nothing moves. */
  async decide(decision: DecisionName, more: Pick<DecisionRecord, 'sawEvidence'> = {}): Promise<void> {
    const { current } = this;
    if (current === null) return;
    this.known.add(await this.file.append({ kind: 'decision', ...nameOf(current.item), decision, ...more }));
    this.position = this.queue.nextUnsettled(current.position);
  }

  /** Goes to the next item without deciding this one; from the last to the end. */
  async skip(): Promise<void> {
    const next = (this.current?.position ?? this.queue.items.length) + 1;
    if (next >= this.queue.items.length) this.position = null;
    else await this.goTo(next);
  }

  /** Goes to the item before, decided or not; from the end to the last one. */
  async back(): Promise<void> {
    const before = (this.current?.position ?? this.queue.items.length) - 1;
    if (before >= 0) await this.goTo(before);
  }

  /** Takes in what another window decided meanwhile, and, of another agenda, what there is anew; stays at its item while there is one. */
  async refresh(agenda: ReviewAgenda<Item> = this.agenda): Promise<void> {
    const here = this.current?.item;
    this.agenda = agenda;
    this.known = (await this.file.read()).log;
    this.queue = agenda.queue(this.known);
    if (here === undefined) return;
    const at = this.queue.items.findIndex((item) => reviewKey(item) === reviewKey(here));
    this.position = at === -1 ? this.queue.start : at;
  }

  /** Items with a decision that was not made true yet, and the identity of that decision. */
  decided(): readonly { readonly item: Item; readonly decision: DecisionName; readonly id: string }[] {
    return this.queue.items.flatMap((item) => {
      const record = this.known.decision(reviewKey(item));
      return record === undefined ? [] : [{ item, decision: record.decision, id: record.id }];
    });
  }

  /** Notes that decisions are now made true in the dataset. */
  async markApplied(ids: readonly string[]): Promise<void> {
    this.known.add(await this.file.append({ kind: 'applied', decisions: [...ids] }));
  }

  private async goTo(position: number): Promise<void> {
    const item = this.queue.items[position];
    if (item === undefined) return;
    this.known.add(await this.file.append({ kind: 'position', ...nameOf(item) }));
    this.position = position;
  }
}

function nameOf({ row, pair, hash, code, occurrence }: ReviewedFinding): ReviewedFinding {
  return { row, pair, hash, code, occurrence };
}
