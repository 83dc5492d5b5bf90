import { findingCodes, type FindingCode } from '../../../core/noise/findingCodes';
import type { CodeSetting, FindingSettings } from '../../../core/noise/config/findingSettings';
import type { ConfiguredModels, FailureLevel } from '../../../core/noise/config/lintConfig';
import { mapTable } from '../../../core/noise/config/mapTable';
import type { LintConfig } from '../../../core/noise/config/mergeLintConfigs';
import type { ConventionName } from '../../../core/ports';
import { defaultScoringSettings } from '../../../core/scoring/settings';
import { resolveModels, type ModelPair } from '../../../engine/embeddedModels';
import { UsageError } from '../../usageError';
import { conventionFlag, numberFlag, wholeNumberFlag } from '../scoreOptions';
import { codesFlag, failOnFlag, maxNoiseFlag, type LintFlags } from './lintFlags';

/** What one file is linted by: flags over configuration over defaults. */
export interface LintChoices {
  readonly findings: FindingSettings;
  /** Empty: structural findings only. */
  readonly modelSets: readonly ModelPair[];
  /** Whether probes learn from the labels of the file itself: beside models always, and alone where a noise rate is wanted without any. */
  readonly probe: boolean;
  readonly convention: ConventionName;
  readonly beta: number;
  readonly maxLength: number;
  readonly failOn: FailureLevel;
  readonly maxNoise: number | null;
}

const defaultMaxLength = 1024;

/** `root` is the folder of the installation, where the embedded models are. Throws UsageError. */
export function lintChoices(flags: LintFlags, config: LintConfig, root: string): LintChoices {
  const maxNoise = maxNoiseFlag(flags) ?? config.maxNoise;
  const sets = modelSets(flags, config.models, { root, needsModels: maxNoise !== null });
  return {
    findings: onlyCodes(config.findings, codesFlag(flags)),
    modelSets: sets,
    probe: sets.length > 0 || maxNoise !== null || flags.probe === true,
    convention: flags.convention === undefined ? (config.convention ?? 'trl') : conventionFlag(flags.convention),
    beta: flags.beta === undefined ? (config.beta ?? defaultScoringSettings.beta) : numberFlag('beta', flags.beta, (value) => value > 0, 'a number above 0'),
    maxLength: flags.maxLength === undefined ? (config.maxLength ?? defaultMaxLength) : wholeNumberFlag('max-length', flags.maxLength, 1),
    failOn: failOnFlag(flags) ?? config.failOn ?? 'error',
    maxNoise,
  };
}

/** A code that is named is on, even where the configuration has it off. */
function onlyCodes(findings: FindingSettings, codes: ReadonlySet<FindingCode> | null): FindingSettings {
  if (codes === null) return findings;
  const setting = (code: FindingCode): CodeSetting => (!codes.has(code) ? 'off' : findings.codes[code] === 'off' ? findingCodes[code].severity : findings.codes[code]);
  const names = mapTable(findingCodes, () => '');
  return { ...findings, codes: Object.fromEntries(Object.keys(names).map((code) => [code, setting(code as FindingCode)])) as FindingSettings['codes'] };
}

/** Models take minutes where texts alone take seconds, so they are asked only where somebody wants what they tell. */
function modelSets(flags: LintFlags, configured: ConfiguredModels | null, { root, needsModels }: { readonly root: string; readonly needsModels: boolean }): readonly ModelPair[] {
  const isNamed = flags.policy !== undefined || flags.reference !== undefined;
  if (flags.models === false) {
    if (isNamed) throw new UsageError('--no-models asks no model; leave out --policy and --reference.');
    return [];
  }
  if (isNamed) return [resolveModels(root, flags)];
  const isWanted = flags.models === true || needsModels;
  if (configured === 'none') return flags.models === true ? [resolveModels(root, {})] : [];
  if (configured === null || configured === 'embedded') return isWanted || configured !== null ? [resolveModels(root, {})] : [];
  return (Array.isArray(configured) ? configured : [configured]).map((set) => resolveModels(root, set));
}
