import { anchorBits, englishBit, wordTableMask } from './anchorWords';
import { nextWordHash } from './wordHash';

/** What the words of a text tell at a glance. */
export interface WordScan {
  readonly words: number;
  /** Very common English words among them. */
  readonly englishWords: number;
  /** Bits of `anchorFamilies`: which kinds of phrases are worth looking for. */
  readonly anchors: number;
  /** Words of the longest stretch that repeats the same words over and over; 0 where there is none of two rounds. */
  readonly loopWords: number;
  /** How many words a round of it has. */
  readonly loopPeriod: number;
  /** Units of the longest word. */
  readonly longestWord: number;
}

const space = 32;
const longestPeriod = 24;
/** Words that loops are looked for in: a longer response has shown it by then. */
const loopReach = 4096;
const hashes = new Uint32Array(loopReach);

/** Where a word was met last, counted over all texts, by the lower bits of its hash. */
const lastMet = new Float64Array(4096);
let position = longestPeriod;
/** Loops are looked for where so many words in a row were met a few words before. */
const suspiciousRun = 12;

/** One look at the words of a normalised text (see normalizedCharacters). */
export function scanWords(characters: Uint16Array): WordScan {
  let [words, englishWords, anchors, longestWord] = [0, 0, 0, 0];
  let [hash, start, letters] = [0, 0, false];
  let [run, longestRun] = [0, 0];
  position += longestPeriod + 1;
  for (let index = 0; index <= characters.length; index++) {
    const code = index < characters.length ? (characters[index] ?? space) : space;
    if (code !== space) {
      hash = nextWordHash(hash, code);
      letters ||= code > 57;
      continue;
    }
    if (index > start) {
      const bits = anchorBits[hash & wordTableMask] ?? 0;
      anchors |= bits;
      if ((bits & englishBit) !== 0) englishWords++;
      if (index - start > longestWord) longestWord = index - start;
      // Rows of numbers repeat without being a loop: each number counts as a word of its own.
      if (words < loopReach) hashes[words] = letters ? hash : ~words;
      words++;
      position++;
      run = position - (lastMet[hash & 4095] ?? 0) <= longestPeriod ? run + 1 : 0;
      lastMet[hash & 4095] = position;
      if (run > longestRun) longestRun = run;
    }
    hash = 0;
    start = index + 1;
    letters = false;
  }
  return { words, englishWords, anchors, longestWord, ...(longestRun < suspiciousRun ? noLoop : longestLoop(Math.min(words, loopReach))) };
}

const noLoop = { loopWords: 0, loopPeriod: 0 };

function longestLoop(count: number): typeof noLoop {
  let [best, bestPeriod] = [0, 0];
  for (let period = 1; period <= longestPeriod; period++) {
    let run = 0;
    for (let index = period; index < count; index++) {
      run = hashes[index] === hashes[index - period] ? run + 1 : 0;
      if (run > best) {
        best = run;
        bestPeriod = period;
      }
    }
  }
  // The first round is no repetition; one that is not gone through once more is chance.
  return best < bestPeriod ? noLoop : { loopWords: best + bestPeriod, loopPeriod: bestPeriod };
}
