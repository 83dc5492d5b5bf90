import { field } from '../field';
import { readConversation } from '../readConversation';
import { labelsOf } from '../reading/labelsOf';
import { hasList } from '../reading/marks';
import { swapFields } from '../reading/swapFields';
import { splitConversations } from '../splitConversations';
import type { SchemaAdapter } from './schemaAdapter';

const paths = { chosen: ['chosen_messages'], rejected: ['rejected_messages'] } as const;

export const llamaFactoryV1: SchemaAdapter = {
  name: 'llama-factory-v1',
  certainty: 1,
  documentation: {
    title: 'LLaMA-Factory v1',
    winner: 'the field names',
    example: [{
      chosen_messages: [
        { role: 'user', content: [{ type: 'text', value: 'What colour is the sky?' }], loss_weight: 0 },
        { role: 'assistant', content: [{ type: 'text', value: 'Blue.' }], loss_weight: 1 },
      ],
      rejected_messages: [
        { role: 'user', content: [{ type: 'text', value: 'What colour is the sky?' }], loss_weight: 0 },
        { role: 'assistant', content: [{ type: 'text', value: 'Green.' }], loss_weight: 1 },
      ],
    }],
  },
  recognises: (fields) => hasList(fields, 'chosen_messages', 'rejected_messages'),
  read: (fields) => {
    const [chosen, rejected] = [readConversation(field(fields, 'chosen_messages'), paths.chosen), readConversation(field(fields, 'rejected_messages'), paths.rejected)];
    const provenance = { chosen: 'chosen_messages', rejected: 'rejected_messages' };
    return { pairs: [{ ...splitConversations(fields, chosen, rejected, paths), provenance, labels: labelsOf(fields, ['_dataset_name']) }] };
  },
  swap: (fields) => swapFields(fields, ['chosen_messages', 'rejected_messages']),
};
