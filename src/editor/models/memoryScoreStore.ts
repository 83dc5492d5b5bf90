import type { ScoreStore } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';
import { contentHash } from '../../io/contentHash';

/** About 100 MB when full. */
const defaultCapacity = 200_000;

/** Evaluations of this window, so that an edit, a changed setting or an interrupted run costs only what is new. */
export class MemoryScoreStore implements ScoreStore {
  private readonly evaluations = new Map<string, PairEvaluation>();

  constructor(private readonly capacity = defaultCapacity) {}

  get(key: string): PairEvaluation | undefined {
    return this.evaluations.get(contentHash(key));
  }

  set(key: string, evaluation: PairEvaluation): void {
    if (this.evaluations.size >= this.capacity) this.forgetOldest();
    this.evaluations.set(contentHash(key), evaluation);
  }

  private forgetOldest(): void {
    const oldest = this.evaluations.keys().next();
    if (!oldest.done) this.evaluations.delete(oldest.value);
  }
}
