import type { RowFields } from '../parseRow';
import type { ReadingNote, RowLabels } from '../preferencePair';
import { type LocatedMessage, readMessage } from '../readConversation';
import { Comparison } from '../reading/comparison';
import { labelsOf } from '../reading/labelsOf';
import { asList } from '../reading/listAt';
import { hasObject, isRecord } from '../reading/marks';
import { asNumber } from '../reading/numberAt';
import { maximalComparisons, type RankedAnswer, readRanking } from '../reading/ranking';
import { swapValues } from '../reading/swapValues';
import { type Path, valueAt } from '../reading/valueAt';
import type { RowReading, SchemaAdapter } from './schemaAdapter';

export const oasst: SchemaAdapter = {
  name: 'oasst',
  certainty: 1,
  documentation: {
    title: 'OpenAssistant trees',
    winner: 'the lowest `rank` among answers to the same turn; every two ranked siblings make a pair',
    example: [{
      message_tree_id: 't1',
      tree_state: 'ready_for_export',
      prompt: {
        text: 'What colour is the sky?',
        role: 'prompter',
        lang: 'en',
        replies: [
          { text: 'Blue.', role: 'assistant', rank: 0, replies: [] },
          { text: 'Green.', role: 'assistant', rank: 1, replies: [] },
        ],
      },
    }],
    notes: 'The prompt of a pair is the whole path down to it. Siblings without a rank are unpaired; a single reply is only part of the conversation.',
  },
  recognises: (fields) => hasObject(fields, 'prompt') && typeof valueAt(fields, ['prompt', 'text']) === 'string' && valueAt(fields, ['prompt', 'replies']) !== undefined,
  read: (fields) => {
    const reading: TreeReading = { fields, labels: labelsOf(fields, ['tree_state', ['prompt', 'lang'], ['prompt', 'model_name']]), parts: [] };
    readNode(reading, fields['prompt'], ['prompt'], []);
    const pairs = reading.parts.flatMap((part) => part.pairs);
    const loose = reading.parts.flatMap((part) => part.loose ?? []);
    const notes = reading.parts.flatMap((part) => part.notes ?? []);
    if (pairs.length <= maximalComparisons && loose.length <= maximalComparisons) return { pairs, loose, notes };
    const message = `The tree gives ${String(pairs.length)} pairs and ${String(loose.length)} ties or unpaired answers; of each the first ${String(maximalComparisons)} are read.`;
    const leftOut: ReadingNote = { code: 'pairs-left-out', message };
    return { pairs: pairs.slice(0, maximalComparisons), loose: loose.slice(0, maximalComparisons), notes: [...notes, leftOut] };
  },
  swap: (fields, { provenance }) => swapValues(fields, ranksOf(provenance.chosen), ranksOf(provenance.rejected)),
};

interface TreeReading {
  readonly fields: RowFields;
  readonly labels: RowLabels;
  readonly parts: RowReading[];
}

const roles = { prompter: 'user' };

/** Compares the answers to this turn, then goes on below each reply. `before` are the turns above. */
function readNode(reading: TreeReading, node: unknown, path: Path, before: readonly LocatedMessage[]): void {
  const turns = [...before, readMessage(node, path, roles)];
  const replies = (asList(isRecord(node) ? node['replies'] : undefined) ?? []).map((reply, index) => ({ reply, path: [...path, 'replies', index] }));
  const answers = replies.filter(({ reply }) => isRecord(reply) && reply['role'] === 'assistant');
  if (answers.length > 1) reading.parts.push(readSiblings(reading, turns, answers));
  for (const { reply, path: below } of replies) readNode(reading, reply, below, turns);
}

function readSiblings({ fields, labels }: TreeReading, turns: readonly LocatedMessage[], siblings: readonly { readonly reply: unknown; readonly path: Path }[]): RowReading {
  const answers = siblings.map(({ reply, path }): RankedAnswer => {
    const rank = isRecord(reply) ? asNumber(reply['rank']) : undefined;
    return { answer: { name: nameOf(path), part: [readMessage(reply, path, roles)] }, score: rank === undefined ? null : -rank };
  });
  return readRanking(new Comparison(fields, turns, labels), answers, 'rank');
}

/** For example "replies[0].replies[2]". */
function nameOf(path: Path): string {
  return path.flatMap((step) => (typeof step === 'number' ? [`replies[${String(step)}]`] : [])).join('.');
}

function ranksOf(name: string): Path {
  return ['prompt', ...[...name.matchAll(/\d+/g)].flatMap(([index]) => ['replies', Number(index)]), 'rank'];
}
