import { execFile, execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The first thing to try: scores the sample dataset with the embedded models, and says where to go from there. */
const root = fileURLToPath(new URL('..', import.meta.url));
const sample = path.join('media', 'sample', 'preferences.jsonl');

execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
const { status } = spawnSync(process.execPath, [path.join('dist', 'cli.js'), 'score', sample, '--format', 'text'], { cwd: root, stdio: 'inherit' });

if (status === 0) {
  console.log(await findingsOf(path.join('media', 'sample', 'findings.jsonl')));
  console.log(`Where to go next
  · In VS Code: open this folder, press F5 (Run Preflens), run "Preflens: Open Sample Dataset" there, then "Score Dataset",
    and click "Explain pair" above a row. (Or: npm run package, and install the .vsix.)
  · What is planted in the samples, row by row: media/sample/preferences.key.json and findings.key.json
  · All findings of the second sample: node dist/cli.js lint media/sample/findings.jsonl
  · Your own file:    node dist/cli.js score FILE.jsonl --out scores.jsonl
  · Your own models:  node dist/cli.js score FILE.jsonl --policy FOLDER --reference FOLDER
  · What each number means, and what it does not: docs/figures.md`);
}
process.exit(status ?? 1);

/** The kinds of findings in a file, errors first, in a few lines. */
async function findingsOf(file) {
  const words = ['lint', file, '--no-models', '--format', 'json', '--fail-on', 'never'];
  const { stdout } = await promisify(execFile)(process.execPath, [path.join('dist', 'cli.js'), ...words], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  const { findings, rows } = JSON.parse(stdout);
  const kinds = ['error', 'warning', 'information'].map((severity) => [severity, [...new Set(findings.filter((one) => one.severity === severity).map(({ code }) => code))]]);
  const lines = kinds.map(([severity, codes]) => `  ${severity} (${codes.length}): ${codes.slice(0, 8).join(', ')}${codes.length > 8 ? ' …' : ''}`);
  return [`Findings without any model in ${file}, ${rows} rows, a row or more for each kind`, ...lines, ''].join('\n');
}
