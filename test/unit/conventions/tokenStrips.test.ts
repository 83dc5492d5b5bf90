import { describe, expect, it } from 'vitest';

import { tokenStrips } from '../../../src/engine/conventions/tokenStrips';
import { fixtureTokenizer } from '../tokenizer/fixtureTokenizer';

describe('tokenStrips', () => {
  const texts = { format: 'standard', prompt: 'The sky is', chosen: ' blue', rejected: ' green' } as const;

  it('give the tokens of each convention, with what is special', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    const strips = tokenStrips(tokenizer, texts, { convention: 'trl', maxLength: 1024 });
    if ('code' in strips) throw new Error(strips.message);
    expect(strips.chosen.promptEnd[0]).toEqual({ id: 1, text: '<s>', special: true });
    expect(strips.chosen.completion.at(-1)).toEqual({ id: 2, text: '</s>', special: true });
    const apart = tokenStrips(tokenizer, texts, { convention: 'trl-0.20', maxLength: 1024 });
    if ('code' in apart) throw new Error(apart.message);
    expect(apart.chosen.promptEnd[0]?.special).toBe(false);
  });

  it('leave the middle of a long prompt out, and say how much', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const strips = tokenStrips(tokenizer, { ...texts, prompt: 'x'.repeat(200) }, { convention: 'trl', maxLength: 1024 });
    if ('code' in strips) throw new Error(strips.message);
    const { promptStart, promptHidden, promptEnd } = strips.chosen;
    expect([promptStart.length, promptEnd.length]).toEqual([8, 40]);
    expect(promptStart.length + promptHidden + promptEnd.length).toBe(tokenizer.encode('x'.repeat(200), { addSpecialTokens: true }).ids.length);
  });

  it('say why a convention refuses a row', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    expect(tokenStrips(tokenizer, texts, { convention: 'open-instruct', maxLength: 1024 })).toMatchObject({ code: 'not-in-convention' });
  });
});
