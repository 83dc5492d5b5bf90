import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { hasList, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import type { Path } from '../reading/valueAt';
import { readVerdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const fineGrainedQa: SchemaAdapter = {
  name: 'fine-grained-qa',
  certainty: 0.9,
  documentation: {
    title: 'Fine-grained QA feedback',
    winner: '`preference`: for each two predictions in order (1–2, 1–3, … 3–4) 1 the first, 2 the second, 0 a tie',
    example: [{ question: 'What colour is the sky?', passages: [['Sky', 'The sky is blue.']], 'prediction 1': 'Blue.', 'prediction 2': 'Green.', 'prediction 3': 'Blue!', preference: [1, 0, 2] }],
    notes: 'The meaning of the codes is inferred from the data. The passages are not part of the prompt.',
  },
  recognises: (fields) => hasText(fields, 'question', 'prediction 1', 'prediction 2') && hasList(fields, 'preference'),
  read: (fields) => {
    const comparison = new Comparison(fields, textAt(fields, ['question']));
    const answers = predictions(fields);
    const readings = answers.flatMap((first, index) =>
      answers.slice(index + 1).map((second, distance) => {
        const code = numberAt(fields, ['preference', placeOf(index, index + 1 + distance, answers.length)]);
        const verdict = code === 1 ? 'first' : code === 2 ? 'second' : code === 0 ? 'tie' : undefined;
        // Without a code nobody compared the two: the comparison is missing, not the answers.
        return verdict === undefined ? { pairs: [] } : readVerdict(comparison, first, second, verdict, { why: 'The annotators called a tie (code 0).' });
      }),
    );
    return { pairs: readings.flatMap(({ pairs }) => pairs), loose: readings.flatMap(({ loose }) => loose ?? []) };
  },
  swap: (fields, { provenance }) => {
    const path = codePath(fields, provenance.chosen, provenance.rejected);
    const code = numberAt(fields, path);
    return code === 1 || code === 2 ? [{ path, value: 3 - code }] : undefined;
  },
};

/** As many as there are, up to a number that no such row has. */
const mostPredictions = 32;

function predictions(fields: RowFields): readonly Answer[] {
  const answers: Answer[] = [];
  for (let number = 1; number <= mostPredictions && hasText(fields, `prediction ${String(number)}`); number++) {
    const name = `prediction ${String(number)}`;
    answers.push({ name, part: textAt(fields, [name]) });
  }
  return answers;
}

/** Index of the code for two predictions, counted from 0, in the order 12, 13, 14, 23, 24, 34. */
function placeOf(first: number, second: number, count: number): number {
  return (first * (2 * count - first - 1)) / 2 + second - first - 1;
}

function codePath(fields: RowFields, chosen: string, rejected: string): Path {
  const [first, second] = [chosen, rejected].map((name) => Number(name.split(' ')[1]) - 1).sort((a, b) => a - b);
  return ['preference', placeOf(first ?? 0, second ?? 0, predictions(fields).length)];
}
