import { verdictNames, type PairVerdict, type PairVerdicts, type VerdictName } from '../lintReport';
import { evidenceParts } from './evidenceParts';
import { evidenceSentence } from './evidenceSentence';
import type { Judgement } from './judgement';
import type { PairTable } from './pairTable';

const fine = verdictNames.indexOf('fine');

/** Verdicts in one byte a pair; the objects are made when asked for. */
export class VerdictTable implements PairVerdicts {
  private readonly codes: Uint8Array;

  constructor(
    private readonly pairs: PairTable,
    private readonly judgement: Judgement | null,
  ) {
    this.codes = new Uint8Array(pairs.length).fill(fine);
  }

  get length(): number {
    return this.codes.length;
  }

  set(index: number, verdict: VerdictName): void {
    this.codes[index] = verdictNames.indexOf(verdict);
  }

  verdictAt(index: number): VerdictName | undefined {
    return verdictNames[this.codes[index] ?? verdictNames.length];
  }

  at(index: number): PairVerdict | undefined {
    const verdict = this.verdictAt(index);
    if (verdict === undefined) return undefined;
    const [row, line, pair] = [this.pairs.rows[index] ?? 0, this.pairs.lines[index] ?? 0, this.pairs.pairs[index] ?? 0];
    const evidence = this.judgement ? evidenceParts(this.judgement, index) : [];
    const probabilityWrong = evidence.some((part) => part.probabilityWrong !== null) ? (this.judgement?.together?.probabilityWrongAt(index) ?? null) : null;
    const sentence = evidenceSentence(evidence);
    return { row, line, pair, verdict, probabilityWrong, evidence, reason: sentence === '' ? reasons[verdict] : `${reasons[verdict].slice(0, -1)}: ${sentence}.` };
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
  wrong: 'The label is probably wrong.',
  ambiguous: 'Either response may be the better one.',
  unusable: 'Nothing can be learned from this pair, whichever way it is labelled.',
  dangerous: 'Training on the pair is likely to lower the probability of its own chosen response.',
  fine: 'Nothing speaks against this pair.',
};
