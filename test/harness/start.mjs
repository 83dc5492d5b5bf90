import { build } from 'esbuild';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The harness and the e2e specs are TypeScript, and Node 20 runs only JavaScript: they are bundled into a folder that git
 * ignores, then run in this process. One build with splitting, so that a spec and the harness share one copy of each module.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const command = process.argv[2] ?? 'all';
const outputFolder = path.join(root, '.build', 'harness', command);

async function specs() {
  const names = await readdir(path.join(root, 'test/e2e'), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.e2e.ts')).map((name) => path.join('test/e2e', name));
}

async function bundle() {
  // Emptied, so that a spec which was deleted does not run on.
  await rm(outputFolder, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['test/harness/main.ts', ...(command === 'e2e' ? await specs() : [])],
    outbase: 'test',
    outdir: outputFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function start() {
  await bundle();
  const { main } = await import(pathToFileURL(path.join(outputFolder, 'harness', 'main.mjs')).href);
  return main(process.argv.slice(2), outputFolder);
}

/** Whoever reads the verdict from the closing line gets one also when the harness itself breaks. */
function reportBreakage(error) {
  console.error(error);
  console.log('0 passed, 1 failed');
  return 1;
}

process.exit(await start().catch(reportBreakage));
