import { describe, expect, it } from 'vitest';

import { orderCount } from '../../../src/core/attribution/playerTree';
import type { PromptPiece } from '../../../src/core/attribution/promptGame';
import { promptPieces } from '../../../src/core/attribution/promptPieces';
import { promptTree } from '../../../src/core/attribution/promptTree';

const transcript = '\n\nHuman: Hi there. How are you?\n\nAssistant: Fine.\n\nHuman: Good.\n\nAssistant:';
const textsOf = (texts: readonly string[], pieces: readonly PromptPiece[]) => pieces.map(({ message, start, end }) => (texts[message] ?? '').slice(start, end));

describe('turns', () => {
  it('of a transcript begin with its marks and cover it', () => {
    const pieces = promptPieces([transcript], { kind: 'turn' }, null);
    expect(textsOf([transcript], pieces)).toEqual(['\n\nHuman: Hi there. How are you?', '\n\nAssistant: Fine.', '\n\nHuman: Good.', '\n\nAssistant:']);
    expect(textsOf([`System text.${transcript}`], promptPieces([`System text.${transcript}`], { kind: 'turn' }, null))[0]).toBe('System text.');
  });

  it('of a conversation are its messages that are not empty, and a plain text is one', () => {
    expect(promptPieces(['Be kind.', ' ', 'Hello'], { kind: 'turn' }, null).map(({ message }) => message)).toEqual([0, 2]);
    expect(promptPieces(['Just text.\n\nMore.'], { kind: 'turn' }, null)).toHaveLength(1);
  });
});

describe('units within marked parts', () => {
  it('are cut inside each part alone', () => {
    const texts = ['one two three', 'four five six'];
    const within = [{ message: 1, start: 0, end: 9 }, { message: 0, start: 3, end: 7 }];
    expect(textsOf(texts, promptPieces(texts, { kind: 'word' }, within))).toEqual([' two', 'four', ' five']);
  });

  it('are the parts themselves, in order, whatever the order they were marked in', () => {
    const parts = [{ message: 0, start: 8, end: 13 }, { message: 0, start: 0, end: 3 }];
    expect(textsOf(['one two three'], promptPieces(['one two three'], { kind: 'parts', parts }, null))).toEqual(['one', 'three']);
  });
});

describe('the hierarchy of a prompt', () => {
  const tree = (texts: readonly string[], kind: 'word' | 'sentence' | 'turn') => promptTree(texts, promptPieces(texts, { kind }, null));

  it('groups words by sentence and turn', () => {
    expect(tree([transcript], 'word')).toEqual([[[0, 1, 2], [3, 4, 5]], [6, 7], [8, 9], 10]);
    expect(tree(['A b. C d.', 'E f.'], 'word')).toEqual([[[0, 1], [2, 3]], [4, 5]]);
  });

  it('is flat where nothing is nested', () => {
    expect(tree(['one two three'], 'word')).toEqual([0, 1, 2]);
    expect(tree([transcript], 'turn')).toEqual([0, 1, 2, 3]);
    expect(orderCount(tree(['one two three'], 'word'))).toBe(6);
  });

  it('has tokens in words', () => {
    const text = 'unbelievable cats';
    const tokens = [[0, 2], [2, 9], [9, 12], [12, 17]].map(([start, end]) => ({ message: 0, start: start!, end: end! }));
    expect(promptTree([text], tokens)).toEqual([[0, 1, 2], 3]);
  });
});
