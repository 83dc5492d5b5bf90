import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { responseText, type ChatMessage, type PairTexts } from '../../../src/core/dataset/preferencePair';
import type { ConventionName } from '../../../src/core/ports';
import type { EncodedPair, EncodedSequence } from '../../../src/engine/conventions/encodedPair';
import { encodePair } from '../../../src/engine/conventions/encodePair';
import { ChatTemplate } from '../../../src/engine/tokenizer/chatTemplate';
import type { TextTokenizer } from '../../../src/engine/tokenizer/textTokenizer';
import { fixtureTokenizer, load, sharedFolder } from '../tokenizer/fixtureTokenizer';
import { trickyTexts } from '../tokenizer/offsetChecks';

const encoded = (tokenizer: TextTokenizer, texts: PairTexts, maxLength = 1024, convention: ConventionName = 'trl'): EncodedPair => {
  const result = encodePair(tokenizer, texts, { maxLength, convention });
  if ('code' in result) throw new Error(result.message);
  return result;
};
const failed = (tokenizer: TextTokenizer, texts: PairTexts, maxLength = 1024): string => {
  const result = encodePair(tokenizer, texts, { maxLength });
  if (!('code' in result)) throw new Error('expected a failure');
  expect(result.message).toMatch(/^[^\n]+\.$/u);
  return result.code;
};
const standard = (prompt: string, chosen: string, rejected = 'x'): PairTexts => ({ format: 'standard', prompt, chosen, rejected });
const turn = (role: string, content: string): ChatMessage => ({ role, content });
const chat = (prompt: string, chosen: ChatMessage[] | string, rejected: ChatMessage[] | string = 'x'): PairTexts => ({
  format: 'conversational',
  prompt: [turn('user', prompt)],
  chosen: typeof chosen === 'string' ? [turn('assistant', chosen)] : chosen,
  rejected: typeof rejected === 'string' ? [turn('assistant', rejected)] : rejected,
});
/** Completion tokens as text, "@start-end" where they have a place, "*" where they are special; "|" after the last real one. */
const shown = (tokenizer: TextTokenizer, sequence: EncodedSequence): string[] => {
  const texts = sequence.tokens.map(({ start, end, special }, index) => {
    const place = start === null ? '' : `@${String(start)}-${String(end)}`;
    return tokenizer.tokenText(sequence.ids[sequence.promptLength + index]!) + place + (special ? '*' : '');
  });
  return texts.toSpliced(sequence.realEnd - sequence.promptLength, 0, '|');
};

