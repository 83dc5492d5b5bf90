import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { EvaluationRequest } from '../../src/core/ports';
import { embeddedModels } from '../../src/engine/embeddedModels';
import { WorkerScorer } from '../../src/engine/workerScorer';

const words = 'the a one old new red small cold fast kind open late soft high river house horse paper stone light morning winter garden table'.split(' ');

/** Short pairs through the real worker process, embedded policy alone: is a pair as cheap after 100,000 others? */
export async function flatness(root: string, most: number, say: (line?: string) => void): Promise<void> {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const scorer = new WorkerScorer({
    workerFile: path.join(root, 'dist/worker.js'),
    policy: embeddedModels(root).policy,
    reference: null,
    convention: 'trl',
    maxLength: 1024,
    threads: 2,
    background: false,
    allFigures: false,
    log: quiet,
  });
  await scorer.identify();
  say();
  say('Since the line before, for each pair; processor time is that of the inference processes, which a busy machine changes little.');
  say();
  say('| pairs so far | milliseconds | processor milliseconds | MB resident |');
  say('|---|---|---|---|');
  let [next, last, done, start, used] = [100, 0, 0, performance.now(), usageOf(scorer.processIds).milliseconds];
  for await (const outcome of scorer.evaluate(requests(most))) {
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    if (++done < next) continue;
    const { milliseconds, megabytes } = usageOf(scorer.processIds);
    const each = (time: number) => (time / (done - last)).toFixed(2);
    say(`| ${done} | ${each(performance.now() - start)} | ${each(milliseconds - used)} | ${megabytes.toFixed(0)} |`);
    [last, next, start, used] = [done, next * 10, performance.now(), milliseconds];
  }
  await scorer.dispose();
}

/** Of other processes together, as Linux tells it; NaN elsewhere. */
function usageOf(processIds: readonly number[]): { readonly milliseconds: number; readonly megabytes: number } {
  return processIds.map(usageOfOne).reduce((sum, one) => ({ milliseconds: sum.milliseconds + one.milliseconds, megabytes: sum.megabytes + one.megabytes }), { milliseconds: 0, megabytes: 0 });
}

function usageOfOne(processId: number): { readonly milliseconds: number; readonly megabytes: number } {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // Clock ticks of 10 ms, and pages of 4 KiB.
    return { milliseconds: 10 * (Number(fields[11]) + Number(fields[12])), megabytes: Number(fields[21]) / 256 };
  } catch {
    return { milliseconds: NaN, megabytes: NaN };
  }
}

function* requests(count: number): Generator<EvaluationRequest> {
  const word = (index: number) => words[index % words.length] ?? '';
  for (let key = 0; key < count; key++) {
    const text = (offset: number) => Array.from({ length: 6 }, (_, index) => word(key * 7 + offset * 5 + index * (1 + (key % 11)))).join(' ');
    yield { key, texts: { format: 'standard', prompt: text(0), chosen: text(1), rejected: text(2) }, tokens: false };
  }
}
