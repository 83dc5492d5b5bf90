import { RandomSource } from '../../src/core/statistics/randomSource';
import { EvidenceTable } from '../../src/core/noise/evidence/evidenceTable';
import { judgeEvidence } from '../../src/core/noise/verdict/judgement';

const runs = 5;

/**
 * Prints how long steps of judging three sources hold the thread, in processor time of this process, so that other work on the machine counts for little; what V8 compiles and
 * collects meanwhile on threads of its own counts all the same. The steps of all runs are the same ones: the median over the runs says what a step itself takes, the first
 * run what is met in a process that just started.
 */
export function benchSteps(): void {
  console.log(`| pairs | steps | longest step, median of ${String(runs)} runs, ms | longest of the first run, ms | 99.9 % of its steps within, ms | all of it, s |\n|--:|--:|--:|--:|--:|--:|`);
  for (const pairs of [100_000, 1_000_000]) {
    const file = madeFile(pairs);
    const held = Array.from({ length: runs }, () => heldBySteps(file));
    const first = held[0] ?? new Float64Array(0);
    const medians = first.map((_, step) => Float64Array.from(held, (times) => times[step] ?? NaN).sort()[runs >> 1] ?? NaN);
    const sorted = first.slice().sort();
    const figures = [longest(medians), longest(first), sorted[Math.floor(0.999 * sorted.length)] ?? NaN, first.reduce((sum, time) => sum + time, 0) / 1000];
    console.log(`| ${[pairs, first.length, ...figures.map((figure) => figure.toFixed(1))].join(' | ')} |`);
  }
}

function longest(times: Float64Array): number {
  return times.reduce((top, time) => Math.max(top, time), 0);
}

/** Milliseconds, step by step. */
function heldBySteps({ table, groups, lengths }: ReturnType<typeof madeFile>): Float64Array {
  const steps = judgeEvidence(table, groups, lengths);
  const held: number[] = [];
  for (let done = false; !done; ) {
    const start = process.cpuUsage();
    done = steps.next().done === true;
    const { user, system } = process.cpuUsage(start);
    held.push((user + system) / 1000);
  }
  return Float64Array.from(held);
}

/** A fifth of the labels are flipped, and follow length. */
function madeFile(pairs: number) {
  const random = new RandomSource(1);
  const table = new EvidenceTable(pairs);
  const lengths = new Float64Array(2 * pairs);
  const columns = ['implicit-reward', 'reference-model', 'probe-text'] as const;
  const scores = columns.map(() => new Float64Array(pairs));
  for (let pair = 0; pair < pairs; pair++) {
    const sign = random.unit() < 0.2 ? -1 : 1;
    scores.forEach((column) => (column[pair] = sign * (1 + 3 * (random.unit() + random.unit() - 1))));
    const longer = sign * (random.unit() - 0.5) + 0.2;
    lengths.set([longer, Math.sign(longer)], 2 * pair);
  }
  columns.forEach((source, column) => { table.setScores(source, scores[column] ?? new Float64Array(0)); });
  return { table, lengths, groups: Uint32Array.from({ length: pairs }, (_, pair) => pair) };
}