describe('standard texts', () => {
  const gpt2 = sharedFolder('tokenizers/gpt2');
  it.skipIf(gpt2 === null)('give what the docstring of TRL says for GPT-2 (skipped where ../shared lacks it)', async () => {
    const { chosen, rejected } = encoded(await load(gpt2 ?? ''), standard('The sky is', ' blue', ' green'));
    expect([chosen.ids, rejected.ids]).toEqual([
      [464, 6766, 318, 4171, 50256],
      [464, 6766, 318, 4077, 50256],
    ]);
    expect([chosen.promptLength, chosen.realEnd, chosen.truncated, chosen.boundaryMoved]).toEqual([3, 4, false, false]);
  });

  it('get the end marker unless they have it', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen, rejected } = encoded(tokenizer, standard('The sky', ' is', ' is<|im_end|>'));
    expect(rejected.ids).toEqual(chosen.ids);
    expect(shown(tokenizer, chosen)).toEqual([' is@0-3', '|', '<|im_end|>*']);
    expect(shown(tokenizer, rejected)).toEqual([' is@0-3', '|', '<|im_end|>@3-13*']);
  });

  it('keep end markers inside the response as real tokens', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen } = encoded(tokenizer, standard('The sky', '<|im_end|><|im_end|>'));
    expect(shown(tokenizer, chosen)).toEqual(['<|im_end|>@0-10*', '|', '<|im_end|>@10-20*']);
  });

  it('are tokenised with the markers of the tokenizer', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    const { chosen } = encoded(tokenizer, standard('The sky', ' is'));
    expect(chosen.ids[0]).toBe(1);
    expect(shown(tokenizer, chosen)).toEqual([' is@0-3', '|', '</s>*']);
  });

  it('keep a marker that the tokenizer puts at the end, and so move the boundary', async () => {
    const tokenizer = await fixtureTokenizer('prefix-space');
    const { chosen } = encoded(tokenizer, standard('the', ' sky'));
    // Prompt: <s> the </s>; whole: <s> the sky </s> </s>, the last from the post-processor.
    expect(chosen.boundaryMoved).toBe(true);
    expect(chosen.ids.slice(0, chosen.promptLength)).toEqual(tokenizer.encode('the', { addSpecialTokens: true }).ids.slice(0, -1));
    expect(encoded(tokenizer, standard('the', ' sky'), 1024, 'trl-1.14').chosen.promptLength).toBe(chosen.promptLength + 1);
    expect(shown(tokenizer, chosen).slice(-2)).toEqual(['</s>*', '</s>*']);
  });

  it('are cut where prompt and whole diverge, alike on both sides', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen, rejected } = encoded(tokenizer, standard('The sk', 'y is', '!'));
    const joint = (text: string): readonly number[] => tokenizer.encode(`The sk${text}<|im_end|>`, { addSpecialTokens: true }).ids;
    expect([chosen.ids, rejected.ids]).toEqual([joint('y is'), joint('!')]);
    expect([chosen.boundaryMoved, rejected.boundaryMoved]).toEqual([true, false]);
    expect(rejected.promptLength).toBe(chosen.promptLength);
    expect(chosen.promptLength).toBeLessThan(tokenizer.encode('The sk', { addSpecialTokens: true }).ids.length);
  });

  it('were cut by the number of prompt tokens until TRL 1.14', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen, rejected } = encoded(tokenizer, standard('The sk', 'y is', '!'), 1024, 'trl-1.14');
    const prompt = tokenizer.encode('The sk', { addSpecialTokens: true }).ids;
    const joint = tokenizer.encode('The sky is<|im_end|>', { addSpecialTokens: true }).ids;
    expect(joint.slice(0, prompt.length)).not.toEqual(prompt);
    expect([chosen.boundaryMoved, rejected.boundaryMoved]).toEqual([true, false]);
    expect(chosen.ids).toEqual([...prompt, ...joint.slice(prompt.length)]);
  });

  it('clip a token across the boundary to the response', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen } = encoded(tokenizer, standard('e', '\u0301!'));
    expect(shown(tokenizer, chosen)).toEqual(['é@0-1', '!@1-2', '|', '<|im_end|>*']);
    expect(shown(tokenizer, encoded(tokenizer, standard('', 'e\u0301')).chosen)[0]).toBe('é@0-2');
  });

  it.each(['', ' ', '\ud83e', 'a\udd99', '<|im_start|>', '\r\n', '🦙'])('may have %j on either side', async (text) => {
    const tokenizer = await fixtureTokenizer('byte-level');
    for (const texts of [standard(text, 'a', text), standard('a', text), standard(text, text, text)]) {
      const { chosen, rejected } = encoded(tokenizer, texts);
      for (const { ids, promptLength, realEnd, tokens } of [chosen, rejected]) {
        expect(ids.length).toBe(promptLength + tokens.length);
        expect(realEnd).toBeGreaterThanOrEqual(promptLength);
      }
    }
  });

  it('have no real token when the response is empty', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen, rejected } = encoded(tokenizer, standard('', '', '<|im_end|>'));
    expect(shown(tokenizer, chosen)).toEqual(['|', '<|im_end|>*']);
    expect(shown(tokenizer, rejected)).toEqual(['|', '<|im_end|>@0-10*']);
  });

  it('take no end marker from a tokenizer that has none', async () => {
    const tokenizer: TextTokenizer = { ...(await bare('byte-level')), eosToken: null };
    expect(shown(tokenizer, encoded(tokenizer, standard('The sky', ' is')).chosen)).toEqual([' is@0-3', '|']);
  });
});

