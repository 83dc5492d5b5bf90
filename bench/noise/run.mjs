import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * How well wrong labels are found: node bench/noise/run.mjs [--quick] [--files=a,b] [--seeds=1,2] [--steps]. Needs preference data in PREFLENS_BENCH_DATA (../shared/data/preferences
 * unless told); with PREFLENS_BENCH_PYTHON, a Python that has cleanlab, cleanlab runs on the same probabilities.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, '.cache', 'bench', 'noise');
const common = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20', logLevel: 'warning' };
await build({ ...common, entryPoints: ['bench/noise/main.ts'], outfile: path.join(folder, 'main.mjs'), format: 'esm', packages: 'external' });
await build({ ...common, entryPoints: ['src/engine/worker/main.ts'], outfile: path.join(folder, 'worker.cjs'), format: 'cjs', mainFields: ['module', 'main'], external: ['onnxruntime-node'] });
const { benchNoise } = await import(pathToFileURL(path.join(folder, 'main.mjs')).href);
await benchNoise(root, process.argv.slice(2));
process.exit(0);
