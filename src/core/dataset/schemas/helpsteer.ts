import type { ReadingNote } from '../preferencePair';
import { choose } from '../reading/choose';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import type { PreviousRow, RowReading, SchemaAdapter, SchemaChoice } from './schemaAdapter';

const ratings = ['helpfulness', 'correctness', 'coherence', 'complexity', 'verbosity'] as const;

const rating: SchemaChoice = {
  key: 'rating',
  question: 'Which rating decides?',
  values: [
    { value: 'helpfulness', label: 'helpfulness' },
    { value: 'correctness', label: 'correctness' },
    { value: 'coherence', label: 'coherence' },
    { value: 'complexity', label: 'complexity' },
    { value: 'verbosity', label: 'verbosity' },
  ],
  // Helpfulness is what these data sets were made for.
  isOpen: () => false,
};

const elsewhere: ReadingNote = {
  code: 'pairs-elsewhere',
  message: 'This is the first answer to its prompt; its pairs stand with the rows that follow with the same prompt, if there are any.',
};

export const helpsteer: SchemaAdapter = {
  name: 'helpsteer',
  certainty: 0.95,
  documentation: {
    title: 'HelpSteer, HelpSteer2',
    winner: '`helpfulness` (another rating can be asked for); one answer a row, and rows with the same prompt that follow one another make pairs',
    example: [
      { prompt: 'What colour is the sky?', response: 'Blue.', helpfulness: 4, correctness: 4, coherence: 4, complexity: 1, verbosity: 1 },
      { prompt: 'What colour is the sky?', response: 'Green.', helpfulness: 1, correctness: 0, coherence: 4, complexity: 1, verbosity: 1 },
    ],
    notes: 'A pair stands with the later of its two rows. Up to eight answers to one prompt are compared.',
  },
  choices: [rating],
  lookback: { rows: 7, belongs: (previous, fields) => hasText(previous, 'prompt') && previous['prompt'] === fields['prompt'] },
  recognises: (fields) => hasText(fields, 'prompt', 'response') && hasNumber(fields, 'helpfulness', 'correctness'),
  read: (fields, context) => {
    const { value } = choose(rating, context);
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, ratings));
    const here = { name: 'response', part: textAt(fields, ['response']) };
    const score = numberAt(fields, [value]);
    if (context.previous.length === 0) return { pairs: [], notes: [elsewhere] };
    const readings = context.previous.map((other) => compare(comparison, { here, score }, other, value));
    return { pairs: readings.flatMap(({ pairs }) => pairs), loose: readings.flatMap(({ loose }) => loose ?? []) };
  },
};

interface RatedHere {
  readonly here: Answer;
  readonly score: number | undefined;
}

function compare(comparison: Comparison, { here, score }: RatedHere, other: PreviousRow, name: string): RowReading {
  const otherScore = numberAt(other.fields, [name]);
  const there: Answer = { name: 'response', part: { text: textAt(other.fields, ['response']).text, sources: [] } };
  if (score === undefined || otherScore === undefined) return { pairs: [] };
  if (score === otherScore) return { pairs: [], loose: [comparison.tie(here, there, `Both answers have the same ${name}; the other stands in row ${String(other.row)}.`)] };
  const [chosen, rejected] = score > otherScore ? [here, there] : [there, here];
  const pair = comparison.pair(chosen, rejected, { [`${name} of the other`]: otherScore });
  return { pairs: [{ ...pair, provenance: { chosen: nameOf(chosen === here), rejected: nameOf(rejected === here), otherRow: other.row } }] };
}

function nameOf(isHere: boolean): string {
  return isHere ? 'response' : 'response of the other row';
}
