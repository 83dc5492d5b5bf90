import { findingCodes, type FindingCode, type FindingSeverity } from '../findingCodes';
import { findingThresholds, type ThresholdName } from './findingThresholds';

/** What becomes of the findings of one code. */
export type CodeSetting = 'off' | FindingSeverity;

/** Which findings are wanted, how severe they are, and where they begin. Complete: every code and every threshold has a value. */
export interface FindingSettings {
  readonly codes: Readonly<Record<FindingCode, CodeSetting>>;
  readonly thresholds: Readonly<Record<ThresholdName, number>>;
}

/** As the tables of codes and thresholds have it, without any configuration. */
export const defaultFindingSettings: FindingSettings = {
  codes: mapValues(findingCodes, ({ severity }) => severity),
  thresholds: mapValues(findingThresholds, (threshold: { readonly default: number }) => threshold.default),
};

/** The severity of a code's findings; null where they are off and need not be looked for. */
export function severityOf({ codes }: FindingSettings, code: FindingCode): FindingSeverity | null {
  const setting = codes[code];
  return setting === 'off' ? null : setting;
}

function mapValues<Key extends string, From, To>(record: Readonly<Record<Key, From>>, change: (value: From) => To): Readonly<Record<Key, To>> {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, change(value)])) as Record<Key, To>;
}
