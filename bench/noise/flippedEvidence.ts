import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { EvidenceTable } from '../../src/core/noise/evidence/evidenceTable';
import type { Interval } from '../../src/core/noise/lintReport';
import type { TrainedProbe } from '../../src/core/noise/probe/probeOutcome';
import type { ProbeProblem } from '../../src/core/noise/probe/probeProblem';
import { trainingSteps } from '../../src/core/noise/probe/trainingSteps';
import type { PreparedFile } from './preparedFile';

const probeNames = ['probe-text', 'probe-states'] as const;
/** That of `preflens lint`. */
const probeSeed = 1;

export interface FlippedEvidence {
  readonly table: EvidenceTable;
  /** Accuracy of the better probe. */
  readonly ceiling: Interval | null;
  readonly lengths: Float64Array;
  readonly longer: Float64Array;
}

/** What all sources say of a file some of whose labels were flipped. What probes say is kept in `folder` under the name given, since it alone takes long. */
export function flippedEvidence(file: PreparedFile, flips: ReadonlySet<number>, folder: string, name: string): FlippedEvidence {
  const sign = (row: number) => (flips.has(row) ? -1 : 1);
  const table = new EvidenceTable(file.pairs.length);
  for (const source of file.evidence?.sources ?? []) table.setScores(source, (file.evidence?.scoresOf(source) ?? new Float64Array(0)).map((score, row) => sign(row) * score));
  const trained = keptProbes(path.join(folder, 'probes', `${name.replace(/[^a-z0-9.]+/gi, '-')}.json`), () => file.problems.map((problem) => probeOf(turned(problem, sign))));
  trained.forEach((probe, part) => {
    const source = probeNames[part];
    const known = file.problems[part]?.weights;
    if (probe && source) table.setScores(source, Float64Array.from(probe.logits, (logit, row) => (known && known[row] !== 1 ? NaN : logit)));
  });
  const ceilings = trained.flatMap((probe) => (probe ? [probe.accuracy] : [])).sort((a, b) => b.estimate - a.estimate);
  return { table, ceiling: ceilings[0] ?? null, lengths: file.lengths.map((value, place) => sign(place >> 1) * value), longer: file.longer.map((value, row) => sign(row) * value) };
}

interface KeptProbe {
  readonly logits: readonly number[];
  readonly accuracy: Interval;
}

function keptProbes(place: string, train: () => readonly (KeptProbe | null)[]): readonly (KeptProbe | null)[] {
  if (existsSync(place)) return JSON.parse(readFileSync(place, 'utf8')) as readonly (KeptProbe | null)[];
  const probes = train();
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, JSON.stringify(probes));
  return probes;
}

function turned(problem: ProbeProblem, sign: (row: number) => number): ProbeProblem {
  return { ...problem, differences: problem.differences.map((value, place) => sign(Math.floor(place / problem.features)) * value) };
}

function probeOf(problem: ProbeProblem): KeptProbe | null {
  const steps = trainingSteps(problem, { seed: probeSeed });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const outcome = step.value;
  return outcome.kind === 'trained' ? kept(outcome) : null;
}

function kept({ logits, accuracy }: TrainedProbe): KeptProbe {
  return { logits: Array.from(logits), accuracy };
}
