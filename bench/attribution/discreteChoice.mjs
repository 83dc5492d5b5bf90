import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Bundles the discrete-choice study, which is TypeScript, and runs it: node bench/attribution/discreteChoice.mjs [evaluations a prompt] [prompts.csv, to be written] */
const root = fileURLToPath(new URL('../..', import.meta.url));
const bundled = (entry, name, format) => ({ absWorkingDir: root, entryPoints: [entry], outfile: path.join(root, '.cache', 'bench', name), bundle: true, platform: 'node', target: 'node20', format, packages: 'external', logLevel: 'warning' });
await build(bundled('src/engine/worker/main.ts', 'studyWorker.cjs', 'cjs'));
const study = bundled('bench/attribution/discreteChoice.ts', 'discreteChoice.mjs', 'esm');
await build(study);
const { discreteChoiceStudy } = await import(pathToFileURL(study.outfile).href);
await discreteChoiceStudy(root, path.join(root, '.cache', 'bench', 'studyWorker.cjs'), Number(process.argv[2] ?? 160), process.argv[3]);
