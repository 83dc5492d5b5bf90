import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bundles bench/reopen.ts with a stand-in for VS Code, and the worker, then runs it: node bench/reopen.mjs [pairs] */
const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = path.join(root, '.cache', 'bench');
await build({
  absWorkingDir: root,
  entryPoints: { reopen: 'bench/reopen.ts', worker: 'src/engine/worker/main.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: ['onnxruntime-node'],
  alias: { vscode: path.join(root, 'bench', 'vscodeStandIn.ts') },
  logLevel: 'warning',
});
const run = (...words) => execFileSync(process.execPath, [path.join(outdir, 'reopen.js'), root, process.argv[2] ?? '100000', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
// Each step in a process of its own, as an editor that was closed and opened again.
const rows = ['prepare', 'reopen', 'reopen', 'reopen', 'edit', 'pairs'].map((step) => run(step).trim());
console.log(['| step | rows | to all figures | to the first | asked of the models | longest hold of the event loop | peak memory |', '| --- | --: | --: | --: | --: | --: | --: |', ...rows].join('\n'));
