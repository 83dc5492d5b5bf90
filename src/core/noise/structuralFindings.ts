import { pairContentKey } from '../dataset/pairContentKey';
import { responseText, type PairTexts, type PreferencePair } from '../dataset/preferencePair';
import type { Finding, FindingEvidence } from './finding';
import { findingCodes, type FindingCode } from './findingCodes';

type RowPlace = Pick<PreferencePair, 'row' | 'line'>;

interface KnownPair extends RowPlace {
  /** Set once the row has its finding, so that a pair with many opponents gets one. */
  contradicted: boolean;
}

/** Finds what is wrong with pairs without any model. Holds a hash for each different pair, no texts. */
export class StructuralFindings {
  private readonly known = new Map<string, KnownPair>();
  private readonly findings: Finding[] = [];

  /** `hash` shortens a content key; pairs with equal hashes count as equal. */
  constructor(private readonly hash: (text: string) => string) {}

  /** Pairs are added in file order. */
  add(pair: PreferencePair): void {
    const [content, opposite] = [pairContentKey(pair.texts), pairContentKey(swapped(pair.texts))];
    this.checkResponses(pair, content === opposite);
    const key = this.hash(content);
    const opponent = content === opposite ? undefined : this.known.get(this.hash(opposite));
    if (opponent !== undefined) this.reportContradiction(opponent, pair);
    const first = this.known.get(key);
    if (first === undefined) {
      this.known.set(key, { row: pair.row, line: pair.line, contradicted: opponent !== undefined });
    } else {
      this.report(pair, 'duplicate-pair', `The same pair stands in ${placeName(first)} already.`, otherPlace(first));
    }
  }

  /** All findings so far, in file order. */
  all(): readonly Finding[] {
    return [...this.findings].sort((first, second) => first.row - second.row);
  }

  private checkResponses(pair: PreferencePair, identical: boolean): void {
    const chosen = responseText(pair.texts.chosen);
    const rejected = responseText(pair.texts.rejected);
    if (identical) {
      this.report(pair, 'identical-responses', 'Chosen and rejected are the same text.', { characters: chosen.length });
    }
    if (chosen.trim() === '') this.reportEmpty(pair, 'empty-chosen', 'chosen', chosen);
    if (rejected.trim() === '') this.reportEmpty(pair, 'empty-rejected', 'rejected', rejected);
  }

  private reportEmpty(place: RowPlace, code: FindingCode, side: 'chosen' | 'rejected', text: string): void {
    const message = `The ${side} response ${text === '' ? 'is empty' : 'is nothing but white space'}.`;
    this.report(place, code, message, { side, characters: text.length });
  }

  private reportContradiction(earlier: KnownPair, later: RowPlace): void {
    const message = (other: RowPlace) => `The same two responses to the same prompt are preferred the other way round in ${placeName(other)}.`;
    if (!earlier.contradicted) this.report(earlier, 'contradictory-pair', message(later), otherPlace(later));
    earlier.contradicted = true;
    this.report(later, 'contradictory-pair', message(earlier), otherPlace(earlier));
  }

  private report({ row, line }: RowPlace, code: FindingCode, message: string, evidence: FindingEvidence): void {
    this.findings.push({ row, line, code, severity: findingCodes[code].severity, message, evidence });
  }
}

function swapped(texts: PairTexts): PairTexts {
  // One branch for each format keeps the union's members apart.
  return texts.format === 'standard'
    ? { ...texts, chosen: texts.rejected, rejected: texts.chosen }
    : { ...texts, chosen: texts.rejected, rejected: texts.chosen };
}

function placeName({ row, line }: RowPlace): string {
  return line > 0 ? `line ${String(line)}` : `row ${String(row)}`;
}

function otherPlace({ row, line }: RowPlace): FindingEvidence {
  return { otherRow: row, otherLine: line };
}
