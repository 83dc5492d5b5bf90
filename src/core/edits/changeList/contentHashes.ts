import { pairContentKey } from '../../dataset/pairContentKey';
import type { PreferencePair } from '../../dataset/preferencePair';
import type { Finding } from '../../noise/finding';
import type { SilencedFindings } from './silencedFindings';

/** Hashes of the pairs' contents by row and pair, kept only where findings were silenced. */
export class ContentHashes {
  private readonly hashes = new Map<number, (string | undefined)[]>();

  constructor(
    private readonly silenced: SilencedFindings,
    private readonly hash: (text: string) => string,
  ) {}

  add(pair: Pick<PreferencePair, 'row' | 'pair' | 'texts'>): void {
    if (this.silenced.size === 0) return;
    const known = this.hashes.get(pair.row) ?? [];
    known[pair.pair] = this.hash(pairContentKey(pair.texts));
    this.hashes.set(pair.row, known);
  }

  /** A silence holds for the pair whose content it names; other pairs of its row are heard. */
  isSilenced({ row, pair, code }: Pick<Finding, 'row' | 'pair' | 'code'>): boolean {
    const hash = this.hashes.get(row)?.[pair];
    return hash !== undefined && this.silenced.reason(hash, code) !== undefined;
  }
}
