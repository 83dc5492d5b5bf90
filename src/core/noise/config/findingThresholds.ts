import type { FindingCode } from '../findingCodes';

/** A number that decides whether something is a finding; users set it by its name under "thresholds" of preflens.config.json. */
export interface FindingThreshold {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Whether only whole numbers make sense. */
  readonly whole?: true;
  /** What the number counts, for people: "characters", "nats", "share of shingles". */
  readonly unit: string;
  /** One plain sentence: what happens above or below it. */
  readonly explanation: string;
  /** The codes that it decides about. */
  readonly codes: readonly FindingCode[];
}

/** Every threshold by its name, in camel case. Names are a public contract like codes; defaults may get better. Documentation and the JSON schema are made from it. */
export const findingThresholds = {
  contradictedProbability: {
    default: 0.7,
    minimum: 0.5,
    maximum: 1,
    unit: 'probability',
    explanation: 'Labels that are wrong with at least this probability are reported as contradicted.',
    codes: ['label-contradicted', 'perplexity-difference', 'probe-disagrees'],
  },
  ambiguousProbability: {
    default: 0.35,
    minimum: 0,
    maximum: 1,
    unit: 'probability',
    explanation: 'Labels that are wrong with at least this probability, but less than that of contradicted ones, are reported as ambiguous.',
    codes: ['ambiguous-pair'],
  },
  displacementShare: {
    default: 0.05,
    minimum: 0,
    maximum: 1,
    unit: 'share of pairs',
    explanation: 'At most this share of the pairs of a file, those with the highest risk, is reported for likelihood displacement.',
    codes: ['displacement-risk'],
  },
  difficultyShare: {
    default: 0.05,
    minimum: 0,
    maximum: 1,
    unit: 'share of pairs',
    explanation: 'At most this share of the pairs of a file, those that the reference ranks most wrongly, is reported as hard to learn.',
    codes: ['hard-to-learn'],
  },
  nearDuplicateSimilarity: {
    default: 0.6,
    minimum: 0.3,
    maximum: 1,
    unit: 'share of common pieces',
    explanation: 'Pairs whose prompts and responses each share at least so much of their five-character pieces (estimated Jaccard similarity) are near-duplicates.',
    codes: ['near-duplicate', 'near-contradiction'],
  },
  prefixCharacters: {
    default: 20,
    minimum: 1,
    maximum: 10_000,
    whole: true,
    unit: 'characters',
    explanation: 'A response that the other begins with counts only where it has at least so many characters: "Yes" begins many answers.',
    codes: ['prefix-responses'],
  },
  lengthTimes: {
    default: 4,
    minimum: 1,
    maximum: 1000,
    unit: 'times',
    explanation: 'A response that is more than so many times as long as 99 % of the responses of the file is an outlier.',
    codes: ['length-outlier'],
  },
  lengthRatioDeviations: {
    default: 8,
    minimum: 2,
    maximum: 100,
    unit: 'robust standard deviations',
    explanation: 'A pair whose logarithm of the ratio of lengths lies further from the median of the file is an outlier.',
    codes: ['length-ratio'],
  },
  formatOutlierShare: {
    default: 0.02,
    minimum: 0,
    maximum: 1,
    unit: 'share of pairs',
    explanation: 'A difference of format is an outlier only where at most this share of the pairs of the file has one: otherwise it is the style of the file.',
    codes: ['format-outlier'],
  },
  markupLines: {
    default: 5,
    minimum: 1,
    maximum: 1000,
    whole: true,
    unit: 'lines',
    explanation: 'A response is heavily formatted from so many lines of headings, lists or tables on.',
    codes: ['format-outlier'],
  },
  repeatedWords: {
    default: 30,
    minimum: 5,
    maximum: 10_000,
    whole: true,
    unit: 'words',
    explanation: 'The same words over and over are a loop from so many words on.',
    codes: ['repetition-loop'],
  },
  cutOffCharacters: {
    default: 200,
    minimum: 1,
    maximum: 100_000,
    whole: true,
    unit: 'characters',
    explanation: 'Only responses of at least so many characters count as ending in the middle: short answers often have no full stop.',
    codes: ['cut-off'],
  },
} as const satisfies Readonly<Record<string, FindingThreshold>>;

export type ThresholdName = keyof typeof findingThresholds;
