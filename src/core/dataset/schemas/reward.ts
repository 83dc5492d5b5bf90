import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { listAt } from '../reading/listAt';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { LocatedText } from '../reading/part';
import { textAt } from '../reading/textAt';
import { valueAt } from '../reading/valueAt';
import type { RowReading, SchemaAdapter } from './schemaAdapter';

export const reward: SchemaAdapter = {
  name: 'reward',
  certainty: 0.9,
  documentation: {
    title: 'Reward data, unpaired',
    winner: '`reward` rates one answer; there are no pairs',
    example: [
      { context: '[{"role": "user", "text": "An espresso, please."}]', generation: '{"role": "agent", "text": "One espresso."}', reward: 1 },
      { text: '<extra_id_0>System\n\n<extra_id_1>User\nHello!\n<extra_id_1>Assistant\nHi.\n<extra_id_2>', label: [4, 4, 3] },
    ],
    notes: 'Also the regression data of NeMo-Aligner: `text` with a list of ratings in `label`, of which −100 stands for none.',
  },
  recognises: (fields) => isGeneration(fields) || isRated(fields),
  read: (fields) => {
    const why = 'The row holds one rated answer, and no other to compare it with.';
    if (isRated(fields)) return readRated(fields, why);
    const prompt = textAt(fields, ['context']);
    const answer = { name: 'generation', part: textAt(fields, ['generation']) };
    const score = numberAt(fields, ['reward']) ?? null;
    return { pairs: [], loose: [new Comparison(fields, prompt).unpaired(answer, { label: null, score, why })] };
  },
};

const noRating = -100;
const mark = /\n<extra_id_1>Assistant\n/g;

function isGeneration(fields: RowFields): boolean {
  return hasText(fields, 'generation') && hasNumber(fields, 'reward') && typeof valueAt(fields, ['context']) === 'string';
}

function isRated(fields: RowFields): boolean {
  const label = valueAt(fields, ['label']);
  return hasText(fields, 'text') && Array.isArray(label) && label.length > 0 && label.every((rating) => typeof rating === 'number');
}

/** The answer is what follows the last mark of the assistant; the score is the mean of the ratings that were given. */
function readRated(fields: RowFields, why: string): RowReading {
  const { text } = textAt(fields, ['text']);
  const last = [...text.matchAll(mark)].at(-1);
  const length = last === undefined ? 0 : last.index + last[0].length;
  const piece = (start: number, end: number): LocatedText => ({ text: text.slice(start, end), sources: [{ path: ['text'], start, end }] });
  const ratings = listAt(fields, ['label']).filter((rating): rating is number => typeof rating === 'number' && rating !== noRating);
  const score = ratings.length === 0 ? null : ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
  const comparison = new Comparison(fields, piece(0, length));
  return { pairs: [], loose: [comparison.unpaired({ name: 'text', part: piece(length, text.length) }, { label: null, score, why })] };
}
