import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** node test/soak/start.mjs [--minutes 30] [--seed 1] [--pairs 120]: the soak, and a table of what happened. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, '.build', 'soak', 'soak', 'runSoak.mjs');
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' }, pairs: { type: 'string', default: '120' } } });
await build({ absWorkingDir: root, entryPoints: ['test/soak/runSoak.ts'], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', sourcemap: 'inline', logLevel: 'warning' });
const { runSoak } = await import(pathToFileURL(outfile).href);
const options = { minutes: Number(values.minutes), seed: Number(values.seed), pairs: Number(values.pairs) };
const tally = await runSoak(options);
console.log(`Soak of ${options.minutes} minutes over ${options.pairs} pairs, seed ${options.seed}\n\n${tally.table()}`);
for (const failure of tally.failures) console.error(`FAILED ${failure}`);
process.exit(tally.failures.length === 0 && tally.of('last runs equal to the undisturbed one') === 3 ? 0 : 1);
