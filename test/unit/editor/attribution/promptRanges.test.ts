import { describe, expect, it } from 'vitest';

import { readPair } from '../../dataset/readPair';
import { promptLocator } from '../../../../src/editor/attribution/promptRanges';

function textAt(raw: string, piece: { message: number; start: number; end: number }): readonly string[] {
  const pair = readPair(raw);
  return promptLocator(raw, pair.texts.prompt, pair.sources.prompt)(piece).map(({ start, end }) => raw.slice(start, end));
}

describe('where a piece of a prompt stands in its row', () => {
  it('goes through escapes', () => {
    const raw = '{"prompt": "say \\"hi\\"\\n\\u00e9t\\u00e9 now", "chosen": " yes", "rejected": " no"}';
    expect(textAt(raw, { message: 0, start: 4, end: 8 })).toEqual(['\\"hi\\"']);
    expect(textAt(raw, { message: 0, start: 9, end: 12 })).toEqual(['\\u00e9t\\u00e9']);
  });

  it('counts within its message, also where a message has parts', () => {
    const prompt = [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: [{ type: 'text', text: 'one ' }, { type: 'text', text: 'two three' }] }];
    const raw = JSON.stringify({ prompt, chosen: [{ role: 'assistant', content: 'a' }], rejected: [{ role: 'assistant', content: 'b' }] });
    expect(textAt(raw, { message: 0, start: 3, end: 8 })).toEqual(['brief']);
    expect(textAt(raw, { message: 1, start: 4, end: 7 })).toEqual(['two']);
    expect(textAt(raw, { message: 1, start: 0, end: 7 })).toEqual(['one ', 'two']);
  });

  it('is nowhere for a message that does not exist', () => {
    const raw = '{"prompt": "hi", "chosen": " a", "rejected": " b"}';
    expect(textAt(raw, { message: 0, start: 5, end: 9 })).toEqual([]);
  });
});
