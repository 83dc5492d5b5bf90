import { reportProtocolVersion as version, type ReportView, type ToReport } from '../../src/shared/reportProtocol';
import { hostileText } from './hostileText';

const interval = (estimate: number, half: number) => ({ estimate, low: Math.max(0, estimate - half), high: estimate + half });

/** A file that was scored and learned from. */
export function sampleReport(part: Partial<ReportView> = {}): ReportView {
  return {
    file: 'preferences.jsonl',
    rows: 12_480,
    pairs: 12_466,
    hasModels: true,
    isLooking: false,
    silenced: 12,
    verdicts: [
      { verdict: 'wrong', pairs: 1710 },
      { verdict: 'ambiguous', pairs: 940 },
      { verdict: 'unusable', pairs: 61 },
      { verdict: 'dangerous', pairs: 122 },
      { verdict: 'fine', pairs: 9633 },
    ],
    noiseRate: interval(0.147, 0.021),
    noiseRateBySource: [
      { source: 'implicit-reward', rate: interval(0.162, 0.03) },
      { source: 'probe-states', rate: interval(0.139, 0.025) },
      { source: 'probe-text', rate: interval(0.121, 0.06) },
    ],
    ceiling: interval(0.742, 0.011),
    agreement: [
      { first: 'implicit-reward', second: 'probe-states', kappa: 0.58, pairs: 12_300 },
      { first: 'probe-states', second: 'probe-text', kappa: 0.31, pairs: 12_466 },
    ],
    lengthBias: { longerWins: interval(0.634, 0.008), accuracy: interval(0.711, 0.009), lengthControlledAccuracy: interval(0.655, 0.012) },
    preferences: [
      { feature: 'words', estimate: 0.52, low: 0.44, high: 0.6, meanDifference: 31.2 },
      { feature: 'list items', estimate: 0.18, low: 0.1, high: 0.26, meanDifference: 1.4 },
      { feature: 'questions', estimate: -0.03, low: -0.09, high: 0.03, meanDifference: -0.02 },
      { feature: 'refusal phrases', estimate: -0.41, low: -0.52, high: -0.3, meanDifference: -0.2 },
    ],
    slices: [
      { label: 'source', value: 'helpful-base', pairs: 8400, noiseRate: interval(0.12, 0.03), accuracy: interval(0.73, 0.01) },
      { label: 'annotator', value: 'a17', pairs: 311, noiseRate: interval(0.33, 0.09), accuracy: null },
    ],
    sliceCount: 2,
    codes: [
      { code: 'contradictory-pair', title: 'Contradictory pair', severity: 'error', count: 42, explanation: 'Another row has the same prompt and responses with the opposite preference: at most one of them can be right.' },
      { code: 'duplicate-pair', title: 'Duplicate pair', severity: 'warning', count: 310, explanation: 'An earlier row has the same prompt and the same two responses: the pair weighs double.' },
      { code: 'language-mismatch', title: 'Another language', severity: 'information', count: 7, explanation: 'A response is in another language than its prompt.' },
    ],
    ...part,
  };
}

/** Nothing but texts, before any model was asked. */
export function structuralReport(): ReportView {
  const nothing = { noiseRate: null, noiseRateBySource: [], ceiling: null, agreement: [], lengthBias: null, preferences: [], slices: [], sliceCount: 0 };
  return sampleReport({ hasModels: false, rows: 90, pairs: 90, silenced: 0, ...nothing, verdicts: sampleReport().verdicts.map(({ verdict }) => ({ verdict, pairs: verdict === 'fine' ? 84 : verdict === 'unusable' ? 6 : 0 })) });
}

/** Everything that comes from the file or a model is hostile. */
export function hostileReport(): ReportView {
  return sampleReport({
    file: `${hostileText}.jsonl`,
    slices: [{ label: hostileText, value: hostileText, pairs: 3, noiseRate: null, accuracy: null }],
    preferences: [{ feature: hostileText, estimate: 0, low: 0, high: 0, meanDifference: 0 }],
  });
}

export const showReport = (view: ReportView): ToReport => ({ version, type: 'show', view });
