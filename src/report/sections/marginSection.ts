import type { MarginFigures, OverviewFigures } from '../../core/overview/overviewFigures';
import { displacementGrid } from '../../plots/displacementGrid';
import { marginHistogram } from '../../plots/marginHistogram';
import { countText, numberText, percentInterval } from '../../plots/numberTexts';
import type { ReportPart, ReportSection, ReportTable } from '../reportPart';

/** How the margins are spread, and what they have to do with displacement. Null where no pair was scored. */
export function marginSection({ margins, displacement, models }: OverviewFigures): ReportSection | null {
  if (margins === null) return null;
  const unit = margins.figure === 'rewardMargin' ? `Margins are β times nats, with β = ${numberText(models?.beta ?? NaN)}.` : 'No reference model was asked, so margins are those of the policy’s log-likelihood, in nats.';
  const parts: ReportPart[] = [
    { kind: 'sentence', text: [`${percentInterval(margins.accuracy)} of the scored pairs have a margin above zero; the median margin is ${numberText(margins.median)}. ${unit}`] },
    { kind: 'picture', draw: (options) => marginHistogram(margins, options) },
    { kind: 'table', table: marginTable(margins) },
  ];
  if (displacement !== null) {
    parts.push({ kind: 'picture', draw: (options) => displacementGrid(displacement, margins.figure, options) });
  }
  return { title: 'Margins', parts };
}

/** The histogram in few enough rows to read: neighbouring bins together. */
function marginTable({ histogram: { edges, counts, below, above } }: MarginFigures): ReportTable {
  const together = Math.max(1, Math.ceil(counts.length / 10));
  const inner = Array.from({ length: Math.ceil(counts.length / together) }, (_, index) => {
    const [from, to] = [index * together, Math.min(counts.length, (index + 1) * together)];
    return { name: `${numberText(edges[from] ?? 0)} to ${numberText(edges[to] ?? 0)}`, count: counts.slice(from, to).reduce((sum, count) => sum + count, 0) };
  });
  const all = [
    ...(below === 0 ? [] : [{ name: `below ${numberText(edges[0] ?? 0)}`, count: below }]),
    ...inner,
    ...(above === 0 ? [] : [{ name: `from ${numberText(edges[edges.length - 1] ?? 0)}`, count: above }]),
  ];
  const most = Math.max(1, ...all.map(({ count }) => count));
  return { caption: 'Pairs by margin', columns: [{ title: 'Margin', isNumber: true }, { title: 'Pairs', isNumber: true }, { title: '', isBar: true }], rows: all.map(({ name, count }) => [name, countText(count), count / most]) };
}
