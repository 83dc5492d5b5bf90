import { pairContentKey } from '../dataset/pairContentKey';
import { responseText, type PairTexts, type PreferencePair } from '../dataset/preferencePair';
import type { Finding, FindingEvidence } from './finding';
import { findingCodes, type FindingCode } from './findingCodes';

type RowPlace = Pick<PreferencePair, 'row' | 'line' | 'pair'>;

type Preference = 'first' | 'second';

interface KnownPair extends RowPlace {
  /** Set once the row has its finding, so that a pair with many opponents gets one. */
  contradicted: boolean;
}

/** Finds what is wrong with pairs without any model. Holds a hash for each different pair, no texts. */
export class StructuralFindings {
  /** By the content with its responses in a fixed order: where each of the two preferences was met first. */
  private readonly known = new Map<string, Record<Preference, KnownPair | undefined>>();
  private readonly findings: Finding[] = [];

  /** `hash` shortens a content key; pairs with equal hashes count as equal. */
  constructor(private readonly hash: (text: string) => string) {}

  /** Pairs are added in file order. */
  add(pair: PreferencePair): void {
    const order = compareResponses(pair.texts);
    this.checkResponses(pair, order === 0);
    const [preference, opposite] = order > 0 ? (['second', 'first'] as const) : (['first', 'second'] as const);
    const key = this.hash(pairContentKey(preference === 'second' ? swapped(pair.texts) : pair.texts));
    const met = this.known.get(key) ?? { first: undefined, second: undefined };
    this.known.set(key, met);
    const [earlier, opponent] = [met[preference], met[opposite]];
    if (opponent !== undefined) this.reportContradiction(opponent, pair);
    if (earlier !== undefined) {
      this.report(pair, 'duplicate-pair', `The same pair stands in ${placeName(earlier)} already.`, otherPlace(earlier));
    }
    met[preference] ??= { row: pair.row, line: pair.line, pair: pair.pair, contradicted: opponent !== undefined };
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

  private report({ row, line, pair }: RowPlace, code: FindingCode, message: string, evidence: FindingEvidence): void {
    this.findings.push({ row, line, pair, code, severity: findingCodes[code].severity, message, evidence });
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

function placeName({ row, line }: Pick<RowPlace, 'row' | 'line'>): string {
  return line > 0 ? `line ${String(line)}` : `row ${String(row)}`;
}

function otherPlace({ row, line }: RowPlace): FindingEvidence {
  return { otherRow: row, otherLine: line };
}
