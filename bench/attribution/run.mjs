/**
 * npm run bench:attribution [-- --players=16,32] [-- --seeds=3] [-- --cap=4096] [-- --minutes=5] [-- --patience=60]: evaluations until the
 * Shapley values of a prompt's words are within 10 and 5 % of the truth, ours beside shap, captum and shapiq on the same game; kept in counts.json.
 * -- --seconds: only the seconds that these counts take on this machine, two to three minutes, which wants a quiet one.
 * -- --counts: without the seconds. -- --unchecked: without the self-check.
 * -- --own: without the other tools. A run that was stopped goes on: all values and the truth are kept in .cache/bench/attribution.
 * Environment: PREFLENS_BENCH_PYTHON (python3 with onnxruntime, torch, shap, captum, shapiq with lightgbm and sparse-transform).
 */
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = path.join(root, '.cache/bench/attribution');
const common = { bundle: true, platform: 'node', target: 'node20', logLevel: 'warning', mainFields: ['module', 'main'], external: ['onnxruntime-node'], absWorkingDir: root };
await build({ ...common, entryPoints: ['src/engine/worker/main.ts'], format: 'cjs', outfile: path.join(cache, 'worker.cjs') });
await build({ ...common, entryPoints: ['bench/attribution/main.ts'], format: 'esm', packages: 'external', outfile: path.join(cache, 'main.mjs') });
const { benchAttribution } = await import(pathToFileURL(path.join(cache, 'main.mjs')).href);
await benchAttribution(root, cache, process.argv.slice(2));
