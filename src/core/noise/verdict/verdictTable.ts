import { verdictNames, type PairVerdict, type PairVerdicts, type VerdictName } from '../lintReport';
import type { PairTable } from './pairTable';

const fine = verdictNames.indexOf('fine');

/** Verdicts in one byte a pair; the objects are made when asked for. */
export class VerdictTable implements PairVerdicts {
  private readonly codes: Uint8Array;

  constructor(private readonly pairs: PairTable) {
    this.codes = new Uint8Array(pairs.length).fill(fine);
  }

  get length(): number {
    return this.codes.length;
  }

  set(index: number, verdict: VerdictName): void {
    this.codes[index] = verdictNames.indexOf(verdict);
  }

  at(index: number): PairVerdict | undefined {
    const verdict = verdictNames[this.codes[index] ?? verdictNames.length];
    if (verdict === undefined) return undefined;
    const [row, line, pair] = [this.pairs.rows[index] ?? 0, this.pairs.lines[index] ?? 0, this.pairs.pairs[index] ?? 0];
    return { row, line, pair, verdict, probabilityWrong: null, evidence: [], reason: reasons[verdict] };
  }

  of(row: number, pair: number): PairVerdict | undefined {
    const index = this.pairs.indexOf(row, pair);
    return index === undefined ? undefined : this.at(index);
  }

  *[Symbol.iterator](): Iterator<PairVerdict> {
    for (let index = 0; index < this.length; index++) {
      const verdict = this.at(index);
      if (verdict) yield verdict;
    }
  }

  counts(): Record<VerdictName, number> {
    const counts: Record<VerdictName, number> = { wrong: 0, ambiguous: 0, unusable: 0, dangerous: 0, fine: 0 };
    for (const code of this.codes) counts[verdictNames[code] ?? 'fine']++;
    return counts;
  }
}

const reasons: Readonly<Record<VerdictName, string>> = {
  wrong: 'The evidence contradicts the label.',
  ambiguous: 'The same responses are preferred both ways in this file.',
  unusable: 'Nothing can be learned from this pair, whichever way it is labelled.',
  dangerous: 'Training on the pair is likely to lower the probability of its own chosen response.',
  fine: 'Nothing was found.',
};
