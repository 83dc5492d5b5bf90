import { compareScoreSets } from '../src/core/compare/comparison';
import { matchings } from '../src/core/compare/matchPairs';
import type { ScoreSet } from '../src/core/compare/scoreSet';
import { ScoreSetBuilder } from '../src/core/compare/scoreSetBuilder';

const sizes = [100_000, 1_000_000];

/** Processor time of matching and of all figures of a comparison, and the most of it that goes by before others get the thread. */
export function benchCompare(): void {
  console.log('| pairs | matched by | processor seconds | between two turns at most, ms |\n|--:|---|--:|--:|');
  for (const size of sizes) {
    const [first, second] = [scores(size, 1), scores(size, 2)];
    for (const matching of matchings) {
      const started = processorSeconds();
      let [before, longest] = [started, 0];
      const steps = compareScoreSets(first, second, matching);
      for (let step = steps.next(); ; step = steps.next()) {
        longest = Math.max(longest, processorSeconds() - before);
        before = processorSeconds();
        if (step.done) break;
      }
      console.log(`| ${size.toLocaleString('en-US')} | ${matching} | ${(processorSeconds() - started).toFixed(1)} | ${(1000 * longest).toFixed(0)} |`);
    }
  }
}

/** Time that the process really had, whatever else runs on the machine. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Margins that agree in part: both sets share what the row gives, and differ in noise of their own. */
function scores(size: number, seed: number): ScoreSet {
  const builder = new ScoreSetBuilder();
  let state = seed;
  const uniform = (): number => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  for (let row = 0; row < size; row++) {
    const margin = Math.sin(row * 12.9898) + uniform() - 0.3;
    builder.add({ row, line: row + 1, pair: 0 }, { rewardMargin: margin, likelihoodMargin: margin }, { low: Math.imul(row, 0x9e3779b1) >>> 0, high: row, isTurned: seed === 2 && row % 10 === 0 });
  }
  return builder.build();
}
