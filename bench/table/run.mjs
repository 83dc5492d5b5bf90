import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Bundles the benchmarks of the table, which are TypeScript, and runs them: node bench/table/run.mjs [frames] [arrange] [opening] */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, '.cache', 'bench', 'table.mjs');
await build({ absWorkingDir: root, entryPoints: ['bench/table/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'warning' });
const { benchTable } = await import(pathToFileURL(outfile).href);
await benchTable(process.argv.slice(2));
process.exit(0);
