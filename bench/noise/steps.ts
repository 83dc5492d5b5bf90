import { RandomSource } from '../../src/core/statistics/randomSource';
import { EvidenceTable } from '../../src/core/noise/evidence/evidenceTable';
import { judgeEvidence } from '../../src/core/noise/verdict/judgement';

/** Prints the longest time that a step of judging three sources holds the thread, and how long all steps take: in processor time of this process, collection of garbage included, so that other work on the machine counts for little. */
export function benchSteps(): void {
  console.log('| pairs | steps | longest step, ms | 99.9 % of steps within, ms | all, s |\n|--:|--:|--:|--:|--:|');
  for (const pairs of [100_000, 1_000_000]) {
    const { table, groups, lengths } = madeFile(pairs);
    const steps = judgeEvidence(table, groups, lengths);
    const held: number[] = [];
    for (let done = false; !done; ) {
      const start = process.cpuUsage();
      done = steps.next().done === true;
      const { user, system } = process.cpuUsage(start);
      held.push((user + system) / 1000);
    }
    const sorted = Float64Array.from(held).sort();
    const all = held.reduce((sum, time) => sum + time, 0) / 1000;
    console.log(`| ${[pairs, held.length, sorted[sorted.length - 1]?.toFixed(1), sorted[Math.floor(0.999 * sorted.length)]?.toFixed(1), all.toFixed(1)].join(' | ')} |`);
  }
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
