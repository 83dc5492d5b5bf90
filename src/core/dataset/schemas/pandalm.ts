import { alpacaPrompt } from '../reading/alpacaPrompt';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict } from '../reading/verdict';
import { votes } from '../reading/votes';
import type { SchemaAdapter } from './schemaAdapter';

const annotators = ['annotator1', 'annotator2', 'annotator3'] as const;

export const pandalm: SchemaAdapter = {
  name: 'pandalm',
  certainty: 1,
  documentation: {
    title: 'PandaLM',
    winner: 'the majority of `annotator1`, `annotator2`, `annotator3`: 1, 2, or 0 for a tie',
    example: [{ idx: 0, instruction: 'What colour is the sky?', input: '', response1: 'Blue.', response2: 'Green.', annotator1: 1, annotator2: 1, annotator3: 0 }],
    notes: 'Single votes and their agreement are kept as labels, and a pair on which annotators differ says so.',
  },
  recognises: (fields) => hasText(fields, 'instruction', 'response1', 'response2') && hasNumber(fields, 'annotator1'),
  read: (fields) => {
    const names = annotators.filter((name) => numberAt(fields, [name]) !== undefined);
    const { verdict, notes, agreement } = votes(names.map((name) => voteOf(numberAt(fields, [name]))));
    const comparison = new Comparison(fields, alpacaPrompt(fields), labelsOf(fields, [...annotators, 'cmp_key', 'motivation_app']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    const why = notes.length > 0 ? 'No answer has the majority of the annotators.' : 'The annotators called a tie.';
    return readVerdict(comparison, answer('response1'), answer('response2'), verdict, { why, labels: { agreement }, notes });
  },
};

function voteOf(vote: number | undefined): 'first' | 'second' | 'tie' {
  return vote === 1 ? 'first' : vote === 2 ? 'second' : 'tie';
}
