import type { ReviewLog } from '../../../core/noise/review/reviewLog';
import type { ReviewQueue } from '../../../core/noise/review/reviewQueue';
import type { ReviewedFinding } from '../../../core/noise/review/reviewRecord';
import type { NewReviewRecord } from '../../../io/review/reviewFile';

/** What a review leads through. */
export interface ReviewAgenda<Item extends ReviewedFinding> {
  /** The record with which it begins; null where it goes on with what was begun. */
  begin(log: ReviewLog): NewReviewRecord | null;
  queue(log: ReviewLog): ReviewQueue<Item>;
}
