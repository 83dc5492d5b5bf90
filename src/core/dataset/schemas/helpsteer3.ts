import { field } from '../field';
import { readConversation } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { asList } from '../reading/listAt';
import { hasList, hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import { votes } from '../reading/votes';
import type { SchemaAdapter } from './schemaAdapter';

export const helpsteer3: SchemaAdapter = {
  name: 'helpsteer3',
  certainty: 1,
  documentation: {
    title: 'HelpSteer3',
    winner: 'the sign of `overall_preference`: negative is response 1, 0 a tie',
    example: [{
      domain: 'general',
      language: 'english',
      context: [{ role: 'user', content: 'What colour is the sky?' }],
      response1: 'Blue.',
      response2: 'Green.',
      overall_preference: -2,
      individual_preference: [{ score: -2, reasoning: 'Right.', feedback1: '', feedback2: '' }],
    }],
    notes: 'Where single annotators differ, the pair says so and keeps their agreement as a label.',
  },
  recognises: (fields) => hasList(fields, 'context') && hasText(fields, 'response1', 'response2') && hasNumber(fields, 'overall_preference'),
  read: (fields) => {
    const comparison = new Comparison(fields, readConversation(field(fields, 'context'), ['context']), labelsOf(fields, ['domain', 'language', 'overall_preference']));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    const individual = (asList(field(fields, 'individual_preference')) ?? []).map((_, index) => sideOf(numberAt(fields, ['individual_preference', index, 'score'])));
    const { notes, agreement } = votes(individual.filter((side) => side !== undefined));
    const labels = individual.length === 0 ? {} : { annotators: individual.length, agreement };
    const verdict = sideOf(numberAt(fields, ['overall_preference']));
    return readVerdict(comparison, answer('response1'), answer('response2'), verdict, { why: 'The annotators found both responses equally good (overall_preference is 0).', labels, notes });
  },
  swap: (fields) => [{ path: ['overall_preference'], value: -(numberAt(fields, ['overall_preference']) ?? 0) }],
};

function sideOf(preference: number | undefined): Verdict {
  if (preference === undefined) return undefined;
  return preference < 0 ? 'first' : preference > 0 ? 'second' : 'tie';
}
