import type { FieldMapping, ReadingOptions } from '../../core/dataset/readingOptions';
import { schemaNames } from '../../core/dataset/schemaNames';
import { schemaAdapters } from '../../core/dataset/schemas/schemaAdapters';
import { UsageError } from '../usageError';

/** How a dataset is to be read, as commander hands it over. */
export interface ReadingFlags {
  readonly schema?: string;
  readonly map?: string;
  readonly choose?: readonly string[];
}

/** What the flags say, or a UsageError that says what they take. */
export function readingFlags(flags: ReadingFlags): ReadingOptions {
  const schema = schemaFlag(flags.schema);
  if (schema !== undefined && flags.map !== undefined) throw new UsageError('--schema and --map exclude one another: a mapping is a schema of its own.');
  return {
    ...(schema === undefined ? {} : { schema }),
    ...(flags.map === undefined ? {} : { mapping: mapFlag(flags.map) }),
    ...(flags.choose === undefined ? {} : { choices: Object.fromEntries(flags.choose.map(choiceFlag)) }),
  };
}

function schemaFlag(text: string | undefined) {
  if (text === undefined) return undefined;
  const schema = schemaNames.find((name) => name === text);
  if (!schema) throw new UsageError(`--schema takes one of ${schemaNames.join(', ')}, not "${text}".`);
  return schema;
}

/** `prompt=PATH,chosen=PATH,rejected=PATH`; without a prompt both answers begin with it. */
function mapFlag(text: string): FieldMapping {
  const entries = new Map(text.split(',').map((part) => split(part, 'map', 'prompt=FIELD,chosen=FIELD,rejected=FIELD')));
  const unknown = [...entries.keys()].find((name) => !['prompt', 'chosen', 'rejected'].includes(name));
  const [prompt, chosen, rejected] = [entries.get('prompt'), entries.get('chosen'), entries.get('rejected')];
  if (unknown !== undefined || chosen === undefined || rejected === undefined) {
    throw new UsageError(`--map takes prompt=FIELD,chosen=FIELD,rejected=FIELD, of which prompt may be left out, not "${text}".`);
  }
  return { ...(prompt === undefined ? {} : { prompt }), chosen, rejected };
}

function choiceFlag(text: string): readonly [string, string] {
  const [key, value] = split(text, 'choose', 'KEY=VALUE');
  const choices = schemaAdapters.flatMap((adapter) => adapter.choices ?? []);
  const known = choices.filter((choice) => choice.key === key);
  if (known.some(({ values }) => values.some((one) => one.value === value))) return [key, value];
  const all = (known.length > 0 ? known : choices).map((choice) => `${choice.key}=${choice.values.map((one) => one.value).join('|')}`);
  throw new UsageError(`--choose takes ${all.join(', ')}, not "${text}".`);
}

function split(text: string, flag: string, expected: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new UsageError(`--${flag} takes ${expected}, not "${text}".`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
