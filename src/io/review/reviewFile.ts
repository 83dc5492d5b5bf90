import path from 'node:path';

import { ReviewLog } from '../../core/noise/review/reviewLog';
import { reviewRecordSchema, reviewSuffix, type ReviewRecord } from '../../core/noise/review/reviewRecord';
import { parseJsonLines, type DamagedLine } from '../../core/parseJsonLines';
import { AppendOnlyFile } from '../appendOnlyFile';
import { stampedRecord, type Unstamped } from '../stampedRecord';

export type NewReviewRecord = Unstamped<ReviewRecord>;

export interface StoredReview {
  readonly log: ReviewLog;
  readonly damaged: readonly DamagedLine[];
}

/** What people decided about the findings of a dataset, in a file beside it. */
export class ReviewFile {
  private readonly file: AppendOnlyFile;

  constructor(dataset: string) {
    this.file = new AppendOnlyFile(path.resolve(dataset) + reviewSuffix);
  }

  get path(): string {
    return this.file.path;
  }

  /** An empty review where there is no file. Throws UnreadableFileError. */
  async read(): Promise<StoredReview> {
    const { records, damaged } = parseJsonLines(await this.file.text(), reviewRecordSchema);
    return { log: new ReviewLog(records), damaged };
  }

  /** Resolves once the record is on the disk. Rejects with OutputError. */
  async append(record: NewReviewRecord): Promise<ReviewRecord> {
    const stamped = stampedRecord(record) as ReviewRecord;
    await this.file.append([JSON.stringify(stamped)]);
    return stamped;
  }

  /** The same for many records, which one write keeps. */
  async appendAll(records: readonly NewReviewRecord[]): Promise<void> {
    await this.file.append(records.map((record) => JSON.stringify(stampedRecord(record))));
  }
}
