import { defaultLintConfig } from '../../../core/noise/config/mergeLintConfigs';
import { findLintConfig, type FoundLintConfig } from '../../../io/config/findLintConfig';

/** The configuration of a dataset, by the flag `--config`: a file in place of those that lie with the data; false for none at all. */
export async function lintConfigOf(dataset: string, flag: string | false | undefined): Promise<FoundLintConfig> {
  if (flag === false) return { config: defaultLintConfig, files: [] };
  return findLintConfig(dataset, flag === undefined ? {} : { file: flag });
}
