import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Bundles the editor's side and the page of the overview, then opens it: node bench/overview/run.mjs [pairs …], or in a real VS Code: node bench/overview/run.mjs editor [pairs] */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outdir = path.join(root, '.cache', 'bench', 'overview');
const node = { platform: 'node', target: 'node20', format: 'esm', outExtension: { '.js': '.mjs' }, packages: 'external', alias: { vscode: path.join(root, 'bench', 'vscodeStandIn.ts') } };
const browser = { platform: 'browser', target: 'es2022', format: 'esm', minify: true };
const common = { absWorkingDir: root, outdir, bundle: true, logLevel: 'warning' };
await build({ ...common, ...node, entryPoints: { overview: 'bench/overview/main.ts' } });
await build({ ...common, ...browser, entryPoints: { page: 'webview/overview/main.ts', style: 'webview/overview/overview.css' } });
const [first, ...others] = process.argv.slice(2);
if (first === 'editor') {
  await build({ ...common, platform: 'node', target: 'node20', format: 'esm', outExtension: { '.js': '.mjs' }, packages: 'external', entryPoints: { editor: 'bench/overview/editor.ts' } });
  execFileSync(process.execPath, [path.join(outdir, 'editor.mjs'), outdir, ...others], { stdio: 'inherit', cwd: root });
  process.exit(0);
}
const counts = first === undefined ? ['10000', '100000', '1000000'] : [first, ...others];
const lines = counts.map((count) => execFileSync(process.execPath, ['--max-old-space-size=8192', path.join(outdir, 'overview.mjs'), outdir, count], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], cwd: root }).trim());
console.log(['| pairs | figures and columns made | longest hold of the event loop | bytes to the page | page shows all of it | from opening, together | memory of the empty page | of the page that shows all | once garbage is collected |', '| --: | --: | --: | --: | --: | --: | --: | --: | --: |', ...lines].join('\n'));
