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
  say('| pairs so far | milliseconds a pair since the last line |');
  say('|---|---|');
  let [next, last, done, start] = [100, 0, 0, performance.now()];
  for await (const outcome of scorer.evaluate(requests(most))) {
    if ('failure' in outcome) throw new Error(outcome.failure.message);
    if (++done < next) continue;
    say(`| ${done} | ${((performance.now() - start) / (done - last)).toFixed(2)} |`);
    [last, next, start] = [done, next * 10, performance.now()];
  }
  await scorer.dispose();
}

function* requests(count: number): Generator<EvaluationRequest> {
  const word = (index: number) => words[index % words.length] ?? '';
  for (let key = 0; key < count; key++) {
    const text = (offset: number) => Array.from({ length: 6 }, (_, index) => word(key * 7 + offset * 5 + index * (1 + (key % 11)))).join(' ');
    yield { key, texts: { format: 'standard', prompt: text(0), chosen: text(1), rejected: text(2) }, tokens: false };
  }
}
