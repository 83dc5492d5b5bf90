import type { UnreadableRow } from '../dataset/preferencePair';
import type { PairColumns } from '../overview/pairColumns';
import type { Finding } from './finding';
import type { LabelColumn } from './page/fileCensus';
import type { PromptGroups } from './page/promptGroups';

/** A figure with its 95 % interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** What people said of pairs that were drawn at random, and the share of wrong labels that follows from it. */
export interface AuditedRate {
  /** By which the pairs were drawn. */
  readonly seed: number;
  /** Pairs of the file. */
  readonly pairs: number;
  /** Pairs that were drawn: the sum of the counts that follow. */
  readonly sampled: number;
  readonly right: number;
  readonly wrong: number;
  /** Wrong when they were drawn, and swapped since. */
  readonly mended: number;
  /** Of no use, and such that nobody can tell: they say nothing of the rate. */
  readonly unusable: number;
  readonly unsure: number;
  /** Nobody has looked at them yet. */
  readonly open: number;
  /** Decided after what models and findings say was shown. */
  readonly sawEvidence: number;
  /** Share of labels that are wrong now, with its exact interval; null before anything was told. */
  readonly rate: Interval | null;
  /** About how many more pairs would bring the interval to ±5 points; 0 where it is. */
  readonly more: number;
}

export const verdictNames = ['wrong', 'ambiguous', 'unusable', 'dangerous', 'fine'] as const;
export type VerdictName = (typeof verdictNames)[number];

/** Sources of evidence about the label of a pair; each is a probability that the label is wrong, made in its own way. */
export const evidenceNames = ['implicit-reward', 'reference-model', 'probe-states', 'probe-text', 'perplexity-difference', 'model-spread'] as const;
export type EvidenceName = (typeof evidenceNames)[number];

export interface EvidencePart {
  readonly source: EvidenceName;
  /** P(label wrong) by this source alone, calibrated on the file; null where the source has no opinion on the row. */
  readonly probabilityWrong: number | null;
  readonly says: 'wrong' | 'right' | 'unsure';
}

/** One verdict of a pair that combines the evidence. */
export interface PairVerdict {
  readonly row: number;
  readonly line: number;
  readonly pair: number;
  readonly verdict: VerdictName;
  /** Of all evidence together; null where there is none. */
  readonly probabilityWrong: number | null;
  readonly evidence: readonly EvidencePart[];
  /** One plain sentence: which parts agree and which do not. */
  readonly reason: string;
}

/** The verdicts of all pairs in file order. They are made when they are asked for: a million of them as objects would fill the memory. */
export interface PairVerdicts extends Iterable<PairVerdict> {
  readonly length: number;
  /** By index in file order; undefined beyond the end. */
  at(index: number): PairVerdict | undefined;
  /** Of one pair of a row (both 0-based); undefined where there is none. */
  of(row: number, pair: number): PairVerdict | undefined;
}

/** What the file seems to prefer: a coefficient of a standardised text feature in the preference log-odds, with length held equal (that of length: alone). */
export interface PreferenceCoefficient extends Interval {
  readonly feature: string;
  /** Mean of chosen − rejected in the feature's own unit. */
  readonly meanDifference: number;
  /** The coefficient without regard to length or anything else. */
  readonly alone: Interval;
  /** The coefficient beside all other features. */
  readonly joint: Interval;
}

export interface SliceFigures {
  /** Name of the label column and the value that the slice has, for example source = "anthropic". */
  readonly label: string;
  readonly value: string;
  readonly pairs: number;
  readonly noiseRate: Interval | null;
  /** Share of pairs whose implicit reward margin is positive. */
  readonly accuracy: Interval | null;
}

/** One page about a file: everything a curator asks of it as a whole. Parts that were not asked for, or that nothing is known of, are null. */
export interface FilePage {
  /** Share of labels that are wrong; null where the data cannot tell. */
  readonly noiseRate: Interval | null;
  /** One or two plain sentences: what the rate rests on, or why there is none. */
  readonly noiseRateReason: string;
  /** What a review of pairs drawn at random says of it; null where there was none. */
  readonly auditedRate: AuditedRate | null;
  /** By each source of evidence and the mixture it rests on. */
  readonly noiseRateBySource: Readonly<Partial<Record<EvidenceName, Interval>>>;
  /** Out-of-fold accuracy of the probe: how well the labels can be predicted at all. */
  readonly ceiling: Interval | null;
  /** Cohen's κ between what two sources say. */
  readonly agreement: readonly { readonly first: EvidenceName; readonly second: EvidenceName; readonly kappa: number; readonly pairs: number }[];
  readonly lengthBias: {
    /** Share of pairs whose chosen response is longer; ties count half. */
    readonly longerWins: Interval;
    /** Implicit-reward accuracy, and the same at equal length by a logistic fit on the length difference. */
    readonly accuracy: Interval | null;
    readonly lengthControlledAccuracy: Interval | null;
  } | null;
  readonly preferences: readonly PreferenceCoefficient[];
  readonly slices: readonly SliceFigures[];
}

/** What linting a file comes to. */
export interface LintReport {
  readonly rows: number;
  readonly pairs: number;
  /** Rows that could not be read, in file order: nothing is known of them. */
  readonly unreadable: readonly UnreadableRow[];
  /** Ranked: the most certain and most severe first. */
  readonly findings: readonly Finding[];
  /** Findings that were silenced, or whose code is off. */
  readonly silenced: number;
  /** Findings for information that there are beyond those that are kept: of what a whole file has in common the number says enough. */
  readonly notKept: number;
  /** Pairs by verdict; without models every pair is "unusable" or "fine". */
  readonly verdicts: Readonly<Record<VerdictName, number>>;
  readonly pairVerdicts: PairVerdicts;
  /** Which pairs share a prompt. */
  readonly promptGroups: PromptGroups;
  readonly page: FilePage;
  /** Figures of all pairs, in file order. */
  readonly columns: PairColumns;
  /** Which pairs have which labels, parallel to the columns. */
  readonly labels: readonly LabelColumn[];
  /** Margins at which the implicit reward alone can say neither that a label is right nor that it is wrong; null where nothing is known of that. */
  readonly ambiguousMargins: { readonly low: number; readonly high: number } | null;
}
