import { describeFields } from '../describeFields';
import { field } from '../field';
import type { FieldChange } from '../fieldChange';
import { parseFieldPath } from '../parseFieldPath';
import type { RowFields } from '../parseRow';
import { readConversation } from '../readConversation';
import type { FieldMapping } from '../readingOptions';
import { assumed } from '../reading/assumed';
import { Comparison } from '../reading/comparison';
import { implicitPair } from '../reading/implicitPair';
import { labelsOf } from '../reading/labelsOf';
import { asList } from '../reading/listAt';
import { isRecord } from '../reading/marks';
import { isTurns, type Part } from '../reading/part';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import { valueAt, type Path } from '../reading/valueAt';
import { RowProblem } from '../rowProblem';
import { splitConversations } from '../splitConversations';
import type { ReadingContext, RowReading, SchemaAdapter } from './schemaAdapter';

/** Names that people give to these fields, in order of preference; case, spaces and hyphens do not count. */
const aliases = {
  prompt: ['prompt', 'x', 'question', 'instruction', 'query', 'input', 'context', 'user', 'post', 'problem', 'source_text'],
  chosen: ['chosen', 'preferred', 'pos', 'positive', 'y_w', 'yw', 'winner', 'win', 'better', 'accepted', 'good', 'best', 'chosen_response', 'preferred_response', 'positive_response', 'response_chosen', 'output_chosen', 'preferred_output'],
  rejected: ['rejected', 'other', 'neg', 'negative', 'y_l', 'yl', 'loser', 'lose', 'worse', 'dispreferred', 'non_preferred', 'unpreferred', 'bad', 'worst', 'rejected_response', 'dispreferred_response', 'other_response', 'negative_response', 'response_rejected', 'output_rejected', 'non_preferred_output'],
  answers: ['response', 'responses', 'completion', 'completions', 'answer', 'answers', 'output', 'outputs', 'generation', 'generations'],
} as const;

interface Columns {
  readonly prompt: Path | undefined;
  readonly chosen: Path;
  readonly rejected: Path;
}

/** Fields of any names: those that a mapping gives, or names that are often used for a prompt and two answers. */
export const namedColumns: SchemaAdapter = {
  name: 'named-columns',
  certainty: 0.6,
  documentation: {
    title: 'Other names',
    winner: 'the field names, or a mapping that says which field is which',
    example: [{ prompt: 'What colour is the sky?', preferred: 'Blue.', other: 'Green.', source: 'sample' }],
    notes:
      'Known names include preferred/other, pos/neg, y_w/y_l and accepted/rejected, with prompt, x, question, input and the like. Rows that hold a prompt and answers of which none is marked are read as unpaired.',
  },
  recognises: (fields) => columnsOf(fields) !== undefined || answersOf(fields) !== undefined,
  read: (fields, context) => {
    const columns = mappedColumns(context.mapping) ?? columnsOf(fields);
    return columns === undefined ? readAnswers(fields) : readColumns(fields, columns, context);
  },
  swap: (fields, _pair, context): readonly FieldChange[] | undefined => {
    const columns = mappedColumns(context.mapping) ?? columnsOf(fields);
    return columns && swapValues(fields, columns.chosen, columns.rejected);
  },
};

function readColumns(fields: RowFields, { prompt, chosen, rejected }: Columns, context: ReadingContext): RowReading {
  const [better, worse] = [partAt(fields, chosen), partAt(fields, rejected)];
  const names = [chosen, rejected].map((path) => path.map(String).join('.'));
  const provenance = { chosen: names[0] ?? 'chosen', rejected: names[1] ?? 'rejected' };
  const notes = context.mapping ? [] : [assumed(`The fields ${describeFields(names)} were taken as chosen and rejected, by their names.`)];
  if (prompt !== undefined) {
    const comparison = new Comparison(fields, partAt(fields, prompt), labelsOf(fields, ['source']), notes);
    return { pairs: [comparison.pair({ name: provenance.chosen, part: better }, { name: provenance.rejected, part: worse })] };
  }
  if (isTurns(better) && isTurns(worse)) return { pairs: [{ ...splitConversations(fields, better, worse, { chosen, rejected }), provenance }] };
  if (isTurns(better) || isTurns(worse)) throw new RowProblem('wrong-type', rejected, 'One answer is a text and the other a list of messages; both must be of one kind.');
  const pair = implicitPair(better, worse);
  return { pairs: [{ ...pair, notes: [...notes, ...(pair.notes ?? [])], provenance }] };
}

