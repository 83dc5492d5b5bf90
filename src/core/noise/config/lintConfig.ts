import { z } from 'zod';

import { conventionNames } from '../../ports';
import { findingCodes } from '../findingCodes';
import { findingThresholds, type FindingThreshold } from './findingThresholds';
import { mapTable } from './mapTable';

/** The name of the file that says which findings are wanted; it counts for its folder and those below. */
export const lintConfigFileName = 'preflens.config.json';

/** Severities from which a run counts as failed. */
export const failureLevels = ['error', 'warning', 'information', 'never'] as const;
export type FailureLevel = (typeof failureLevels)[number];

/** What a configuration says of one code; `on` is the severity of the table. */
export const codeSettings = ['off', 'on', 'error', 'warning', 'information'] as const;

const longestPattern = 256;
const mostEntries = 1000;

const pattern = z.string(`a pattern of 1 to ${String(longestPattern)} characters`).min(1, 'a pattern, which is not empty').max(longestPattern, `a pattern of at most ${String(longestPattern)} characters`);
const patterns = z.array(pattern, 'a list of patterns').min(1, 'a list of at least one pattern').max(mostEntries, `at most ${String(mostEntries)} patterns`);
const modelPath = z.string('the path of a model').min(1, 'the path of a model, which is not empty').max(4096, 'the path of a model');

const modelSet = z
  .strictObject(
    {
      policy: modelPath.optional().describe('Folder of the policy, or its .onnx file, relative to this file. Left out: the embedded policy.'),
      reference: modelPath.optional().describe('Folder of the reference model, relative to this file, or "none". Left out: the embedded reference where the policy is embedded, else none.'),
    },
    'an object with "policy" and "reference"',
  )
  .describe('A policy and the reference model that its rewards are measured against.');

const models = z
  .union([z.enum(['embedded', 'none']), modelSet, z.array(modelSet).min(1).max(16)], '"embedded", "none", an object with "policy" and "reference", or a list of such objects')
  .describe('Models that are asked about the labels. "embedded": the small pair that comes with Preflens; "none": structural findings only; several sets: their disagreement counts as evidence.');

/** One optional entry for every code, so that editors complete and explain them. */
const codes = z
  .strictObject(mapTable(findingCodes, ({ title, explanation, severity }) => z.enum(codeSettings).optional().meta({ title, description: `${explanation} Default: ${severity}.`, default: severity })), 'an object of codes')
  .describe('What becomes of each code: "off", "on" (the severity it has by default), or a severity.');

const thresholds = z
  .strictObject(mapTable(findingThresholds, (threshold: FindingThreshold) => thresholdNumber(threshold).optional().meta({ description: `${threshold.explanation} (${threshold.unit})`, default: threshold.default })), 'an object of thresholds')
  .describe('Numbers from which something is a finding.');

const settings = {
  codes: codes.optional(),
  thresholds: thresholds.optional(),
  models: models.optional(),
  convention: z.enum(conventionNames).optional().describe('The trainer whose tokens, truncation and sums are followed.'),
  beta: z.number('a number above 0').gt(0, 'a number above 0').optional().describe('KL strength of DPO, on which rewards and probabilities depend.'),
  maxLength: z.int('a whole number from 1').min(1, 'a whole number from 1').optional().describe('Tokens of prompt and response together that the trainer keeps.'),
  failOn: z.enum(failureLevels).optional().describe('The command line fails when a finding is at least that severe.'),
  maxNoise: z.number('a share from 0 to 1').min(0, 'a share from 0 to 1').max(1, 'a share from 0 to 1').optional().describe('The command line fails when more labels than that share are estimated to be wrong, or when the rate cannot be told.'),
};

const override = z
  .strictObject({ files: patterns.describe('Files that these settings are for, by patterns relative to this file; "!" takes back.'), ...settings }, 'an object with "files" and settings')
  .describe('Other settings for some files.');

/** The content of preflens.config.json. The message of each refusal names what is taken in its place. */
export const lintConfigSchema = z
  .strictObject(
    {
      $schema: z.string('the address of a JSON schema').optional().describe('The JSON schema of this file; editors use it, Preflens does not.'),
      root: z.boolean('true or false').optional().describe('Whether configuration files in folders above count no more.'),
      ignore: patterns.optional().describe('Files that are not linted, by patterns relative to this file; one without a slash is for names in any folder, "!" takes back.'),
      ...settings,
      overrides: z.array(override, 'a list of objects with "files" and settings').max(mostEntries, `at most ${String(mostEntries)} overrides`).optional().describe('Settings for some files; of several that fit, later ones win.'),
    },
    'an object',
  )
  .meta({ title: 'Preflens configuration', description: 'Which findings are wanted in preference datasets, how severe they are, and where they begin.' });

export type LintConfigFile = z.infer<typeof lintConfigSchema>;
export type ConfiguredSettings = Omit<z.infer<typeof override>, 'files'>;
export type ConfiguredModels = z.infer<typeof models>;
export type ConfiguredModelSet = z.infer<typeof modelSet>;

function thresholdNumber({ minimum, maximum, whole }: FindingThreshold): z.ZodNumber {
  const expected = `a ${whole === true ? 'whole ' : ''}number from ${String(minimum)} to ${String(maximum)}`;
  const number = whole === true ? z.int(expected) : z.number(expected);
  return number.min(minimum, expected).max(maximum, expected);
}
