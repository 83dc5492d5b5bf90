import { locateRows } from '../../app/locateRows';
import { reasonForNoPair } from '../../app/reasonForNoPair';
import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import { targetNames, type TargetName } from '../../core/attribution/attributionRecord';
import type { GameTexts } from '../../core/attribution/promptGame';
import { openDatasetReader } from '../../core/dataset/openDatasetReader';
import type { PairTexts } from '../../core/dataset/preferencePair';
import { RecentPlaces } from '../../core/dataset/rowPlaces';
import { UnreadableFileError } from '../../core/errors';
import { UsageError } from '../usageError';
import { oneOf, optionsFlag, textFlag, type AttributeFlags } from './attributeOptions';
import { openDataset } from './openDataset';
import { readingFlags } from './readingFlags';
import { wholeNumberFlag } from './scoreOptions';

/** What is attributed, and where it comes from. */
export interface AttributeInput {
  readonly file: string | null;
  readonly row: number | null;
  readonly pair: number | null;
  readonly texts: GameTexts;
  /** Options in the order given; null for a pair or a single response. */
  readonly options: readonly string[] | null;
}

/** The pair of a row, or the texts of the flags. Rejects with UsageError or UnreadableFileError. */
export async function attributeInput(file: string | undefined, flags: AttributeFlags, signal: AbortSignal): Promise<AttributeInput> {
  const options = flags.options === undefined ? null : optionsFlag(flags.options);
  if (file !== undefined) return pairInput(file, flags, options, signal);
  if (flags.prompt === undefined) throw new UsageError('Name what to attribute: FILE --row N, or --prompt TEXT with --response TEXT or --options A,B, or --csv FILE.');
  if ((flags.response === undefined) === (options === null)) throw new UsageError('--prompt takes either --response TEXT or --options A,B.');
  const responses = options ?? [textFlag(flags.response ?? '')];
  return { file: null, row: null, pair: null, texts: plainTexts(textFlag(flags.prompt), responses, options !== null, flags.chat === true), options };
}

/** A prompt in plain text, or as one message of a user. An option stands apart from the prompt by a space. */
export function plainTexts(prompt: string, responses: readonly string[], areOptions: boolean, chat: boolean): GameTexts {
  if (chat) return { format: 'conversational', prompt: [{ role: 'user', content: prompt }], responses: responses.map((content) => [{ role: 'assistant', content }]) };
  const joint = areOptions && prompt !== '' && !/\s$/u.test(prompt) ? ' ' : '';
  return { format: 'standard', prompt, responses: responses.map((response) => joint + response) };
}

/** The target by its name; what it defaults to depends on what there is. */
export function attributeTarget(input: AttributeInput, flags: AttributeFlags, beta: number, hasReference: boolean): { readonly name: TargetName; readonly target: AttributionTarget } {
  const isPair = input.options === null && input.row !== null;
  const usual = input.options ? 'log-odds' : !isPair ? 'response' : hasReference ? 'margin' : 'likelihood-margin';
  const name = oneOf('target', flags.target ?? (flags.token === undefined ? usual : 'token'), targetNames);
  if (!isPair && ['chosen', 'rejected', 'margin', 'likelihood-margin'].includes(name)) throw new UsageError(`--target ${name} is about a pair of responses; name a FILE and a --row.`);
  if (name === 'log-odds' && !input.options) throw new UsageError('--target log-odds is about options; list them with --options A,B.');
  return { name, target: targetOf(name, responseOf(input, flags), flags, beta) };
}

function targetOf(name: TargetName, response: number, { token }: AttributeFlags, beta: number): AttributionTarget {
  switch (name) {
    case 'chosen':
      return { kind: 'response', response: 0 };
    case 'rejected':
      return { kind: 'response', response: 1 };
    case 'margin':
      return { kind: 'margin', beta };
    case 'likelihood-margin':
      return { kind: 'likelihoodMargin' };
    case 'response':
      return { kind: 'response', response };
    case 'log-odds':
      return { kind: 'logOdds', option: response };
    case 'probability':
      return { kind: 'probability', response };
    case 'token':
      return { kind: 'token', response, token: wholeNumberFlag('token', token ?? '0', 0) };
  }
}

/** --option names an option, or one side of a pair. */
function responseOf({ options, row }: AttributeInput, { option }: AttributeFlags): number {
  if (option === undefined) return 0;
  const names = options ?? (row === null ? [] : ['chosen', 'rejected']);
  const index = names.indexOf(option);
  if (index < 0) throw new UsageError(names.length === 0 ? '--option names one of several options; list them with --options A,B.' : `--option takes ${names.join(', ')}, not "${option}".`);
  return index;
}

async function pairInput(file: string, flags: AttributeFlags, options: readonly string[] | null, signal: AbortSignal): Promise<AttributeInput> {
  if (flags.prompt !== undefined || flags.response !== undefined) throw new UsageError('A FILE brings its own prompt and responses; leave out --prompt and --response.');
  if (flags.row === undefined) throw new UsageError('Name the 0-based row with --row N.');
  const [row, pair] = [wholeNumberFlag('row', flags.row, 0), wholeNumberFlag('pair', flags.pair, 0)];
  const texts = await pairTexts(file, flags, row, pair, signal);
  return { file, row, pair, texts: gameTexts(texts, options), options };
}

async function pairTexts(file: string, flags: AttributeFlags, row: number, pair: number, signal: AbortSignal): Promise<PairTexts> {
  const source = await openDataset(file, flags, signal);
  try {
    const reader = await openDatasetReader(source, readingFlags(flags), signal);
    const passed = new RecentPlaces();
    for await (const location of locateRows(source, { first: row, last: row }, signal, passed)) {
      const read = await reader.read(source, location, passed.at);
      if (read.kind === 'unreadable') throw new UnreadableFileError(`Row ${String(row)} (line ${String(read.unreadable.line)}, column ${String(read.unreadable.column)}): ${read.unreadable.reason}`);
      const found = read.pairs[pair];
      if (found) return found.texts;
      if (read.pairs.length > 0) throw new UsageError(`Row ${String(row)} has ${String(read.pairs.length)} pairs, so --pair takes 0 to ${String(read.pairs.length - 1)}.`);
      throw new UnreadableFileError(`Row ${String(row)} holds no pair: ${reasonForNoPair(read)}`);
    }
    throw new UsageError(`${file} has no row ${String(row)}; rows are counted from 0.`);
  } finally {
    await source.close();
  }
}

/** A pair's texts as a game has them; options take the place of its responses. */
function gameTexts(texts: PairTexts, options: readonly string[] | null): GameTexts {
  if (texts.format === 'standard') return options ? plainTexts(texts.prompt, options, true, false) : { format: 'standard', prompt: texts.prompt, responses: [texts.chosen, texts.rejected] };
  const { format, prompt, chosen, rejected, tools, chatTemplateKwargs } = texts;
  const responses = options ? options.map((content) => [{ role: 'assistant', content }]) : [chosen, rejected];
  return { format, prompt, responses, ...(tools && { tools }), ...(chatTemplateKwargs && { chatTemplateKwargs }) };
}
