import { createWriteStream, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';

import { defaultFindingSettings } from '../../src/core/noise/config/findingSettings';
import { loadTextLibraries } from '../../src/core/noise/structural/textLibraries';
import { StructuralFindings } from '../../src/core/noise/structuralFindings';
import { RandomSource } from '../../src/core/statistics/randomSource';
import { contentHash } from '../../src/io/contentHash';
import { eachPair } from './eachPair';

/** Share of rows that repeat an earlier row, with a word changed in half of them. */
const repeated = 0.02;

/** One line of the table for a synthetic file of so many rows, which is made by a seed and removed afterwards. */
export async function measureScale(root: string, rows: number): Promise<void> {
  const folder = path.join(root, '.cache', 'bench', 'lint');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${String(rows)}.jsonl`);
  try {
    await writeRows(root, file, rows);
    console.log(await measured(file, rows));
  } finally {
    rmSync(file, { force: true });
  }
}

async function measured(file: string, rows: number): Promise<string> {
  const start = performance.now();
  await eachPair(file, () => undefined);
  const reading = (performance.now() - start) / 1000;
  const libraries = await loadTextLibraries();
  const before = heldBytes();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const structural = new StructuralFindings(contentHash, defaultFindingSettings, libraries);
  await eachPair(file, (pair) => { structural.add(pair); });
  const findings = structural.all().length;
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS / 1024;
  const grown = Math.max(0, heldBytes() - before);
  if (structural.all().length !== findings) throw new Error('The findings changed while nothing was added.');
  const figures = [rows, (statSync(file).size / 1e6).toFixed(0), seconds.toFixed(1), Math.round(rows / seconds), ((user + system) / rows).toFixed(0), reading.toFixed(1), peak.toFixed(0), Math.round(grown / rows), findings];
  return `| ${figures.join(' | ')} |`;
}

/** What is alive, numbers outside of the heap included. */
function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Rows of sentences of the bundled sample, put together anew by a seeded generator: the vocabulary is real, the texts differ. */
async function writeRows(root: string, file: string, rows: number): Promise<void> {
  const random = new RandomSource(1);
  const { prompts, sentences } = sampleTexts(root);
  const out = createWriteStream(file);
  const pick = (list: readonly string[]) => list[random.integer(list.length)] ?? '';
  const text = (from: readonly string[], count: number) => Array.from({ length: count }, () => pick(from)).join(' ');
  let earlier: readonly string[] = [];
  for (let row = 0; row < rows; row++) {
    const isRepeated = random.unit() < repeated && earlier.length > 0;
    const [prompt = '', chosen = '', rejected = ''] = isRepeated
      ? earlier.map((old, side) => (side === 1 && random.unit() < 0.5 ? old.replace(/\w+/, 'Indeed') : old))
      : [`${text(prompts, 2)} (${String(row)})`, text(sentences, 2 + random.integer(8)), text(sentences, 2 + random.integer(8))];
    if (row % 50 === 0) earlier = [prompt, chosen, rejected];
    if (!out.write(`${JSON.stringify({ prompt, chosen, rejected })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

interface SampleRow {
  readonly prompt: readonly { readonly content: string }[];
  readonly chosen: readonly { readonly content: string }[];
  readonly rejected: readonly { readonly content: string }[];
}

function sampleTexts(root: string): { readonly prompts: readonly string[]; readonly sentences: readonly string[] } {
  const key = JSON.parse(readFileSync(path.join(root, 'media/sample/preferences.key.json'), 'utf8')) as { readonly rows: readonly { readonly trouble: string | null }[] };
  const lines = readFileSync(path.join(root, 'media/sample/preferences.jsonl'), 'utf8').trim().split('\n').filter((_, row) => key.rows[row]?.trouble === null);
  const sample = lines.map((line) => JSON.parse(line) as SampleRow);
  return {
    prompts: sample.map(({ prompt }) => prompt.at(-1)?.content ?? '').filter((text) => /^[\x20-\x7e]+$/.test(text)),
    sentences: sample.flatMap(({ chosen, rejected }) => [chosen, rejected].flatMap((side) => (side.at(-1)?.content ?? '').split(/(?<=[.!?]) /))).filter((sentence) => /^[\x20-\x7e]{20,300}$/.test(sentence) && !sentence.includes('`')),
  };
}
