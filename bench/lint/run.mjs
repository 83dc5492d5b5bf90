import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Bundles bench/lint/main.ts and runs it:
 *   node bench/lint/run.mjs [ROWS …]                   synthetic files of so many rows (10000 100000 1000000), each in a process of its own
 *   node bench/lint/run.mjs rates FILE …               how often each code occurs in real files
 *   node bench/lint/run.mjs show CODE FILE [COUNT]     the texts that a code is about, to be looked at
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outdir = path.join(root, '.cache', 'bench', 'lint');
await build({
  absWorkingDir: root,
  entryPoints: { main: 'bench/lint/main.ts', parquetWorker: 'src/io/parquet/workerMain.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
const run = (...words) => {
  const { status } = spawnSync(process.execPath, ['--expose-gc', '--max-old-space-size=4096', path.join(outdir, 'main.js'), root, ...words], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
const words = process.argv.slice(2);
if (words[0] === 'rates' || words[0] === 'show') run(...words);
else {
  console.log('| rows | MB | seconds | rows/s | µs a row, CPU | reading alone, s | peak memory, MB | bytes held a row | findings |');
  console.log('| --: | --: | --: | --: | --: | --: | --: | --: | --: |');
  for (const rows of words.length > 0 ? words : ['10000', '100000', '1000000']) run('scale', rows);
}
