import type { OverviewFigures } from '../../../src/core/overview/overviewFigures';

const edges = Array.from({ length: 25 }, (_, index) => -3 + index * 0.25);
const counts = [1, 2, 4, 7, 11, 18, 29, 47, 70, 98, 130, 155, 171, 168, 149, 120, 92, 65, 44, 28, 16, 9, 4, 2];

function interval(estimate: number, half: number): { estimate: number; low: number; high: number } {
  return { estimate, low: estimate - half, high: estimate + half };
}

/** Figures of an invented file in which every part is known. */
export const sampleFigures: OverviewFigures = {
  file: 'preferences.jsonl',
  rows: 1470,
  pairs: 1460,
  scored: 1458,
  margins: { figure: 'rewardMargin', histogram: { edges, counts, below: 6, above: 12 }, ambiguous: { low: -0.25, high: 0.25 }, median: 0.08, accuracy: interval(0.561, 0.025) },
  displacement: {
    axis: 'lengthNormalizedChes',
    xEdges: Array.from({ length: 13 }, (_, index) => -6 + index),
    yEdges: Array.from({ length: 13 }, (_, index) => -3 + index * 0.5),
    counts: Array.from({ length: 144 }, (_, index) => Math.floor(90 * Math.exp(-(((index % 12) - 5.5) ** 2 + (Math.floor(index / 12) - 6) ** 2) / 7))),
    outside: 3,
    spearman: interval(-0.21, 0.05),
  },
  lengths: {
    bins: [
      { low: -800, high: -151, pairs: 290, medianMargin: -0.4, accuracy: interval(0.32, 0.054) },
      { low: -150, high: -41, pairs: 292, medianMargin: -0.15, accuracy: interval(0.45, 0.057) },
      { low: -40, high: 19, pairs: 292, medianMargin: 0.05, accuracy: interval(0.54, 0.057) },
      { low: 20, high: 119, pairs: 292, medianMargin: 0.2, accuracy: interval(0.66, 0.054) },
      { low: 120, high: 900, pairs: 292, medianMargin: 0.55, accuracy: interval(0.79, 0.047) },
    ],
    fit: { intercept: 0.22, slope: 1.1, deviation: 180, variance: 0.01 },
  },
  calibration: {
    label: 'label column "gold"',
    bins: [
      { predicted: 0.32, observed: interval(0.41, 0.08), pairs: 140 },
      { predicted: 0.45, observed: interval(0.49, 0.05), pairs: 480 },
      { predicted: 0.55, observed: interval(0.57, 0.05), pairs: 510 },
      { predicted: 0.68, observed: interval(0.63, 0.06), pairs: 240 },
      { predicted: 0.83, observed: interval(0.7, 0.1), pairs: 90 },
    ],
    expectedCalibrationError: interval(0.046, 0.018),
  },
  slices: ['anthropic', 'openai', 'crowd <script>', 'rasbt', 'synthetic'].map((value, index) => ({
    label: 'source',
    value,
    pairs: 300 - 40 * index,
    counts: counts.map((count, bin) => Math.round((count * (1 + 0.05 * index * (12 - bin))) / 6)).map((count) => Math.max(0, count)),
    accuracy: interval(0.6 - 0.04 * index, 0.06),
    noiseRate: interval(0.1 + 0.03 * index, 0.05),
  })),
  page: {
    noiseRate: interval(0.14, 0.04),
    noiseRateReason: 'It rests on five sources of evidence, whose agreement grows with the size of their scores.',
    auditedRate: null,
    noiseRateBySource: { 'implicit-reward': interval(0.17, 0.06), 'probe-text': interval(0.12, 0.05), 'probe-states': interval(0.13, 0.06) },
    ceiling: interval(0.71, 0.02),
    agreement: [
      { first: 'implicit-reward', second: 'reference-model', kappa: 0.41, pairs: 1458 },
      { first: 'implicit-reward', second: 'probe-states', kappa: 0.22, pairs: 1458 },
      { first: 'reference-model', second: 'probe-states', kappa: -0.08, pairs: 1458 },
      { first: 'implicit-reward', second: 'probe-text', kappa: 0.18, pairs: 1458 },
      { first: 'probe-states', second: 'probe-text', kappa: 0.62, pairs: 1458 },
    ],
    lengthBias: { longerWins: interval(0.63, 0.025), accuracy: interval(0.561, 0.025), lengthControlledAccuracy: interval(0.555, 0.03) },
    preferences: [
      { feature: 'words', ...interval(0.42, 0.12), meanDifference: 18.2, alone: interval(0.42, 0.12), joint: interval(0.4, 0.13) },
      { feature: 'refusals', ...interval(-0.31, 0.11), meanDifference: -0.04, alone: interval(-0.33, 0.1), joint: interval(-0.3, 0.12) },
      { feature: 'list items', ...interval(0.18, 0.1), meanDifference: 0.7, alone: interval(0.3, 0.1), joint: interval(0.15, 0.1) },
      { feature: 'exclamation marks', ...interval(0.03, 0.09), meanDifference: 0.01, alone: interval(0.05, 0.09), joint: interval(0.02, 0.09) },
    ],
    slices: [{ label: 'source', value: 'anthropic', pairs: 300, noiseRate: interval(0.1, 0.05), accuracy: interval(0.6, 0.06) }],
  },
  verdicts: { wrong: 110, ambiguous: 240, unusable: 31, dangerous: 52, fine: 1027 },
  codes: [
    { code: 'ambiguous-pair', title: 'Ambiguous pair', severity: 'information', count: 240 },
    { code: 'label-contradicted', title: 'Label contradicted', severity: 'warning', count: 110 },
    { code: 'identical-responses', title: 'Identical responses', severity: 'error', count: 19 },
  ],
  models: { policyName: 'policy', policyHash: '0123456789abcdef', referenceName: 'reference', referenceHash: 'fedcba9876543210', convention: 'trl', precision: 'fp32', beta: 0.1 },
};
