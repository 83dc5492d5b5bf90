import { findingCodes, type FindingCode } from '../findingCodes';
import { defaultFindingSettings, type CodeSetting, type FindingSettings } from './findingSettings';
import type { ThresholdName } from './findingThresholds';
import type { ConfiguredModels, ConfiguredSettings, FailureLevel, LintConfigFile } from './lintConfig';

/** A configuration file, seen from one dataset. */
export interface LintConfigLayer {
  readonly config: LintConfigFile;
  /**
   * What a list of patterns says of the dataset: true or false by the last that fits (false where that one begins with "!"),
   * undefined where none fits.
   */
  readonly matches: (patterns: readonly string[]) => boolean | undefined;
}

/** What counts for one dataset. Null: no file says so, and the caller's default counts. */
export interface LintConfig {
  readonly findings: FindingSettings;
  readonly models: ConfiguredModels | null;
  readonly convention: NonNullable<ConfiguredSettings['convention']> | null;
  readonly beta: number | null;
  readonly maxLength: number | null;
  readonly failOn: FailureLevel | null;
  /** Share of wrong labels, 0..1, above which linting fails. */
  readonly maxNoise: number | null;
  /** The dataset is not to be linted. */
  readonly isIgnored: boolean;
}

export const defaultLintConfig: LintConfig = {
  findings: defaultFindingSettings,
  models: null,
  convention: null,
  beta: null,
  maxLength: null,
  failOn: null,
  maxNoise: null,
  isIgnored: false,
};

/** `layers` from the nearest folder to the farthest; what is nearer wins, and in one file what an override says. */
export function mergeLintConfigs(layers: readonly LintConfigLayer[]): LintConfig {
  return layers.toReversed().reduce(withLayer, defaultLintConfig);
}

function withLayer(before: LintConfig, { config, matches }: LintConfigLayer): LintConfig {
  const isIgnored = (config.ignore === undefined ? undefined : matches(config.ignore)) ?? before.isIgnored;
  const fitting = (config.overrides ?? []).filter(({ files }) => matches(files) === true);
  return [config, ...fitting].reduce(withSettings, { ...before, isIgnored });
}

function withSettings(before: LintConfig, { codes = {}, thresholds = {}, models, convention, beta, maxLength, failOn, maxNoise }: ConfiguredSettings): LintConfig {
  return {
    ...before,
    findings: { codes: { ...before.findings.codes, ...codesOf(codes) }, thresholds: { ...before.findings.thresholds, ...thresholdsOf(thresholds) } },
    models: models ?? before.models,
    convention: convention ?? before.convention,
    beta: beta ?? before.beta,
    maxLength: maxLength ?? before.maxLength,
    failOn: failOn ?? before.failOn,
    maxNoise: maxNoise ?? before.maxNoise,
  };
}

function codesOf(codes: NonNullable<ConfiguredSettings['codes']>): Partial<Record<FindingCode, CodeSetting>> {
  const entries = Object.entries(codes) as [FindingCode, NonNullable<(typeof codes)[FindingCode]>][];
  return Object.fromEntries(entries.map(([code, setting]) => [code, setting === 'on' ? findingCodes[code].severity : setting]));
}

/** Thresholds that are set; a name without a value says nothing. */
function thresholdsOf(thresholds: Readonly<Partial<Record<ThresholdName, number | undefined>>>): Partial<Record<ThresholdName, number>> {
  return Object.fromEntries(Object.entries(thresholds).filter(([, value]) => value !== undefined));
}
