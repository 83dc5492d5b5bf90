import { field } from '../field';
import type { RowFields } from '../parseRow';
import { type LocatedMessage, readConversation } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasObjects } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import { splitConversations } from '../splitConversations';
import type { SchemaAdapter } from './schemaAdapter';

const paths = { chosen: ['conversation_a'], rejected: ['conversation_b'] } as const;
const swappedPaths = { chosen: ['conversation_b'], rejected: ['conversation_a'] } as const;

export const chatbotArena: SchemaAdapter = {
  name: 'chatbot-arena',
  certainty: 1,
  documentation: {
    title: 'Chatbot Arena, MT-Bench human judgements',
    winner: '`winner`: model_a, model_b, or a tie',
    example: [{
      question_id: 'q1',
      model_a: 'a',
      model_b: 'b',
      winner: 'model_a',
      judge: 'arena_user_1',
      conversation_a: [
        { role: 'user', content: 'What colour is the sky?' },
        { role: 'assistant', content: 'Blue.' },
      ],
      conversation_b: [
        { role: 'user', content: 'What colour is the sky?' },
        { role: 'assistant', content: 'Green.' },
      ],
      turn: 1,
    }],
    notes: 'The conversations are read up to the answer that `turn` names. What they share at their start is the prompt.',
  },
  recognises: (fields) => hasObjects(fields, 'conversation_a', 'conversation_b') && typeof field(fields, 'winner') === 'string',
  read: (fields) => {
    const [first, second] = [judged(fields, 'conversation_a'), judged(fields, 'conversation_b')];
    const labels = labelsOf(fields, ['model_a', 'model_b', 'winner', 'judge', 'language', 'turn']);
    const winner = String(field(fields, 'winner'));
    const provenance = { chosen: winner === 'model_b' ? 'conversation_b' : 'conversation_a', rejected: winner === 'model_b' ? 'conversation_a' : 'conversation_b' };
    if (winner === 'model_a') return { pairs: [{ ...splitConversations(fields, first, second, paths), provenance, labels }] };
    if (winner === 'model_b') return { pairs: [{ ...splitConversations(fields, second, first, swappedPaths), provenance, labels }] };
    const why = winner.includes('bothbad') ? 'The judge found both answers bad (winner is a tie).' : 'The judge called a tie.';
    const answers = [{ name: 'conversation_a', part: first }, { name: 'conversation_b', part: second }] as const;
    return { pairs: [], loose: [new Comparison(fields, [], labels).tie(answers[0], answers[1], why)] };
  },
  swap: (fields) => [{ path: ['winner'], value: field(fields, 'winner') === 'model_a' ? 'model_b' : 'model_a' }],
};

/** The conversation up to the answer that was judged: `turn` counts answers from 1. */
function judged(fields: RowFields, name: string): readonly LocatedMessage[] {
  const conversation = readConversation(field(fields, name), [name]);
  const turn = numberAt(fields, ['turn']) ?? Infinity;
  const answers = conversation.flatMap(({ message }, index) => (message.role === 'assistant' ? [index] : []));
  const last = turn >= 1 ? answers[turn - 1] : undefined;
  return last === undefined ? conversation : conversation.slice(0, last + 1);
}
