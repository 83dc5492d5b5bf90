import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** How long a comparison of two score sets takes, without reading and scoring: node bench/compare.mjs */
const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = path.join(root, '.cache', 'bench', 'compare.mjs');
await build({ absWorkingDir: root, entryPoints: ['bench/compare.ts'], outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', packages: 'external', logLevel: 'warning' });
const { benchCompare } = await import(pathToFileURL(outfile).href);
benchCompare();
