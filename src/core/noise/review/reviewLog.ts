import type { SampleChoice } from './randomSample';
import { reviewKey, sampleCode, type DecisionRecord, type ReviewRecord } from './reviewRecord';

/** A decision and its place among all of the log. */
export interface SaidDecision {
  readonly record: DecisionRecord;
  readonly order: number;
}

/** A finding or pair that was looked at last, and whether it was decided there and then. */
export interface ReviewPlace {
  readonly key: string;
  readonly decided: boolean;
}

/** What the records of a review come to. The latest word on a finding counts, whichever window said it. */
export class ReviewLog {
  private readonly byKey = new Map<string, DecisionRecord>();
  private readonly keyOfId = new Map<string, string>();
  private codesNow: readonly string[] | null = null;
  private lastPlace: ReviewPlace | null = null;
  private hasBegun = false;
  private readonly saidByKey = new Map<string, SaidDecision>();
  private sampleNow: SampleChoice | null = null;
  private readonly begunAt = new Map<number, number>();
  private lastSamplePlace: ReviewPlace | null = null;
  private count = 0;

  constructor(records: Iterable<ReviewRecord> = []) {
    for (const record of records) this.add(record);
  }

  add(record: ReviewRecord): void {
    this.count++;
    if (record.kind === 'begin') this.begin(record.codes);
    else if (record.kind === 'sample') this.beginSample(record);
    else if (record.kind === 'applied') for (const id of record.decisions) this.forget(id);
    else {
      const key = reviewKey(record);
      const place = { key, decided: record.kind === 'decision' };
      if (record.code === sampleCode) this.lastSamplePlace = place;
      else this.lastPlace = place;
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

  /** Null before the first finding. */
  get place(): ReviewPlace | null {
    return this.lastPlace;
  }

  /** The random sample that is reviewed; null where none ever was. */
  get sample(): SampleChoice | null {
    return this.sampleNow;
  }

  /** The place in the log from which on pairs were drawn by a seed; infinite where none were. */
  drawnSince(seed: number): number {
    return this.begunAt.get(seed) ?? Infinity;
  }

  /** Null before the first pair of the sample. */
  get samplePlace(): ReviewPlace | null {
    return this.lastSamplePlace;
  }

  /** The latest decision, also where it was made true in the dataset since. */
  said(key: string): SaidDecision | undefined {
    return this.saidByKey.get(key);
  }

  /** All latest decisions, also those that were made true since. */
  allSaid(): Iterable<SaidDecision> {
    return this.saidByKey.values();
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

  private beginSample({ seed, size }: SampleChoice): void {
    this.sampleNow = { seed, size };
    if (!this.begunAt.has(seed)) this.begunAt.set(seed, this.count);
    this.lastSamplePlace = null;
  }

  private decide(key: string, record: DecisionRecord): void {
    if (record.code !== sampleCode) this.hasBegun = true;
    this.saidByKey.set(key, { record, order: this.count });
    this.byKey.set(key, record);
    this.keyOfId.set(record.id, key);
  }

  /** Only where no later decision took its place. */
  private forget(id: string): void {
    const key = this.keyOfId.get(id);
    if (key !== undefined && this.byKey.get(key)?.id === id) this.byKey.delete(key);
  }
}
