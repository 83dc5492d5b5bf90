import type { RowFields } from '../parseRow';
import type { LocatedMessage } from '../readConversation';
import { booleanAt } from '../reading/booleanAt';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { listAt } from '../reading/listAt';
import { hasField, hasList } from '../reading/marks';
import type { LocatedText } from '../reading/part';
import { swapFields } from '../reading/swapFields';
import { textAt } from '../reading/textAt';
import { turnOf } from '../reading/turnOf';
import { splitConversations } from '../splitConversations';
import type { SchemaAdapter } from './schemaAdapter';

const paths = { chosen: ['response_a'], rejected: ['response_b'] } as const;
const swappedPaths = { chosen: ['response_b'], rejected: ['response_a'] } as const;

export const lmsysKaggle: SchemaAdapter = {
  name: 'lmsys-kaggle',
  certainty: 1,
  documentation: {
    title: 'LMSYS Kaggle',
    winner: 'the one of `winner_model_a`, `winner_model_b` and `winner_tie` that is 1',
    example: [{
      id: 1,
      model_a: 'a',
      model_b: 'b',
      prompt: '["What colour is the sky?"]',
      response_a: '["Blue."]',
      response_b: '["Green."]',
      winner_model_a: 1,
      winner_model_b: 0,
      winner_tie: 0,
    }],
    notes: 'The texts are lists written as JSON inside texts; the places of their characters are still exact.',
  },
  recognises: (fields) => hasList(fields, 'prompt', 'response_a', 'response_b') && hasField(fields, 'winner_model_a', 'winner_model_b'),
  read: (fields) => {
    const [first, second] = [conversation(fields, 'response_a'), conversation(fields, 'response_b')];
    const labels = labelsOf(fields, ['model_a', 'model_b']);
    const provenance = (chosen: string, rejected: string) => ({ labels, provenance: { chosen, rejected } });
    if (booleanAt(fields, ['winner_model_a'])) return { pairs: [{ ...splitConversations(fields, first, second, paths), ...provenance('response_a', 'response_b') }] };
    if (booleanAt(fields, ['winner_model_b'])) return { pairs: [{ ...splitConversations(fields, second, first, swappedPaths), ...provenance('response_b', 'response_a') }] };
    const why = booleanAt(fields, ['winner_tie']) ? 'The judge called a tie.' : 'No column names a winner.';
    const comparison = new Comparison(fields, [], labels);
    const answers = [{ name: 'response_a', part: first }, { name: 'response_b', part: second }] as const;
    return { pairs: [], loose: [comparison.tie(answers[0], answers[1], why)] };
  },
  swap: (fields) => swapFields(fields, ['winner_model_a', 'winner_model_b']),
};

/** Questions and answers by turns. An answer that failed is null, and read as an empty one. */
function conversation(fields: RowFields, name: string): readonly LocatedMessage[] {
  const answers = listAt(fields, [name]);
  return listAt(fields, ['prompt']).flatMap((_, index) => {
    const question = turnOf('user', textAt(fields, ['prompt', index]));
    if (index >= answers.length) return [question];
    const answer: LocatedText = answers[index] === null ? { text: '', sources: [] } : textAt(fields, [name, index]);
    return [question, turnOf('assistant', answer)];
  });
}
