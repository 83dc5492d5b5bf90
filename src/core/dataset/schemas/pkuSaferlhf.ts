import { assumed } from '../reading/assumed';
import { choose } from '../reading/choose';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { hasNumber, hasText } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import type { Answer } from '../reading/part';
import { textAt } from '../reading/textAt';
import { readVerdict, type Verdict } from '../reading/verdict';
import type { SchemaAdapter, SchemaChoice } from './schemaAdapter';

const labelNames = ['is_response_0_safe', 'is_response_1_safe', 'better_response_id', 'safer_response_id', 'prompt_source', 'response_0_source', 'response_1_source'];

const gold: SchemaChoice = {
  key: 'gold',
  question: 'Which response is the chosen one?',
  values: [
    { value: 'better', label: 'The more helpful one (better_response_id)' },
    { value: 'safer', label: 'The safer one (safer_response_id)' },
  ],
  isOpen: (fields) => {
    const [better, safer] = [numberAt(fields, ['better_response_id']), numberAt(fields, ['safer_response_id'])];
    return better !== undefined && safer !== undefined && better !== safer;
  },
};

export const pkuSaferlhf: SchemaAdapter = {
  name: 'pku-saferlhf',
  certainty: 1,
  documentation: {
    title: 'PKU-SafeRLHF',
    winner: '`better_response_id` (the more helpful) or `safer_response_id`: asked once',
    example: [{
      prompt: 'How do I open this lock?',
      response_0: 'With the key, or ask a locksmith.',
      response_1: 'No.',
      is_response_0_safe: true,
      is_response_1_safe: true,
      better_response_id: 0,
      safer_response_id: 1,
    }],
  },
  choices: [gold],
  recognises: (fields) => hasText(fields, 'prompt', 'response_0', 'response_1') && (hasNumber(fields, 'better_response_id') || hasNumber(fields, 'safer_response_id')),
  read: (fields, context) => {
    const { value, given } = choose(gold, context);
    const [better, safer] = [numberAt(fields, ['better_response_id']), numberAt(fields, ['safer_response_id'])];
    const winner = (value === 'safer' ? safer : better) ?? better ?? safer;
    const notes = given || !gold.isOpen(fields) ? [] : [assumed('The better response and the safer one are not the same here; the better one was taken as chosen.')];
    const comparison = new Comparison(fields, textAt(fields, ['prompt']), labelsOf(fields, labelNames));
    const answer = (name: string): Answer => ({ name, part: textAt(fields, [name]) });
    const verdict: Verdict = winner === 0 ? 'first' : winner === 1 ? 'second' : undefined;
    return readVerdict(comparison, answer('response_0'), answer('response_1'), verdict, { why: `The row names response ${String(winner)}, which it does not have.`, notes });
  },
  swap: (fields, _pair, context) => {
    const column = choose(gold, context).value === 'safer' && hasNumber(fields, 'safer_response_id') ? 'safer_response_id' : 'better_response_id';
    const now = numberAt(fields, [column]);
    return now === undefined ? undefined : [{ path: [column], value: 1 - now }];
  },
};
