import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Frame times of the scatter in a headless Chromium without a GPU: node bench/scatter/run.mjs [seconds of each movement] [canvas|WebGL] */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, '.cache', 'bench', 'scatter.mjs');
await build({ absWorkingDir: root, entryPoints: ['bench/scatter/main.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'warning' });
const { benchScatter } = await import(pathToFileURL(outfile).href);
await benchScatter(process.argv.slice(2));
process.exit(0);