/** A prompt with answers that nobody compared. */
function readAnswers(fields: RowFields): RowReading {
  const found = answersOf(fields);
  if (found === undefined) throw new RowProblem('missing-field', [], 'The row has no two answers.');
  const comparison = new Comparison(fields, partAt(fields, found.prompt), labelsOf(fields, ['source']));
  const list = asList(fields[found.answers]);
  const paths = list !== undefined && !isRecord(list[0]) ? list.map((_, index) => [found.answers, index]) : [[found.answers]];
  const why = paths.length > 1 ? 'Nothing in the row says which answer is preferred.' : 'The row holds one answer, and nothing to compare it with.';
  const loose = paths.map((path) => {
    const name = path.length > 1 ? `${found.answers}[${String(path[1])}]` : found.answers;
    return comparison.unpaired({ name, part: partAt(fields, path) }, { label: null, score: null, why });
  });
  return { pairs: [], loose };
}

function partAt(fields: RowFields, path: Path): Part {
  const value = valueAt(fields, path);
  const list = asList(value);
  return list !== undefined && isRecord(list[0]) ? readConversation(value, path) : textAt(fields, path);
}

function mappedColumns(mapping: FieldMapping | undefined): Columns | undefined {
  if (mapping === undefined) return undefined;
  return {
    prompt: mapping.prompt === undefined ? undefined : parseFieldPath(mapping.prompt),
    chosen: parseFieldPath(mapping.chosen),
    rejected: parseFieldPath(mapping.rejected),
  };
}

function columnsOf(fields: RowFields): Columns | undefined {
  const names = normalisedNames(fields);
  const [chosen, rejected] = [nameFor(fields, names, 'chosen'), nameFor(fields, names, 'rejected')];
  if (chosen === undefined || rejected === undefined || typeof fields[chosen] !== typeof fields[rejected]) return undefined;
  const prompt = nameFor(fields, names, 'prompt');
  // A prompt that is neither text nor messages is something to tell, and not to leave out.
  if (prompt === undefined && field(fields, 'prompt') !== undefined) return undefined;
  return { prompt: prompt === undefined ? undefined : [prompt], chosen: [chosen], rejected: [rejected] };
}

function answersOf(fields: RowFields): { readonly prompt: Path; readonly answers: string } | undefined {
  const names = normalisedNames(fields);
  // A row with one side of a pair is a damaged pair, and no row without one.
  if ([...aliases.chosen, ...aliases.rejected].some((name) => names.has(name))) return undefined;
  const [prompt, answers] = [nameFor(fields, names, 'prompt'), nameFor(fields, names, 'answers')];
  return prompt === undefined || answers === undefined ? undefined : { prompt: [prompt], answers };
}

/** From the plain form of a name to the name in the row. */
function normalisedNames(fields: RowFields): ReadonlyMap<string, string> {
  return new Map(Object.keys(fields).map((name) => [name.toLowerCase().replace(/[ -]/g, '_'), name]));
}

function nameFor(fields: RowFields, names: ReadonlyMap<string, string>, role: keyof typeof aliases): string | undefined {
  const alias = aliases[role].find((candidate) => {
    const name = names.get(candidate);
    return name !== undefined && isPart(fields[name], role);
  });
  return alias === undefined ? undefined : names.get(alias);
}

function isPart(value: unknown, role: keyof typeof aliases): boolean {
  if (typeof value === 'string') return true;
  return Array.isArray(value) && (isMessage(value[0]) || (role === 'answers' && value.every((item) => typeof item === 'string')));
}

function isMessage(value: unknown): boolean {
  return isRecord(value) && ('role' in value || 'from' in value);
}
