import { field } from '../field';
import { readConversation } from '../readConversation';
import { splitConversations } from '../splitConversations';
import type { SchemaReader } from './schemaReader';

/** `chosen` and `rejected` as message lists that both start with the prompt's turns. */
export const trlConversationalImplicit: SchemaReader = {
  recognises: (fields) =>
    field(fields, 'prompt') === undefined && Array.isArray(field(fields, 'chosen')) && Array.isArray(field(fields, 'rejected')),
  read: (fields) =>
    splitConversations(
      fields,
      readConversation(field(fields, 'chosen'), ['chosen']),
      readConversation(field(fields, 'rejected'), ['rejected']),
    ),
};
