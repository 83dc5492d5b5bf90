import { pairContentKey } from '../../dataset/pairContentKey';
import type { PreferencePair } from '../../dataset/preferencePair';
import type { SilencedFindings } from './silencedFindings';

/** Hashes of the pairs' contents by row, kept only where findings were silenced. */
export class ContentHashes {
  private readonly hashes = new Map<number, string[]>();

  constructor(
    private readonly silenced: SilencedFindings,
    private readonly hash: (text: string) => string,
  ) {}

  add(pair: PreferencePair): void {
    if (this.silenced.size === 0) return;
    const known = this.hashes.get(pair.row) ?? [];
    known.push(this.hash(pairContentKey(pair.texts)));
    this.hashes.set(pair.row, known);
  }

  isSilenced(row: number, code: string): boolean {
    return (this.hashes.get(row) ?? []).some((hash) => this.silenced.reason(hash, code) !== undefined);
  }
}
