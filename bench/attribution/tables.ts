import type { MethodCounts, SizeCounts } from './counts';

export interface CheckLine {
  readonly method: string;
  readonly linear: CheckResult;
  readonly pairwise: CheckResult;
}

interface CheckResult {
  readonly error: number | null;
  readonly evaluations: number;
  readonly calls: number;
  readonly failure: string | null;
}

/** A tool's own seconds at a budget, evaluations left out. */
export interface MethodSeconds {
  readonly method: string;
  readonly budget: number;
  readonly seconds: number;
}

export function checkTable(lines: readonly CheckLine[], own: readonly string[]): string {
  const cell = ({ error, evaluations, calls, failure }: CheckResult) => (failure ?? `${error?.toExponential(1) ?? '–'} (${String(evaluations)}, ${String(calls)})`);
  return [
    'Self-check, 12 players: relative error on games whose Shapley values are known (different evaluations, calls with repeats).',
    '',
    '| tool | linear | neighbours in pairs |',
    '|---|---|---|',
    ...lines.map(({ method, linear, pairwise }) => `| ${method} | ${cell(linear)} | ${cell(pairwise)} |`),
    '',
    `Ours on a pairwise game: ${own.join('; ')}.`,
    '',
  ].join('\n');
}

function truthText({ players, truth }: SizeCounts): string {
  const how = truth.error === 0 ? `exact, from ${String(truth.evaluations)} evaluations` : `random orders both ways, ${String(truth.evaluations)} evaluations, standard error ${(100 * truth.error).toFixed(1)} % of the norm`;
  return `**${String(players)} words**; truth: ${how}`;
}

export function countsTable(size: SizeCounts, targets: readonly number[]): string {
  const rows = size.methods.map((counts) => {
    const cells = counts.reached.map((one) => (one ? `${String(one.evaluations)} (${String(one.calls)})` : notReached(counts)));
    return `| ${counts.method} | ${cells.join(' | ')} | ${lastText(counts)} |`;
  });
  return [truthText(size), '', `| method | ${targets.map((target) => `evaluations (calls) to ${String(target)}`).join(' | ')} | where it ended: evaluations, error |`, `|---|${targets.map(() => '--:|').join('')}--:|`, ...rows, ''].join('\n');
}

/** Some tools take so long at a budget that the next one was not tried. */
function notReached({ last }: MethodCounts): string {
  return last ? `> ${String(last.evaluations)}` : 'no answer';
}

function lastText({ last }: MethodCounts): string {
  return last ? `${String(last.evaluations)}, ${last.error?.toFixed(3) ?? '–'}` : 'no answer';
}

export function secondsTable(size: SizeCounts, costs: { readonly ours: number; readonly theirs: number; readonly difference: number }, arithmetic: readonly MethodSeconds[], targets: readonly number[]): string {
  const rows = size.methods.map((counts) => {
    const { method, reached } = counts;
    const cells = reached.map((one) => {
      const own = one && arithmetic.find((line) => line.method === method && line.budget === one.budget);
      if (!one || !own) return `– | ${notReached(counts)} evaluations | `;
      const evaluating = one.evaluations * (method.startsWith('Preflens') ? costs.ours : costs.theirs);
      return `${(evaluating + own.seconds).toFixed(2)} | ${evaluating.toFixed(2)} | ${own.seconds.toFixed(2)}`;
    });
    return `| ${method} | ${cells.join(' | ')} |`;
  });
  const cost = `one evaluation: ${(1000 * costs.ours).toFixed(2)} ms in our batches, ${(1000 * costs.theirs).toFixed(2)} ms through onnxruntime in Python one by one (values differ by ${costs.difference.toExponential(0)} nats at most)`;
  return [`${truthText(size)}; ${cost}`, '', `| method | ${targets.map((target) => `seconds to ${String(target)} | evaluating | arithmetic`).join(' | ')} |`, `|---|${targets.map(() => '--:|--:|--:|').join('')}`, ...rows].join('\n');
}
