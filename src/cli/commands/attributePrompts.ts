import path from 'node:path';

import { attributeSet, type SetPrompt, type SetResult } from '../../app/attribution/attributeSet';
import { locateRows } from '../../app/locateRows';
import type { AttributionSetRecord } from '../../core/attribution/attributionRecord';
import { summarizeSet } from '../../core/attribution/attributionSet';
import { readRowFields } from '../../core/dataset/readRowFields';
import type { RowSource } from '../../core/ports';
import type { WorkerScorer } from '../../engine/workerScorer';
import { exitStatus } from '../exitStatus';
import { ProgressLine } from '../progressLine';
import { attributionSetText } from '../reporters/attributionSetText';
import { UsageError } from '../usageError';
import { plainTexts } from './attributeInput';
import type { AttributeFlags, AttributeSettings } from './attributeOptions';
import { openDataset } from './openDataset';
import { recordSettings } from './recordSettings';

interface Unattributed {
  readonly row: number;
  readonly reason: string;
}

/** `preflens attribute --csv FILE`: a set of filled templates with columns prompt, options and, where it has one, template. */
export async function attributePrompts(models: WorkerScorer, flags: AttributeFlags, settings: AttributeSettings, signal: AbortSignal): Promise<number> {
  if (flags.target !== undefined && flags.target !== 'log-odds') throw new UsageError('--csv attributes the log-odds of the first option; leave out --target.');
  if (settings.sensitivity?.variants || settings.sensitivity?.swaps) throw new UsageError('--variants and --swaps belong to one prompt; a set takes --sensitivity.');
  const file = flags.csv ?? '';
  const identity = await models.identify(signal);
  const source = await openDataset(file, flags, signal);
  const [results, unread]: [SetResult[], Unattributed[]] = [[], []];
  const progress = new ProgressLine(process.stderr);
  try {
    const set = attributeSet(models, setPrompts(source, flags.chat === true, unread, signal), {
      ...settings.run,
      view: settings.view,
      target: { kind: 'logOdds', option: 0 },
      seed: settings.seed,
      sensitivity: settings.sensitivity !== null,
      signal,
    });
    for await (const result of set) {
      results.push(result);
      progress.show(`${String(results.length)} prompts`);
    }
  } finally {
    progress.clear();
    await source.close();
  }
  const record = setRecord(results, unread, { file: path.normalize(file), done: !signal.aborted, ...recordSettings('log-odds', settings, identity) });
  process.stdout.write(settings.format === 'json' ? `${JSON.stringify(record, null, 2)}\n` : attributionSetText(record));
  return signal.aborted ? exitStatus.interrupted : exitStatus.done;
}

async function* setPrompts(source: RowSource, chat: boolean, unread: Unattributed[], signal: AbortSignal): AsyncGenerator<SetPrompt> {
  for await (const location of locateRows(source, undefined, signal)) {
    const parsed = readRowFields(await source.read(location));
    const prompt = parsed.kind === 'fields' ? promptOf(location.row, parsed.fields, chat) : parsed.reason;
    if (typeof prompt === 'string') unread.push({ row: location.row, reason: prompt });
    else yield prompt;
  }
}

/** The prompt of a row, or why it has none. */
function promptOf(row: number, fields: Readonly<Record<string, unknown>>, chat: boolean): SetPrompt | string {
  const { prompt, options, template } = fields;
  if (typeof prompt !== 'string' || prompt.trim() === '') return 'The row has no text in its column "prompt".';
  const listed = Array.isArray(options) ? options.map(String) : typeof options === 'string' ? options.split('|').map((option) => option.trim()) : [];
  const filled = listed.filter((option) => option !== '');
  if (filled.length < 2) return 'The row needs two options or more in its column "options", with | between them.';
  return { row, template: typeof template === 'string' && template !== '' ? template : 'all', texts: plainTexts(prompt, filled, true, chat) };
}

type Given = Omit<AttributionSetRecord, 'prompts' | 'tokenNoise' | 'optionBias' | 'templates' | 'rows' | 'unattributed'>;

function setRecord(results: readonly SetResult[], unread: readonly Unattributed[], given: Given): AttributionSetRecord {
  const attributed = results.filter((result) => result.kind === 'attributed');
  const refused = results.flatMap((result) => (result.kind === 'refused' ? [{ row: result.prompt.row, reason: result.reason }] : []));
  const summary = summarizeSet(attributed.map(({ prompt, attribution, sensitivity }) => ({
    template: prompt.template,
    value: attribution.full,
    tokenNoise: attribution.tokenNoise,
    optionBias: sensitivity?.optionBias ?? null,
  })));
  const { optionBias, templates } = summary;
  return {
    ...given,
    prompts: summary.prompts,
    tokenNoise: summary.tokenNoise,
    optionBias,
    templates,
    rows: attributed.map(rowRecord),
    unattributed: [...refused, ...unread].sort((a, b) => a.row - b.row),
  };
}

function rowRecord({ prompt: { row, template }, attribution, sensitivity }: Extract<SetResult, { kind: 'attributed' }>): AttributionSetRecord['rows'][number] {
  const { units, evaluations, empty, full, tokenNoise, players } = attribution;
  const strongest = [...(players ?? [])].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 3);
  return {
    row,
    template,
    players: units,
    evaluations,
    empty,
    full,
    tokenNoise,
    optionBias: sensitivity?.optionBias ?? null,
    strongest: strongest.map(({ text, value }) => ({ text, value })),
  };
}