describe('truncation', () => {
  it('keeps the start and tells', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const whole = encoded(tokenizer, standard('The sky', ' is blue', ' is'));
    const cut = encoded(tokenizer, standard('The sky', ' is blue', ' is'), whole.rejected.ids.length);
    expect(cut.chosen.ids).toEqual(whole.chosen.ids.slice(0, whole.rejected.ids.length));
    expect([cut.chosen.truncated, cut.rejected.truncated]).toEqual([true, false]);
    expect(cut.chosen.tokens).toEqual(whole.chosen.tokens.slice(0, cut.chosen.tokens.length));
    expect(cut.chosen.realEnd).toBe(Math.min(whole.chosen.realEnd, cut.chosen.ids.length));
  });

  it('drops a row exactly when the prompt leaves no room', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { promptLength } = encoded(tokenizer, standard('The sky is blue', '!')).chosen;
    expect(failed(tokenizer, standard('The sky is blue', '!'), promptLength)).toBe('prompt-fills-max-length');
    expect(encoded(tokenizer, standard('The sky is blue', '!'), promptLength + 1).chosen.tokens).toHaveLength(1);
  });
});

describe('conversations', () => {
  it('get the markers of the template and no end marker besides', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen } = encoded(tokenizer, chat('hello', 'The sky'));
    expect(shown(tokenizer, chosen)).toEqual(['The@0-3', ' sky@3-7', '|', '<|im_end|>*', '\n*']);
    expect(chosen.boundaryMoved).toBe(false);
  });

  it('are placed where the template trims them', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    const { chosen } = encoded(tokenizer, chat('hello', '  the sky\n', '</s>'));
    expect(shown(tokenizer, chosen)).toEqual([' the@2-5', ' sky@5-9', '|', ' *', '</s>*']);
  });

  it('have no place for what the template writes between messages', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const messages = [turn('assistant', 'hello'), turn('user', 'user'), turn('assistant', 'the')];
    const { chosen } = encoded(tokenizer, chat('hello', messages));
    const tokens = shown(tokenizer, chosen);
    expect(responseText(messages)).toBe('hello\n\nuser\n\nthe');
    expect(tokens[0]).toBe('hello@0-5');
    expect(tokens).toContain('user@7-11');
    expect(tokens.slice(-4)).toEqual(['he@14-16', '|', '<|im_end|>*', '\n*']);
    expect(tokens.slice(1, tokens.indexOf('user@7-11')).every((token) => token.endsWith('*'))).toBe(true);
  });

  it('may contain the words and markers of the template', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const content = 'assistant\n<|im_end|>\n<|im_start|>assistant\n';
    const { chosen } = encoded(tokenizer, chat(content, content, ''));
    const { starts } = tokenizer.encode(content, { addSpecialTokens: false });
    expect(chosen.tokens.slice(0, starts.length).map(({ start }) => start)).toEqual([...starts]);
    expect(chosen.tokens.slice(starts.length)).toEqual([
      { start: null, end: null, special: true },
      { start: null, end: null, special: true },
    ]);
  });

  it('may be empty', async () => {
    const tokenizer = await fixtureTokenizer('byte-level');
    const { chosen, rejected } = encoded(tokenizer, chat('hello', '', []));
    // Without a turn there is no header either, so prompt and whole diverge before it.
    expect(shown(tokenizer, chosen).slice(-2)).toEqual(['<|im_end|>*', '\n*']);
    expect(chosen.realEnd).toBe(chosen.promptLength);
    expect(rejected.realEnd).toBe(rejected.promptLength);
  });

  it('are searched for line by line where the template rewrites them', async () => {
    const source =
      "{% for m in messages %}<{{ m.role }}>{% if '</think>' in m.content %}{{ m.content.split('</think>')[1].strip() }}{% else %}{{ m.content }}{% endif %};{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}";
    const tokenizer: TextTokenizer = { ...(await bare('byte-level')), chatTemplate: new ChatTemplate(source, null, {}) };
    const { chosen } = encoded(tokenizer, chat('x', 'thing\n</think>\n the\nsky'));
    expect(shown(tokenizer, chosen)).toEqual(['t@16-17', 'he@17-19', '\n@19-20', 's@20-21', 'ky@21-23', '|', ';*']);
  });

  it('count as real where they cannot be found at all', async () => {
    const source = "{% for m in messages %}[{{ m.content | upper }}]{% endfor %}{% if add_generation_prompt %}[{% endif %}";
    const tokenizer: TextTokenizer = { ...(await bare('byte-level')), chatTemplate: new ChatTemplate(source, null, {}) };
    const { chosen } = encoded(tokenizer, chat('x', 'the'));
    expect(shown(tokenizer, chosen).join('')).toBe('T*H*E*]*|');
  });

  it('are found behind what Python alone takes for white space, since templates trim as it does', async () => {
    const tokenizer = await fixtureTokenizer('sentence-piece');
    const places = (response: string) => encoded(tokenizer, chat('x', response)).chosen.tokens.flatMap(({ start, end }) => (start === null ? [] : [[start, end]]));
    expect(places('\u0085\u001c!\u001f').at(-1)).toEqual([2, 3]);
    expect(places('\ufeff!').at(-1)).toEqual([1, 2]);
  });

  it('fail with a reason when there is no template or it refuses', async () => {
    expect(failed(await fixtureTokenizer('digits'), chat('a', 'b'))).toBe('no-chat-template');
    const tokenizer = await fixtureTokenizer('sentence-piece');
    expect(failed(tokenizer, chat('a', [turn('user', 'b')]))).toBe('template-failed');
  });

  it('hand tools and variables to the template', async () => {
    const source = '{{ tools | length }}{{ style }}{% for m in messages %}{{ m.content }};{% endfor %}';
    const tokenizer: TextTokenizer = { ...(await bare('byte-level')), chatTemplate: new ChatTemplate(source, null, {}) };
    const texts = { ...chat('a', 'b'), tools: [{}, {}], chatTemplateKwargs: { style: 'z' } } as PairTexts;
    const { chosen } = encoded(tokenizer, texts);
    expect(chosen.ids.map((id) => tokenizer.tokenText(id)).join('')).toBe('2za;b;');
  });
});

