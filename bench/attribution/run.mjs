/**
 * npm run bench:attribution [-- --quick] [-- --players=16,32] [-- --seeds=3]: evaluations and seconds until the Shapley values of a prompt's
 * words are within 10 and 5 % of the truth, ours beside shap, captum and shapiq on the same ONNX file, prompt and response.
 * Environment: PREFLENS_BENCH_PYTHON (python3 with onnxruntime, torch, shap, captum, shapiq).
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
