import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import { changeListSuffix } from '../../../core/edits/changeList/changeRecord';
import { UnreadableFileError } from '../../../core/errors';
import { lintConfigFileName } from '../../../core/noise/config/lintConfig';
import { matchesGlob } from '../../../core/noise/config/matchesGlob';
import { datasetFolderFiles } from '../../../io/datasetFolder';
import { UsageError } from '../../usageError';

/** One dataset to lint. */
export interface LintInput {
  /** A file, or a folder of shards. */
  readonly path: string;
  /** Named by itself rather than found by a pattern or in a folder: what is wrong with it then ends in an error, not in passing it over. */
  readonly isNamed: boolean;
}

export interface LintInputs {
  readonly inputs: readonly LintInput[];
  /** True for a pattern, a folder of several datasets or more than one word, however many files there are. */
  readonly isList: boolean;
}

const datasetName = /\.(jsonl|ndjson|json|csv|tsv|parquet|parq)(\.gz)?$/i;
const passedOver = new Set(['node_modules', '__pycache__']);

/**
 * What the words of the command line mean: files; patterns (for shells that do not expand them); folders, which are one dataset where they
 * hold the shards of one, else all dataset files below. Throws UsageError for a pattern or folder without any.
 */
export async function lintInputs(words: readonly string[], split: string | undefined): Promise<LintInputs> {
  const expanded = [];
  for (const word of words) expanded.push(await expand(word, split));
  const byPath = new Map<string, LintInput>();
  // A file that is named by itself stays so, whatever pattern finds it as well.
  for (const input of expanded.flat()) if (input.isNamed || !byPath.has(path.resolve(input.path))) byPath.set(path.resolve(input.path), input);
  const inputs = [...byPath.values()];
  return { inputs, isList: words.length > 1 || inputs.some(({ isNamed }) => !isNamed) };
}

async function expand(word: string, split: string | undefined): Promise<readonly LintInput[]> {
  const stats = await stat(word).catch(() => undefined);
  if (stats?.isDirectory() === true) return folder(word, split);
  if (stats === undefined && /[*?]/.test(word)) return pattern(word);
  return [{ path: word, isNamed: true }];
}

async function pattern(word: string): Promise<readonly LintInput[]> {
  const steps = (process.platform === 'win32' ? word.replaceAll('\\', '/') : word).split('/');
  const fixed = steps.findIndex((step) => /[*?]/.test(step));
  const base = fixed === 0 ? '.' : `${steps.slice(0, fixed).join('/')}/`;
  const wanted = steps.slice(fixed).join('/');
  const found = (await filesBelow(base, false)).filter((file) => matchesGlob(path.relative(base, file).split(path.sep).join('/'), wanted));
  if (found.length === 0) throw new UsageError(`No dataset file fits the pattern "${word}".`);
  return found.map((file) => ({ path: file, isNamed: false }));
}

async function folder(name: string, split: string | undefined): Promise<readonly LintInput[]> {
  if (split !== undefined || (await holdsShards(name))) return [{ path: name, isNamed: true }];
  const files = await filesBelow(name, true);
  if (files.length === 0) throw new UsageError(`The folder "${name}" holds no dataset files (.jsonl, .json, .csv, .tsv, .parquet, also with .gz).`);
  return files.map((file) => ({ path: file, isNamed: false }));
}

/** Whether the folder is one dataset: a single file may as well be found like any other. */
async function holdsShards(name: string): Promise<boolean> {
  try {
    return (await datasetFolderFiles(name)).length > 1;
  } catch (error) {
    if (UnreadableFileError.is(error)) return false;
    throw error;
  }
}

/** Dataset files in a folder and the folders below, in order; folders of shards as such where they are wanted. */
async function filesBelow(name: string, withShards: boolean): Promise<readonly string[]> {
  const entries = (await readdir(name, { withFileTypes: true }).catch(() => [])).sort((first, second) => (first.name < second.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const place = path.join(name, entry.name);
    if (entry.name.startsWith('.') || passedOver.has(entry.name)) continue;
    // Linked folders are not followed: they may lead in circles.
    if (entry.isDirectory()) found.push(...(withShards && (await holdsShards(place)) ? [place] : await filesBelow(place, withShards)));
    else if ((entry.isFile() || entry.isSymbolicLink()) && isDataset(place)) found.push(place);
  }
  return found;
}

/** By its name, what Preflens writes beside datasets left out. */
function isDataset(file: string): boolean {
  const name = path.basename(file);
  return datasetName.test(name) && name !== lintConfigFileName && !name.endsWith(changeListSuffix) && !name.endsWith('.manifest.json');
}
