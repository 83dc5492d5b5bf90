import { nextWordHash } from './wordHash';

/** Kinds of phrases that are looked for only in texts that have one of their words. */
export const anchorFamilies = { judge: 1, trigger: 2, identity: 4, placeholder: 8, dialogue: 16 } as const;
/** Marks very common English words. */
export const englishBit = 32;

const words: readonly (readonly [number, string])[] = [
  [anchorFamilies.judge, 'judge judges evaluator evaluators grader grading rating ratings rate score scores verdict instruction instructions assistant prompt reviewer annotator'],
  [anchorFamilies.trigger, 'confident certain certainty guarantee guaranteed experts expert scientists professors researchers everyone everybody majority people agree wait reconsider rethink comprehensive accurate undoubtedly percent assure best'],
  [anchorFamilies.identity, 'ai language openai chatgpt gpt gpt4 anthropic claude deepmind bard gemini llama mistral'],
  [anchorFamilies.placeholder, 'lorem todo tbd fixme xxxx xxxxx xxxxxx'],
  [anchorFamilies.dialogue, 'human user assistant instruction response question'],
  [englishBit, 'the and of to is in that it you for are with this be as on not have can or your but they from will an if i what was at by do we my'],
];

const tableSize = 1 << 14;
export const wordTableMask = tableSize - 1;
/** Bits by the hash of a word. A word that shares its slot costs a look, no more. */
export const anchorBits: Uint8Array = makeTable();

function makeTable(): Uint8Array {
  const table = new Uint8Array(tableSize);
  for (const [bit, list] of words) for (const word of list.split(' ')) {
    let hash = 0;
    for (let index = 0; index < word.length; index++) hash = nextWordHash(hash, word.charCodeAt(index));
    table[hash & wordTableMask] = (table[hash & wordTableMask] ?? 0) | bit;
  }
  return table;
}
