import { reviewKey, type DecisionRecord, type ReviewRecord } from './reviewRecord';

/** What the records of a review come to. The latest word on a finding counts, whichever window said it. */
export class ReviewLog {
  private readonly byKey = new Map<string, DecisionRecord>();
  private readonly keyOfId = new Map<string, string>();
  private codesNow: readonly string[] | null = null;
  private lastPlace: { readonly key: string; readonly decided: boolean } | null = null;
  private hasBegun = false;

  constructor(records: Iterable<ReviewRecord> = []) {
    for (const record of records) this.add(record);
  }

  add(record: ReviewRecord): void {
    if (record.kind === 'begin') this.begin(record.codes);
    else if (record.kind === 'applied') for (const id of record.decisions) this.forget(id);
    else {
      const key = reviewKey(record);
      this.lastPlace = { key, decided: record.kind === 'decision' };
      if (record.kind === 'decision') this.decide(key, record);
    }
  }

  /** Codes that the review is about; null for all. */
  get codes(): readonly string[] | null {
    return this.codesNow;
  }

  get isBegun(): boolean {
    return this.hasBegun;
  }

  /** The finding that was looked at last, and whether it was decided there and then; null before the first. */
  get place(): { readonly key: string; readonly decided: boolean } | null {
    return this.lastPlace;
  }

  decision(key: string): DecisionRecord | undefined {
    return this.byKey.get(key);
  }

  get decisions(): readonly DecisionRecord[] {
    return [...this.byKey.values()];
  }

  private begin(codes: readonly string[] | null): void {
    this.hasBegun = true;
    this.codesNow = codes;
    this.lastPlace = null;
  }

  private decide(key: string, record: DecisionRecord): void {
    this.hasBegun = true;
    this.byKey.set(key, record);
    this.keyOfId.set(record.id, key);
  }

  /** Only where no later decision took its place. */
  private forget(id: string): void {
    const key = this.keyOfId.get(id);
    if (key !== undefined && this.byKey.get(key)?.id === id) this.byKey.delete(key);
  }
}
