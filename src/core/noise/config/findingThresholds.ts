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
} as const satisfies Readonly<Record<string, FindingThreshold>>;

export type ThresholdName = keyof typeof findingThresholds;
