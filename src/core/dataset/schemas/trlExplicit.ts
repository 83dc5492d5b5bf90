import { field } from '../field';
import { wholeText } from '../wholeText';
import type { SchemaAdapter } from './schemaAdapter';

const names = ['prompt', 'chosen', 'rejected'] as const;

/** `prompt`, `chosen` and `rejected` as texts. */
export const trlExplicit: SchemaAdapter = {
  name: 'trl-explicit',
  recognises: (fields) => names.every((name) => typeof field(fields, name) === 'string'),
  read: (fields) => {
    const [prompt, chosen, rejected] = [wholeText(fields, 'prompt'), wholeText(fields, 'chosen'), wholeText(fields, 'rejected')];
    const texts = { format: 'standard', prompt: prompt.text, chosen: chosen.text, rejected: rejected.text } as const;
    const sources = { prompt: [prompt.source], chosen: [chosen.source], rejected: [rejected.source] };
    return { pairs: [{ texts, sources }] };
  },
};
