import type { FilePage } from './lintReport';

/** The page of a file that nothing but its texts is known of. */
export const emptyFilePage: FilePage = {
  noiseRate: null,
  noiseRateReason: 'No model and no probe was asked, so nothing is known of the labels.',
  noiseRateBySource: {},
  ceiling: null,
  agreement: [],
  lengthBias: null,
  preferences: [],
  slices: [],
};
