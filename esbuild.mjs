import { build, context } from 'esbuild';
import { rmSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--tests');

const common = {
  bundle: true,
  sourcemap: !production,
  minify: production,
  logLevel: 'warning',
  legalComments: 'none',
  metafile: production,
};

/** Node 20 is what the oldest supported VS Code and the command line run on. */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // jsonc-parser's main entry is UMD, whose inner requires a bundler cannot follow.
  mainFields: ['module', 'main'],
  external: ['vscode', 'onnxruntime-node'],
};

const bundles = [
  { ...node, entryPoints: { extension: 'src/editor/extension.ts', worker: 'src/engine/worker/main.ts', parquetWorker: 'src/io/parquet/workerMain.ts', probeTrainer: 'src/engine/training/threadMain.ts', attributionThread: 'src/editor/attribution/thread/main.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { cli: 'src/cli/main.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  {
    ...common,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    entryPoints: {
      pair: 'webview/pair/main.ts',
      pairStyle: 'webview/pair/pair.css',
      table: 'webview/table/main.ts',
      tableStyle: 'webview/table/table.css',
      compare: 'webview/compare/main.ts',
      compareStyle: 'webview/compare/compare.css',
      overview: 'webview/overview/main.ts',
      overviewStyle: 'webview/overview/overview.css',
      attribution: 'webview/attribution/main.ts',
      attributionStyle: 'webview/attribution/attribution.css',
    },
    outdir: 'dist/webview',
  },
];

/** The suites that run inside a real VS Code: every *.test.ts is found, so none can be forgotten. */
async function hostTests() {
  const files = (await readdir('test/host', { recursive: true })).filter((name) => name.endsWith('.test.ts'));
  return {
    ...node,
    external: ['vscode', 'mocha'],
    entryPoints: ['test/host/index.ts', ...files.map((name) => path.join('test/host', name))],
    outbase: 'test/host',
    outdir: 'dist/test/host',
  };
}

if (!watch) rmSync('dist', { recursive: true, force: true });
if (withTests) bundles.push(await hostTests());
if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const built = await Promise.all(bundles.map((options) => build(options)));
  // For tools/package.mjs, which owes the licences of what went in.
  if (production) await writeFile('dist/outputs.json', JSON.stringify(Object.assign({}, ...built.map(({ metafile }) => metafile.outputs))));
}
