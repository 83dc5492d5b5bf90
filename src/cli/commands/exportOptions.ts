import { exportFormats, exportOrders, exportSchemas, parseRowSelection, type ExportChoices, type ExportFormat, type RowSelection } from '../../core/export/exportChoices';
import { verdictNames } from '../../core/noise/lintReport';
import type { ReadingOptions } from '../../core/dataset/readingOptions';
import type { DatasetFlags } from './openDataset';
import { readingFlags } from './readingFlags';
import { UsageError } from '../usageError';

/** `preflens export`, as commander hands it over. */
export interface ExportFlags extends DatasetFlags {
  /** Schema to read every row by; `schema` is the one to write. */
  readonly readAs?: string;
  readonly map?: string;
  readonly choose?: readonly string[];
  readonly schema: string;
  readonly format?: string;
  readonly order: string;
  readonly drop?: string;
  readonly swap?: string;
  readonly verdict?: string;
  readonly fix?: string;
  /** A file in place of those that lie with the data; false: none at all. */
  readonly config?: string | false;
  readonly columns?: string;
  readonly scores?: string;
  readonly changes: boolean;
  readonly out: string;
  readonly policy?: string;
  readonly reference?: string;
  readonly convention?: string;
  readonly beta?: string;
  readonly maxLength?: string;
  readonly threads: string;
}

export function exportChoices(flags: ExportFlags): ExportChoices {
  if (flags.columns !== undefined && flags.columns !== 'scores') throw new UsageError(`--columns takes scores, not "${flags.columns}".`);
  const choices = choicesOf(flags);
  if (choices.fixes.length > 0 && needsFigures(choices)) throw new UsageError('--fix changes texts, and figures are of texts as they were; export once with --fix, then the result with figures.');
  return choices;
}

function choicesOf(flags: ExportFlags): ExportChoices {
  return {
    schema: oneOf('schema', exportSchemas, flags.schema),
    format: flags.format === undefined ? formatOfName(flags.out) : oneOf('format', exportFormats, flags.format),
    order: oneOf('order', exportOrders, flags.order),
    drop: selection('drop', flags.drop),
    swap: selection('swap', flags.swap),
    verdicts: listOf('verdict', verdictNames, flags.verdict),
    fixes: listOf('fix', textFixes, flags.fix),
    scoreColumns: flags.columns === 'scores',
  };
}

/** How the dataset is to be read: the flag `--schema` says how it is written. */
export function exportReading({ readAs, map, choose }: ExportFlags): ReadingOptions {
  return readingFlags({ ...(readAs === undefined ? {} : { schema: readAs }), ...(map === undefined ? {} : { map }), ...(choose === undefined ? {} : { choose }) });
}

/** Whether the choices need figures of the models, or of a file of scores. */
export function needsFigures({ order, scoreColumns }: ExportChoices): boolean {
  return scoreColumns || order === 'margin' || order === 'difficulty';
}

const textFixes = ['repair-prompt', 'strip-tokens'] as const;

/** Whether the choices need to know what linting finds. */
export function needsFindings({ drop, swap, verdicts }: ExportChoices): boolean {
  return verdicts.length > 0 || [drop, swap].some((selection) => selection.codes.length > 0 || selection.verdicts.length > 0);
}

/** Names with commas between, in the order of the table. */
function listOf<Name extends string>(flag: string, names: readonly Name[], text = ''): readonly Name[] {
  const given = text.split(',').map((name) => name.trim()).filter((name) => name !== '');
  for (const name of given) oneOf(flag, names, name);
  return names.filter((name) => given.includes(name));
}

function oneOf<Name extends string>(flag: string, names: readonly Name[], text: string): Name {
  const found = names.find((name) => name === text);
  if (found === undefined) throw new UsageError(`--${flag} takes ${names.join(', ')}, not "${text}".`);
  return found;
}

function formatOfName(name: string): ExportFormat {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  const format = extension === 'ndjson' ? 'jsonl' : extension === 'parq' ? 'parquet' : exportFormats.find((known) => known === extension);
  if (format === undefined) throw new UsageError(`--format is missing, and the name "${name}" does not end in .${exportFormats.join(', .')}.`);
  return format;
}

function selection(flag: string, text = ''): RowSelection {
  try {
    return parseRowSelection(text);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--${flag}: ${error.message}`);
    throw error;
  }
}
