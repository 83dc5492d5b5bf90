import { findingCodes, type FindingCode, type FindingSeverity } from '../findingCodes';
import { findingThresholds, type ThresholdName } from './findingThresholds';
import { mapTable } from './mapTable';

/** What becomes of the findings of one code. */
export type CodeSetting = 'off' | FindingSeverity;

/** Which findings are wanted, how severe they are, and where they begin. Complete: every code and every threshold has a value. */
export interface FindingSettings {
  readonly codes: Readonly<Record<FindingCode, CodeSetting>>;
  readonly thresholds: Readonly<Record<ThresholdName, number>>;
}

/** As the tables of codes and thresholds have it, without any configuration. */
export const defaultFindingSettings: FindingSettings = {
  codes: mapTable(findingCodes, ({ severity }) => severity),
  thresholds: mapTable(findingThresholds, (threshold: { readonly default: number }) => threshold.default),
};

/** The severity of a code's findings; null where they are off and need not be looked for. */
export function severityOf({ codes }: FindingSettings, code: FindingCode): FindingSeverity | null {
  const setting = codes[code];
  return setting === 'off' ? null : setting;
}
