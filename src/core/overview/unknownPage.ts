import type { FilePage, LintReport } from '../noise/lintReport';

/** The page of a file that was not linted yet. */
export const unknownPage: FilePage = {
  noiseRate: null,
  noiseRateReason: 'The file is not looked through yet.',
  auditedRate: null,
  noiseRateBySource: {},
  ceiling: null,
  agreement: [],
  lengthBias: null,
  preferences: [],
  slices: [],
};

export const unknownVerdicts: LintReport['verdicts'] = { wrong: 0, ambiguous: 0, unusable: 0, dangerous: 0, fine: 0 };
