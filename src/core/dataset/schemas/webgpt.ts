import type { RowFields } from '../parseRow';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const webgpt: SchemaAdapter = {
  name: 'webgpt',
  certainty: 1,
  documentation: {
    title: 'WebGPT comparisons',
    winner: 'the higher of `score_0` and `score_1`; equal scores are a tie',
    example: [{
      question: { id: 'q', full_text: 'What colour is the sky?', dataset: 'eli5' },
      quotes_0: { title: [], extract: [] },
      answer_0: 'Blue.',
      score_0: 1,
      quotes_1: { title: [], extract: [] },
      answer_1: 'Green.',
      score_1: -1,
    }],
    notes: 'The quotes that the answers cite are not part of the prompt.',
  },
  recognises: (fields) => hasText(fields, 'answer_0', 'answer_1') && hasNumber(fields, 'score_0', 'score_1'),
  read: (fields) => {
    const comparison = new Comparison(fields, hasText(fields, 'question') ? textAt(fields, ['question']) : textAt(fields, ['question', 'full_text']), labelsOf(fields, [['question', 'dataset'], 'score_0', 'score_1']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    return readVerdict(comparison, answer('answer_0'), answer('answer_1'), verdictOf(fields), { why: 'Both answers have the same score.' });
  },
  swap: (fields) => swapFields(fields, ['score_0', 'score_1']),
};

function verdictOf(fields: RowFields): Verdict {
  const [first, second] = [numberAt(fields, ['score_0']), numberAt(fields, ['score_1'])];
  if (first === undefined || second === undefined) return undefined;
  return first > second ? 'first' : first < second ? 'second' : 'tie';
}
