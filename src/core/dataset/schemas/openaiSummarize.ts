import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasField, hasObject, hasObjects } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { optionalTextAt, textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter } from './schemaAdapter';

export const openaiSummarize: SchemaAdapter = {
  name: 'openai-summarize',
  certainty: 1,
  documentation: {
    title: 'OpenAI summaries',
    winner: '`choice`: 0 or 1',
    example: [{
      info: { id: 't3_1', post: 'I lost my keys in the park, and a crow brought them back.', title: 'Crow', subreddit: 'tifu' },
      summaries: [
        { text: 'A crow returned my keys.', policy: 'sup', note: '' },
        { text: 'Parks are nice.', policy: 'ref', note: '' },
      ],
      choice: 0,
      worker: 'w1',
      split: 'train',
      extra: { confidence: 8 },
    }],
    notes: 'The prompt is the post or article as it stands, without title or "TL;DR".',
  },
  recognises: (fields) => hasObject(fields, 'info') && hasObjects(fields, 'summaries') && hasField(fields, 'choice'),
  read: (fields) => {
    const prompt = optionalTextAt(fields, ['info', 'post']) ?? textAt(fields, ['info', 'article']);
    const labels = labelsOf(fields, [['info', 'subreddit'], 'worker', 'batch', 'split', ['extra', 'confidence']]);
    const choice = numberAt(fields, ['choice']);
    const answer = (index: number): Answer => ({ name: `summaries[${String(index)}]`, part: textAt(fields, ['summaries', index, 'text']) });
    const verdict: Verdict = choice === 0 ? 'first' : choice === 1 ? 'second' : undefined;
    return readVerdict(new Comparison(fields, prompt, labels), answer(0), answer(1), verdict, { why: '"choice" is neither 0 nor 1.' });
  },
  swap: (fields) => [{ path: ['choice'], value: 1 - (numberAt(fields, ['choice']) ?? 0) }],
};
