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
export const findingThresholds = {} as const satisfies Readonly<Record<string, FindingThreshold>>;

export type ThresholdName = keyof typeof findingThresholds;