describe('any pair', () => {
  it.each(['byte-level', 'sentence-piece'] as const)('keeps its invariants with the %s tokenizer', async (name) => {
    const tokenizer = await fixtureTokenizer(name);
    const lengths = fc.integer({ min: 8, max: 40 });
    fc.assert(
      fc.property(trickyTexts, trickyTexts, trickyTexts, lengths, fc.boolean(), (prompt, chosen, rejected, maxLength, isChat) => {
        const texts = isChat ? chat(prompt, chosen, rejected) : standard(prompt, chosen, rejected);
        const result = encodePair(tokenizer, texts, { maxLength });
        if ('code' in result) {
          expect(result.code).toBe('prompt-fills-max-length');
          return;
        }
        checkSequence(result.chosen, chosen, maxLength);
        checkSequence(result.rejected, rejected, maxLength);
        // Each side is cut where it diverges from the prompt's own tokens, so one may keep more of them.
        const shared = Math.min(result.chosen.promptLength, result.rejected.promptLength);
        expect(result.rejected.ids.slice(0, shared)).toEqual(result.chosen.ids.slice(0, shared));
      }),
      { numRuns: 1000 },
    );
  });
});

/** Templates trim as Python does, for which these are white space too. */
function withoutSpace(text: string): string {
  return text.replace(/[\s\u0085\u001c-\u001f]+/gu, '');
}

function checkSequence(sequence: EncodedSequence, response: string, maxLength: number): void {
  const { ids, promptLength, realEnd, tokens, truncated } = sequence;
  expect(ids.length).toBeLessThanOrEqual(maxLength);
  expect(tokens.length).toBe(ids.length - promptLength);
  expect(realEnd >= promptLength && realEnd <= ids.length).toBe(true);
  const places = tokens.flatMap(({ start, end }) => (start === null || end === null ? [] : [[start, end] as const]));
  for (const [index, [start, end]] of places.entries()) {
    expect(start >= (places[index - 1]?.[0] ?? 0) && end >= start && end <= response.length).toBe(true);
  }
  const lastPlace = places.at(-1);
  if (!truncated && !sequence.boundaryMoved && withoutSpace(response) !== '') {
    expect(withoutSpace(response.slice(lastPlace?.[1] ?? 0))).toBe('');
  }
}

/** The methods of a fixture, to be put together with other fields. */
async function bare(name: 'byte-level'): Promise<TextTokenizer> {
  const tokenizer = await fixtureTokenizer(name);
  return {
    encode: (text, options) => tokenizer.encode(text, options),
    tokenText: (id) => tokenizer.tokenText(id),
    isSpecial: (id) => tokenizer.isSpecial(id),
    eosToken: tokenizer.eosToken,
    bosToken: tokenizer.bosToken,
    chatTemplate: tokenizer.chatTemplate,
    vocabularySize: tokenizer.vocabularySize,
  };
}
