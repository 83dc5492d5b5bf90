import { field } from '../field';
import type { RowFields } from '../parseRow';
import { type LocatedMessage, readConversation, readMessage } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { listAt } from '../reading/listAt';
import { hasObject, hasObjects } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import { type RankedAnswer, readRanking } from '../reading/ranking';
import { swapValues } from '../reading/swapValues';
import { valueAt } from '../reading/valueAt';
import type { SchemaAdapter } from './schemaAdapter';

export const gemini: SchemaAdapter = {
  name: 'gemini',
  certainty: 1,
  documentation: {
    title: 'Gemini preference tuning',
    winner: 'the highest `score`',
    example: [{
      system_instruction: { role: 'system', parts: [{ text: 'Be brief.' }] },
      contents: [{ role: 'user', parts: [{ text: 'What colour is the sky?' }] }],
      completions: [
        { score: 1, completion: { role: 'model', parts: [{ text: 'Blue.' }] } },
        { score: 0, completion: { role: 'model', parts: [{ text: 'Green.' }] } },
      ],
    }],
  },
  recognises: (fields) => hasObjects(fields, 'contents', 'completions') && valueAt(fields, ['completions', 0, 'completion', 'parts']) !== undefined,
  read: (fields) => {
    const comparison = new Comparison(fields, [...system(fields), ...readConversation(field(fields, 'contents'), ['contents'], roles)]);
    const answers = listAt(fields, ['completions']).map((_, index): RankedAnswer => {
      const path = ['completions', index, 'completion'];
      const part = [readMessage(valueAt(fields, path), path, roles)];
      return { answer: { name: `completions[${String(index)}]`, part }, score: numberAt(fields, ['completions', index, 'score']) ?? null };
    });
    return readRanking(comparison, answers, 'score');
  },
  swap: (fields, { provenance }) => {
    const [first, second] = [indexOfAnswer(provenance.chosen), indexOfAnswer(provenance.rejected)];
    if (first === undefined || second === undefined) return undefined;
    return swapValues(fields, ['completions', first, 'score'], ['completions', second, 'score']);
  },
};

const roles = { model: 'assistant' };

/** The instruction need not name its role. */
function system(fields: RowFields): readonly LocatedMessage[] {
  const name = ['system_instruction', 'systemInstruction'].find((candidate) => hasObject(fields, candidate));
  if (name === undefined) return [];
  return [readMessage({ ...(fields[name] as object), role: 'system' }, [name])];
}
