import { field } from '../field';
import { wholeText } from '../wholeText';
import type { SchemaReader } from './schemaReader';

const names = ['prompt', 'chosen', 'rejected'] as const;

/** `prompt`, `chosen` and `rejected` as texts. */
export const trlExplicit: SchemaReader = {
  recognises: (fields) => names.every((name) => typeof field(fields, name) === 'string'),
  read: (fields) => {
    const [prompt, chosen, rejected] = [wholeText(fields, 'prompt'), wholeText(fields, 'chosen'), wholeText(fields, 'rejected')];
    return {
      schema: 'trl-explicit',
      texts: { format: 'standard', prompt: prompt.text, chosen: chosen.text, rejected: rejected.text },
      sources: { prompt: [prompt.source], chosen: [chosen.source], rejected: [rejected.source] },
      notes: [],
    };
  },
};
