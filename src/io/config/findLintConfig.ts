import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { ConfigurationError } from '../../core/noise/config/configurationError';
import { lintConfigFileName, type LintConfigFile } from '../../core/noise/config/lintConfig';
import { matchesPatterns } from '../../core/noise/config/matchesPatterns';
import { mergeLintConfigs, type LintConfig } from '../../core/noise/config/mergeLintConfigs';
import { parseLintConfig } from '../../core/noise/config/parseLintConfig';
import { systemErrorCode } from '../systemErrorCode';
import { unreadableFile } from '../unreadableFile';
import { configuredModels, RefusedModelPath } from './configuredModels';

export interface FindLintConfigOptions {
  /**
   * The folder above which no configuration is looked for: the workspace folder of an editor. Unless told, the repository that holds the
   * dataset (a folder with `.git`), or all folders up to the root of the file system.
   */
  readonly limit?: string | undefined;
  /** The one file to use, in place of those that lie with the data. */
  readonly file?: string | undefined;
}

export interface FoundLintConfig {
  readonly config: LintConfig;
  /** The files it comes from, the nearest first. */
  readonly files: readonly string[];
}

const maximalBytes = 1024 * 1024;
const mostFolders = 100;

interface ConfigFile {
  readonly file: string;
  readonly config: LintConfigFile;
}

/**
 * What the files `preflens.config.json` beside and above a dataset (a file, or a folder of shards) say of it. What is nearer wins; one with
 * `"root": true` is the last. Rejects with ConfigurationError, which says where and what is wrong, and UnreadableFileError.
 */
export async function findLintConfig(dataset: string, { limit, file }: FindLintConfigOptions = {}): Promise<FoundLintConfig> {
  const target = path.resolve(dataset);
  const folders = foldersAbove(await startFolder(target));
  const root = limit === undefined ? ((await repositoryOf(folders)) ?? folders.at(-1) ?? target) : path.resolve(limit);
  const found = file === undefined ? await configsIn(foldersUpTo(folders, root), root) : [await readConfig(path.resolve(file), path.dirname(path.resolve(file)), true)].filter((one) => one !== undefined);
  const layers = found.map((one) => ({ config: one.config, matches: (patterns: readonly string[]) => matchesPatterns(withSlashes(path.relative(path.dirname(one.file), target)), patterns) }));
  return { config: mergeLintConfigs(layers), files: found.map((one) => one.file) };
}

function withSlashes(relative: string): string {
  return relative.split(path.sep).join('/');
}

async function startFolder(target: string): Promise<string> {
  const isFolder = await stat(target).then((stats) => stats.isDirectory()).catch(() => false);
  return isFolder ? target : path.dirname(target);
}

/** The folder itself and those above it, the nearest first. */
function foldersAbove(start: string): readonly string[] {
  const folders = [start];
  for (let folder = start; folders.length < mostFolders && path.dirname(folder) !== folder; folder = path.dirname(folder)) folders.push(path.dirname(folder));
  return folders;
}

async function repositoryOf(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    if (await stat(path.join(folder, '.git')).then(() => true).catch(() => false)) return folder;
  }
  return undefined;
}

/** Only the dataset's own folder where it does not lie below the root. */
function foldersUpTo(folders: readonly string[], root: string): readonly string[] {
  const index = folders.indexOf(root);
  return index === -1 ? folders.slice(0, 1) : folders.slice(0, index + 1);
}

async function configsIn(folders: readonly string[], root: string): Promise<readonly ConfigFile[]> {
  const found: ConfigFile[] = [];
  for (const folder of folders) {
    const one = await readConfig(path.join(folder, lintConfigFileName), root, false);
    if (one !== undefined) found.push(one);
    if (one?.config.root === true) break;
  }
  return found;
}

/** Undefined where there is no such file, unless it must be there. */
async function readConfig(file: string, root: string, isNeeded: boolean): Promise<ConfigFile | undefined> {
  const text = await readBounded(file, isNeeded);
  if (text === undefined) return undefined;
  const parsed = parseLintConfig(text);
  if (parsed.kind === 'refused') throw new ConfigurationError(file, parsed.issues);
  const { config, issueAt } = parsed;
  const withModels = async <Settings extends Pick<LintConfigFile, 'models'>>(settings: Settings, steps: readonly (string | number)[]): Promise<Settings> => {
    if (settings.models === undefined) return settings;
    try {
      return { ...settings, models: await configuredModels(settings.models, { folder: path.dirname(file), root }) };
    } catch (error) {
      if (error instanceof RefusedModelPath) throw new ConfigurationError(file, [issueAt([...steps, 'models', ...error.steps], error.message)]);
      throw error;
    }
  };
  const overrides = config.overrides && (await Promise.all(config.overrides.map((one, index) => withModels(one, ['overrides', index]))));
  return { file, config: { ...(await withModels(config, [])), ...(overrides === undefined ? {} : { overrides }) } };
}

async function readBounded(file: string, isNeeded: boolean): Promise<string | undefined> {
  try {
    // Before it is opened: a pipe of that name would wait for ever.
    const { size, isFile } = await stat(file).then((stats) => ({ size: stats.size, isFile: stats.isFile() }));
    if (!isFile) throw new ConfigurationError(file, [beginning('This is no file; remove it, or write the configuration there.')]);
    if (size > maximalBytes) throw new ConfigurationError(file, [beginning('The file is larger than 1 MiB, which no configuration is; remove what does not belong there.')]);
    return (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    if (ConfigurationError.is(error)) throw error;
    if (!isNeeded && ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return undefined;
    throw unreadableFile(file, error);
  }
}

function beginning(message: string) {
  return { offset: 0, length: 0, line: 1, column: 1, message };
}
