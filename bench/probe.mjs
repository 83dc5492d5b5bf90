import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Bundles bench/probe.ts and the threads it uses, then runs it: node bench/probe.mjs FILE…  (probes of files, with the embedded policy's states), or
 * node bench/probe.mjs --scale [PAIRSxFEATURES …]  (made-up pairs, for time and memory). A Markdown table comes out.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = path.join(root, '.cache', 'bench', 'probe');
await build({
  absWorkingDir: root,
  entryPoints: { probe: 'bench/probe.ts', worker: 'src/engine/worker/main.ts', probeTrainer: 'src/engine/training/threadMain.ts', parquetWorker: 'src/io/parquet/workerMain.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['onnxruntime-node'],
  logLevel: 'warning',
});
const run = (...words) => execFileSync(process.execPath, [path.join(outdir, 'probe.js'), root, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
const [first, ...rest] = process.argv.slice(2);
if (first === '--scale') {
  console.log(['| pairs | features | | seconds | peak memory |', '| --: | --: | --- | --: | --: |'].join('\n'));
  // Each in a process of its own, so that memory is that of one.
  for (const shape of rest.length > 0 ? rest : ['10000x192', '100000x256', '10000x42', '100000x42', '1000000x42']) console.log(run('--scale', shape));
} else {
  console.log(['| file | pairs | prompts | features | out-of-fold accuracy | log-loss | calibration error | label issues | counted in | trained in |', '| --- | --: | --: | --- | --- | --: | --: | --: | --: | --: |'].join('\n'));
  for (const file of [first, ...rest]) console.log(run(path.resolve(file)));
}
