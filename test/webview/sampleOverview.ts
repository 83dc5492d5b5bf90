import { buildOverview, type OverviewSource } from '../../src/core/overview/buildOverview';
import { emptyPairColumns } from '../../src/core/overview/emptyPairColumns';
import { unknownPage, type unknownVerdicts } from '../../src/core/overview/unknownPage';
import { verdictNames, type FilePage } from '../../src/core/noise/lintReport';
import type { Finding } from '../../src/core/noise/finding';
import { RandomSource } from '../../src/core/statistics/randomSource';
import { pairsMessage } from '../../src/editor/overview/pairsMessage';
import { overviewProtocolVersion as version, type OverviewState, type ToOverview } from '../../src/shared/overviewProtocol';
import { inOneGo } from '../unit/noise/inOneGo';
import type { PanelPage } from './panelPage';

const interval = (estimate: number, half: number) => ({ estimate, low: Math.max(-9, estimate - half), high: estimate + half });
const share = (estimate: number, half: number) => ({ estimate, low: Math.max(0, estimate - half), high: Math.min(1, estimate + half) });

/** A page about a file that was scored and learned from. */
export const samplePage: FilePage = {
  noiseRate: share(0.147, 0.021),
  noiseRateReason: 'Of 15 % of the labels the evidence says the opposite however sure it is.',
  auditedRate: null,
  noiseRateBySource: { 'implicit-reward': share(0.162, 0.03), 'probe-states': share(0.139, 0.025), 'probe-text': share(0.121, 0.06) },
  ceiling: share(0.742, 0.011),
  agreement: [
    { first: 'implicit-reward', second: 'probe-states', kappa: 0.58, pairs: 580 },
    { first: 'probe-states', second: 'probe-text', kappa: 0.31, pairs: 600 },
  ],
  lengthBias: { longerWins: share(0.634, 0.008), accuracy: share(0.711, 0.009), lengthControlledAccuracy: share(0.655, 0.012) },
  preferences: [['words', 0.52, 0.08, 31.2], ['list items', 0.18, 0.08, 1.4], ['questions', -0.03, 0.06, -0.02], ['refusal phrases', -0.41, 0.11, -0.2]].map(([feature, estimate, half, meanDifference]) => {
    const effect = interval(Number(estimate), Number(half));
    return { feature: String(feature), ...effect, meanDifference: Number(meanDifference), alone: effect, joint: effect };
  }),
  slices: [
    { label: 'source', value: 'web', pairs: 400, noiseRate: share(0.12, 0.03), accuracy: share(0.73, 0.01) },
    { label: 'source', value: 'books', pairs: 200, noiseRate: share(0.33, 0.09), accuracy: null },
  ],
};

const state: OverviewState = { scoring: null, isLooking: false, hasScores: true, isWorstOnly: false, silenced: 12, problem: null };
const findingOf = (code: Finding['code'], severity: Finding['severity'], row: number): Finding => ({ row, line: row + 1, pair: 0, code, severity, message: '', evidence: {} });

/** Six hundred pairs: the margin of row r is a wave through −2 … 3, and pairs below −1 are called wrong. */
export function sampleSource(pairs = 600): OverviewSource {
  const random = new RandomSource(7);
  const columns = inOneGo(emptyPairColumns)(pairs);
  for (let at = 0; at < pairs; at++) {
    const noise = random.unit() + random.unit() + random.unit() - 1.5;
    columns.row[at] = at;
    columns.rewardMargin[at] = 0.5 + 2.5 * Math.sin(at) * Math.abs(Math.sin(at * 3)) + noise * 0.5;
    columns.likelihoodMargin[at] = columns.rewardMargin[at]! * 3;
    columns.lengthNormalizedChes[at] = noise * 4 - columns.rewardMargin[at]!;
    columns.displacement[at] = columns.rewardMargin[at]! * 2 + noise;
    columns.lengthDifference[at] = Math.round(columns.rewardMargin[at]! * 20 + noise * 40);
    columns.probabilityWrong[at] = columns.rewardMargin[at]! < -1 ? 0.9 : 0.1;
    columns.verdict[at] = verdictNames.indexOf(columns.rewardMargin[at]! < -1 ? 'wrong' : Math.abs(columns.rewardMargin[at]!) < 0.1 ? 'ambiguous' : 'fine');
  }
  const labels = [
    { label: 'source', values: ['web', 'books'], codes: columns.verdict.map((_, at) => (at % 3 === 0 ? 2 : 1)) },
    { label: 'gold', values: ['chosen', 'rejected'], codes: columns.rewardMargin.reduce((codes, margin, at) => ((codes[at] = margin + Math.sin(at * 5) > 0 ? 1 : 2), codes), new Uint8Array(pairs)) },
  ];
  const findings = [findingOf('contradictory-pair', 'error', 3), ...[8, 9, 20].map((row) => findingOf('duplicate-pair', 'warning', row)), ...[30, 31, 32, 33, 34].map((row) => findingOf('language-mismatch', 'information', row))];
  const verdicts = Object.fromEntries(verdictNames.map((name, code) => [name, columns.verdict.filter((verdict) => verdict === code).length])) as typeof unknownVerdicts;
  const models = { policyName: 'policy', policyHash: 'p', referenceName: 'reference', referenceHash: 'r', convention: 'trl', precision: 'fp32', beta: 0.1 };
  return { file: 'preferences.jsonl', rows: pairs + 3, pairs, columns, labels, report: { page: samplePage, verdicts, findings, ambiguousMargins: { low: -0.4, high: 0.3 } }, models };
}

/** Before any model was asked. */
export function structuralSource(): OverviewSource {
  const { columns, report, ...rest } = sampleSource(90);
  const unscored = { ...inOneGo(emptyPairColumns)(90), row: columns.row };
  return { ...rest, columns: unscored, models: null, report: { ...report!, page: unknownPage, ambiguousMargins: null } };
}

export function figuresMessage(source: OverviewSource, part: Partial<OverviewState> = {}): ToOverview {
  const figures = inOneGo(buildOverview)(source) as Extract<ToOverview, { type: 'figures' }>['figures'];
  return { version, type: 'figures', figures, state: { ...state, hasScores: source.models !== null, ...part } };
}

export function pairsMessageOf(source: OverviewSource, generation = 1): Extract<ToOverview, { type: 'pairs' }> {
  return inOneGo(pairsMessage)(generation, source);
}

/** Sends everything about a file, as the extension does. */
export async function showOverview(panel: PanelPage, source: OverviewSource, part: Partial<OverviewState> = {}): Promise<void> {
  await panel.send(figuresMessage(source, part));
  await panel.send(pairsMessageOf(source));
  await panel.page.getByRole('heading', { level: 1 }).waitFor();
}
