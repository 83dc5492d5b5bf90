import { setTimeout } from 'node:timers/promises';

import { identity, openStore, put } from './samples';

/** A process of its own that stores pairs: FOLDER FROM TO. It says `stored` when all are on disk, and with `endless` never ends. */
const [folder = '', from = '0', to = '0', mode = ''] = process.argv.slice(2);

async function run(): Promise<void> {
  const { store, scores, warnings } = await openStore(folder, { models: identity });
  for (let next = Number(from); next < Number(to); next += 50) {
    put(scores, next, Math.min(next + 50, Number(to)));
    await store.flush();
    await setTimeout(1);
    if (mode === 'endless') process.stdout.write(`${String(next)}\n`);
  }
  await store.dispose();
  process.stdout.write(`stored ${JSON.stringify(warnings)}\n`);
}

void run();
