import type { BiasFigure } from '../../core/attribution/optionBias';
import type { SensitivityReport } from '../../core/attribution/sensitivity/sensitivityReport';
import { signed } from '../formatFigure';
import { excerpt } from '../printable';

/** What other ways of asking come to, in plain words; nothing where there are no probes. */
export function sensitivityLines(report: SensitivityReport | null, options: readonly string[] | null): string[] {
  if (!report) return [];
  const { variants, kinds, worstPair, signChanges, promptSensitivityIndex: indices, optionBias, leftOut } = report;
  return [
    '',
    `Asked in ${String(variants.length - 1)} other ways${leftOut > 0 ? ` (${String(leftOut)} more were left out)` : ''}, the value is:`,
    `${signed(variants[0]?.value ?? null, 3).padStart(10)}  as it is`,
    ...kinds.map(({ kind, variants: count, mean, standardDeviation, lowest, highest }) => `${signed(mean, 3).padStart(10)}  on average over ${String(count)} of “${kind}”, spread ${standardDeviation.toFixed(3)}, from ${signed(lowest, 3)} to ${signed(highest, 3)}`),
    ...(worstPair ? [`Furthest apart, by ${worstPair.distance.toFixed(3)}: “${nameAt(report, worstPair.lowest)}” and “${nameAt(report, worstPair.highest)}”.`] : []),
    ...(signChanges === null ? [] : [`${String(signChanges)} of them turn the sign, and with it the choice.`]),
    ...(indices ? [`Prompt sensitivity index (POSIX): ${indices.map((index) => index.toFixed(4)).join(', ')} nats a token, by response.`] : []),
    ...(optionBias ? ['Bias, the mean probability over all orders less an even share:', biasLine('label', optionBias.labels, options), biasLine('position', optionBias.positions, null)] : []),
  ];
}

function biasLine(what: string, figures: readonly BiasFigure[], names: readonly string[] | null): string {
  const cells = figures.map(({ value, standardError }, index) => `${excerpt(names?.[index] ?? String(index + 1), 16)} ${signed(value, 3)}${standardError === null ? '' : ` ±${(1.96 * standardError).toFixed(3)}`}`);
  return `  by ${what}: ${cells.join(', ')}`;
}

function nameAt({ variants }: SensitivityReport, place: number): string {
  return excerpt(variants[place]?.name ?? '', 60);
}
