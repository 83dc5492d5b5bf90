import type { SilenceRecord } from './changeRecord';

/** Findings that somebody has looked at and wants no more to hear of, by content and code: they stay silent when rows move. */
export class SilencedFindings {
  private readonly reasons = new Map<string, string>();

  constructor(silences: Iterable<SilenceRecord>) {
    for (const { hash, code, reason } of silences) this.reasons.set(`${hash} ${code}`, reason);
  }

  get size(): number {
    return this.reasons.size;
  }

  /** The reason given, which may be empty; undefined where the finding is not silenced. `hash` is that of `pairContentKey`. */
  reason(hash: string, code: string): string | undefined {
    return this.reasons.get(`${hash} ${code}`);
  }
}
