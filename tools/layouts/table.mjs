import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';

/** Measures every layout with the engine and renews the table in docs/models.md: node tools/layouts/table.mjs */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outfile = path.join(root, '.cache', 'layouts', 'engine.mjs');
await build({
  absWorkingDir: root,
  stdin: {
    contents: "export { Decoder } from './src/engine/model/decoder'; export { findModelFiles } from './src/engine/model/modelFiles'; export { precisionOf } from './src/engine/model/precision';",
    resolveDir: root,
    loader: 'ts',
  },
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
});
const { Decoder, findModelFiles, precisionOf } = await import(pathToFileURL(outfile).href);
const folder = path.join(root, 'test/fixtures/layouts');
const { layouts, sequences, versions } = JSON.parse(readFileSync(path.join(folder, 'goldens.json'), 'utf8'));

async function rowOf(layout) {
  const decoder = await Decoder.load(findModelFiles(path.join(folder, layout.name)), { threads: 1, lowMemory: false, cacheFolder: null });
  let worst = 0;
  for (const [index, ids] of sequences.entries()) {
    const { logProbabilities } = await decoder.measure(ids, 1);
    for (const [k, wanted] of layout.logProbabilities[index].entries()) worst = Math.max(worst, Math.abs(wanted - logProbabilities[k]));
  }
  const { promptReuse, batchedPromptReuse, maskHoles, keptPositions, rowInvariance, rowDependence } = decoder.abilities;
  const reuse = batchedPromptReuse ? 'yes' : promptReuse ? 'one at a time' : 'no';
  const rows = rowInvariance === 'exact' ? 'exact' : `up to ${rowDependence.toPrecision(1)}`;
  const yes = (value) => (value ? 'yes' : 'no');
  const cells = [layout.name, layout.note, precisionOf(decoder.skeleton.graph), layout.reference === 'pytorch' ? 'PyTorch' : 'plain file', worst.toExponential(1), reuse, yes(maskHoles), yes(keptPositions), rows];
  await decoder.release();
  return `| ${cells.join(' | ')} |`;
}

const lines = [
  '| layout | what is special | precision | compared with | largest error (nats a token) | prompt reuse | mask holes | positions kept | rows independent |',
  '|---|---|---|---|---|---|---|---|---|',
];
for (const layout of layouts) lines.push(await rowOf(layout));
lines.push('', `Written with ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}.`);

const page = path.join(root, 'docs/models.md');
const [begin, end] = ['<!-- layouts: begin -->', '<!-- layouts: end -->'];
const text = readFileSync(page, 'utf8');
if (!text.includes(begin) || !text.includes(end)) throw new Error(`${page} has no place for the table (${begin} … ${end})`);
writeFileSync(page, `${text.slice(0, text.indexOf(begin) + begin.length)}\n\n${lines.join('\n')}\n\n${text.slice(text.indexOf(end))}`);
console.log(lines.join('\n'));
