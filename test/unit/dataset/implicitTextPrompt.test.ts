import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { implicitTextPrompt } from '../../../src/core/dataset/implicitTextPrompt';
import { wellFormed } from '../../../src/core/dataset/wellFormed';
import { readPair } from './readPair';

describe('the prompt of two texts that share their beginning', () => {
  it.each([
    // The examples of TRL's documentation and docstrings.
    ['The sky is blue.', 'The sky is green.', 'The sky is', ' blue.', ' green.', false],
    ['The capital of France is Paris.', 'The capital of France is Lyon.', 'The capital of France is', ' Paris.', ' Lyon.', false],
    // Where TRL repeats or loses a shared character.
    ['The sky', 'The sky is blue', 'The sky', '', ' is blue', true],
    ['The sky is blue', 'The sky', 'The sky', ' is blue', '', true],
    ['The sky ', 'The sky is', 'The sky', ' ', ' is', true],
    ['same', 'same', 'same', '', '', true],
    ['same ', 'same ', 'same ', '', '', true],
    ['Paris ', 'London', '', 'Paris ', 'London', true],
    ['', 'London', '', '', 'London', true],
    ['', '', '', '', '', true],
    // One space only, and no other white space, moves to the responses.
    ['a  b', 'a  c', 'a ', ' b', ' c', false],
    ['a\nb', 'a\nc', 'a\n', 'b', 'c', false],
    [' a', ' b', '', ' a', ' b', false],
    // Inside a word.
    ['It was blue', 'It was black', 'It was bl', 'ue', 'ack', true],
    ['x = 12', 'x = 13', 'x = 1', '2', '3', true],
    ['It works', 'It works!', 'It works', '', '!', true],
    // Scripts without spaces have no such cut.
    ['天空是蓝色', '天空是绿色', '天空是', '蓝色', '绿色', false],
    // Code points are not cut: these two share their first UTF-16 unit.
    ['a 😀', 'a 😁', 'a', ' 😀', ' 😁', false],
    ['😀', '😁', '', '😀', '😁', true],
  ])('%j | %j', (chosen, rejected, prompt, chosenRest, rejectedRest, uncertain) => {
    const pair = readPair({ chosen, rejected });
    expect(pair.texts).toEqual({ format: 'standard', prompt, chosen: chosenRest, rejected: rejectedRest });
    expect(pair.notes.map((note) => note.code)).toEqual(uncertain ? ['implicit-prompt-uncertain'] : []);
  });

  it('never repeats, loses or splits a character', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '😀', '😁', 'é', '\n'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, text, (start, first, second) => {
        const [chosen, rejected] = [start + first, start + second];
        const { length } = implicitTextPrompt(chosen, rejected);
        expect(chosen.slice(0, length)).toBe(rejected.slice(0, length));
        const parts = [chosen.slice(0, length), chosen.slice(length), rejected.slice(length)];
        expect(parts.map(wellFormed)).toEqual(parts);
        expect(length).toBeGreaterThanOrEqual(start.endsWith(' ') ? start.length - 1 : start.length);
      }),
      { numRuns: 2000 },
    );
  });
});
