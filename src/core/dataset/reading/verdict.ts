import type { ReadingNote, RowLabels } from '../preferencePair';
import type { RowReading } from '../schemas/schemaAdapter';
import type { Comparison } from './comparison';
import type { Answer } from './part';

/** What was said of two answers. Undefined: nothing that says which is better. */
export type Verdict = 'first' | 'second' | 'tie' | undefined;

interface VerdictDetails {
  /** Why there is no pair, where the verdict is a tie or missing. */
  readonly why: string;
  readonly labels?: RowLabels;
  readonly notes?: readonly ReadingNote[];
}

/** The reading of a row that holds two answers and a verdict. */
export function readVerdict(comparison: Comparison, first: Answer, second: Answer, verdict: Verdict, { why, labels, notes }: VerdictDetails): RowReading {
  if (verdict === 'first') return { pairs: [comparison.pair(first, second, labels, notes)] };
  if (verdict === 'second') return { pairs: [comparison.pair(second, first, labels, notes)] };
  if (verdict === 'tie') return { pairs: [], loose: [comparison.tie(first, second, why, labels)], ...(notes ? { notes } : {}) };
  const loose = [first, second].map((answer) => comparison.unpaired(answer, { label: null, score: null, why, ...(labels ? { labels } : {}) }));
  return { pairs: [], loose, ...(notes ? { notes } : {}) };
}
