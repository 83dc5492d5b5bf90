import { pairContentKey } from '../../dataset/pairContentKey';
import type { PairTexts } from '../../dataset/preferencePair';
import type { FindingEvidence } from '../finding';
import type { FindingCode } from '../findingCodes';
import type { FindingCollector, PairPlace } from './findingCollector';
import { HashIndex, type Hash64 } from './hashIndex';
import { hashText } from './hashText';
import { NumberList } from './numberList';
import { placeName, type PairPlaces } from './pairPlaces';

/** Where each of the two preferences between two responses was met first: 1 + number of the pair, 0 where it was not. */
class MetPreferences {
  private readonly index = new HashIndex();
  private readonly met = [uint32s(), uint32s()] as const;

  /** What was met before, by the preference itself and by its opposite; then remembers the pair if it is the first. */
  add(key: Hash64, preference: 0 | 1, pair: number): { readonly earlier: number | undefined; readonly opponent: number | undefined } {
    const entry = this.index.add(key.low, key.high);
    for (const list of this.met) if (entry === list.length) list.push(0);
    const [own, other] = [this.met[preference], this.met[preference === 0 ? 1 : 0]];
    const [earlier, opponent] = [own.at(entry), other.at(entry)];
    if (earlier === 0) own.set(entry, pair + 1);
    return { earlier: earlier === 0 ? undefined : earlier - 1, opponent: opponent === 0 ? undefined : opponent - 1 };
  }
}

/** A pair as its texts without layout have it. */
export interface NormalizedKey {
  readonly key: Hash64;
  /** Which of the two responses is preferred, in an order of the two that does not depend on that. */
  readonly preference: 0 | 1;
}

interface Codes {
  readonly duplicate: FindingCode;
  readonly contradiction: FindingCode;
  readonly but: string;
}

const exactCodes: Codes = { duplicate: 'duplicate-pair', contradiction: 'contradictory-pair', but: '' };
const normalizedCodes: Codes = {
  duplicate: 'normalized-duplicate',
  contradiction: 'normalized-contradiction',
  but: ' but for white space, case, punctuation or the form of characters',
};

/** Finds pairs that were met before, and pairs whose opposite was, by their exact content and by their texts without layout. */
export class PairIdentities {
  private readonly exact = new MetPreferences();
  private readonly normalized = new MetPreferences();
  /** Bits of the pairs that have a contradiction already, so that a pair with many opponents gets one. */
  private readonly contradicted = new NumberList((length) => new Uint8Array(length));

  constructor(
    private readonly hash: (text: string) => string,
    private readonly places: PairPlaces,
    private readonly collector: FindingCollector,
  ) {}

  /** Adds the pair with the next number. True where the pair was met before or is contradicted by an earlier one. */
  add(number: number, texts: PairTexts, normalized: NormalizedKey | undefined): boolean {
    this.contradicted.push(0);
    const order = compareResponses(texts);
    const exact = this.settle(number, exactCodes, this.exact.add(hashText(this.hash(pairContentKey(order > 0 ? swapped(texts) : texts))), order > 0 ? 1 : 0, number));
    if (normalized === undefined) return exact;
    const met = this.normalized.add(normalized.key, normalized.preference, number);
    return exact || this.settle(number, normalizedCodes, met);
  }

  private settle(number: number, codes: Codes, { earlier, opponent }: { readonly earlier: number | undefined; readonly opponent: number | undefined }): boolean {
    if (opponent !== undefined) this.reportContradiction(opponent, number, codes);
    if (earlier !== undefined) {
      const place = this.places.at(earlier);
      this.collector.report(this.places.at(number), codes.duplicate, `The same pair${codes.but} stands in ${placeName(place)} already.`, otherPlace(place));
    }
    return opponent !== undefined || earlier !== undefined;
  }

  private reportContradiction(earlier: number, later: number, { contradiction, but }: Codes): void {
    const report = (of: number, other: number) => {
      if (this.contradicted.at(of) !== 0) return;
      this.contradicted.set(of, 1);
      const place = this.places.at(other);
      const message = `The same two responses to the same prompt${but} are preferred the other way round in ${placeName(place)}.`;
      this.collector.report(this.places.at(of), contradiction, message, otherPlace(place));
    };
    report(earlier, later);
    report(later, earlier);
  }
}

/** 0 for identical responses, else which of them comes first in an arbitrary but fixed order. */
function compareResponses(texts: PairTexts): number {
  const [chosen, rejected] = texts.format === 'standard' ? [texts.chosen, texts.rejected] : [JSON.stringify(texts.chosen), JSON.stringify(texts.rejected)];
  if (chosen === rejected) return 0;
  return chosen < rejected ? -1 : 1;
}

function swapped(texts: PairTexts): PairTexts {
  // One branch for each format keeps the union's members apart.
  return texts.format === 'standard'
    ? { ...texts, chosen: texts.rejected, rejected: texts.chosen }
    : { ...texts, chosen: texts.rejected, rejected: texts.chosen };
}

export function otherPlace({ row, line, pair }: PairPlace): FindingEvidence {
  return pair === 0 ? { otherRow: row, otherLine: line } : { otherRow: row, otherLine: line, otherPair: pair };
}

function uint32s(): NumberList<Uint32Array> {
  return new NumberList((length) => new Uint32Array(length));
}
