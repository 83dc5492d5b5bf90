import { field } from '../field';
import type { FieldChange } from '../fieldChange';
import type { RowFields } from '../parseRow';
import { assumed } from '../reading/assumed';
import { choose } from '../reading/choose';
import { Comparison } from '../reading/comparison';
import { indexOfAnswer } from '../reading/indexOfAnswer';
import { labelsOf } from '../reading/labelsOf';
import { asList, listAt } from '../reading/listAt';
import { hasObjects, hasText, hasTexts } from '../reading/marks';
import { numberAt } from '../reading/numberAt';
import { type RankedAnswer, readRanking } from '../reading/ranking';
import { swapValues } from '../reading/swapValues';
import { textAt } from '../reading/textAt';
import { valueAt } from '../reading/valueAt';
import type { SchemaAdapter, SchemaChoice } from './schemaAdapter';

const score: SchemaChoice = {
  key: 'score',
  question: 'Which score decides?',
  values: [
    { value: 'overall_score', label: 'overall_score (the critique as a whole)' },
    { value: 'fine-grained_score', label: 'fine-grained_score (the mean of the aspects)' },
  ],
  isOpen: (fields) => {
    const scores = (asList(field(fields, 'completions')) ?? []).map((_, index) => [scoreAt(fields, index, 'overall_score'), scoreAt(fields, index, 'fine-grained_score')] as const);
    return scores.some(([overall, fine], index) => scores.slice(0, index).some(([otherOverall, otherFine]) => order(overall, otherOverall) * order(fine, otherFine) === -1));
  },
};

export const ultrafeedback: SchemaAdapter = {
  name: 'ultrafeedback',
  certainty: 1,
  documentation: {
    title: 'UltraFeedback',
    winner: '`overall_score` or `fine-grained_score`: asked once where they differ; every two answers with different scores make a pair',
    example: [{
      source: 'evol_instruct',
      instruction: 'What colour is the sky?',
      models: ['a', 'b'],
      completions: [
        { model: 'a', response: 'Blue.', overall_score: 9, 'fine-grained_score': 4.5 },
        { model: 'b', response: 'Green.', overall_score: 2, 'fine-grained_score': 1.5 },
      ],
    }],
    notes: 'Also the flat form with `completions` as texts; its answers are unpaired where no list of `scores` or `ratings` stands beside them.',
  },
  choices: [score],
  recognises: (fields) => questionOf(fields) !== undefined && ((hasTexts(fields, 'completions') && hasTexts(fields, 'models')) || (hasObjects(fields, 'completions') && typeof valueAt(fields, ['completions', 0, 'response']) === 'string')),
  read: (fields, context) => {
    const { value, given } = choose(score, context);
    const notes = given || !score.isOpen(fields) ? [] : [assumed('The overall and the fine-grained scores order the answers differently; the overall score decides.')];
    const comparison = new Comparison(fields, textAt(fields, [questionOf(fields) ?? 'instruction']), labelsOf(fields, ['source', 'aspect']), notes);
    const isFlat = hasTexts(fields, 'completions');
    const answers = listAt(fields, ['completions']).map((_, index): RankedAnswer => {
      const path = isFlat ? ['completions', index] : ['completions', index, 'response'];
      return { answer: { name: `completions[${String(index)}]`, part: textAt(fields, path) }, score: scoreOf(fields, index, value) };
    });
    return readRanking(comparison, answers, 'score');
  },
  swap: (fields, { provenance }, context) => swapScores(fields, [provenance.chosen, provenance.rejected], choose(score, context).value),
};

function questionOf(fields: RowFields): string | undefined {
  return ['instruction', 'raw_text', 'prompt'].find((name) => hasText(fields, name));
}

function scoreAt(fields: RowFields, index: number, name: string): number | undefined {
  return numberAt(fields, ['completions', index, name]);
}

/** The other score stands in where the one asked for is missing. */
function scoreOf(fields: RowFields, index: number, name: string): number | null {
  const flat = numberAt(fields, ['scores', index]) ?? numberAt(fields, ['ratings', index]);
  return scoreAt(fields, index, name) ?? scoreAt(fields, index, 'overall_score') ?? scoreAt(fields, index, 'fine-grained_score') ?? flat ?? null;
}

function order(first: number | undefined, second: number | undefined): number {
  return first === undefined || second === undefined ? 0 : Math.sign(first - second);
}

function swapScores(fields: RowFields, [chosen, rejected]: readonly [string, string], name: string): readonly FieldChange[] | undefined {
  const [first, second] = [indexOfAnswer(chosen), indexOfAnswer(rejected)];
  if (first === undefined || second === undefined) return undefined;
  return swapValues(fields, ['completions', first, name], ['completions', second, name]);
}
